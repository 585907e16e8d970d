package org.msnmock.mockserver.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where the dialogues of a test class are, and those of the classes nested in it. Without it they
 * are in {@value #DEFAULT}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DialogueFolder {
  /** Where dialogues are unless something else is said. */
  String DEFAULT = "dialogues";

  /**
   * A folder, searched first from the working directory on, which Maven and Gradle make the
   * module's, then on the class path: {@code src/test/dialogues}, or {@code dialogues} for {@code
   * src/test/resources/dialogues}.
   */
  String value();
}
