package org.msnmock.mockserver.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.msnmock.mockserver.emulator.Manners;

/**
 * Gives each test a whole service of its own, which it gets as a parameter of type {@link
 * org.msnmock.mockserver.MsnService}: accounts, lists, presence and conversations for any number of
 * clients. On a class it is for each of its tests.
 *
 * <pre>{@code
 * @Test
 * @Emulate({
 *   @Person(address = "alice@example.com", contacts = "bob@example.com"),
 *   @Person(address = "bob@example.com")
 * })
 * void sees_bob_come(MsnService service) { ... }
 * }</pre>
 *
 * @see EmulatorExtension
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(EmulatorExtension.class)
public @interface Emulate {
  /**
   * Who may sign in. Nobody here and in {@link #accounts}: alice, bob, carol and dave at
   * example.com, with the password {@code s3cret}, as in {@code msnmock serve}.
   */
  Person[] value() default {};

  /**
   * A file with more of them, as {@code msnmock serve --accounts} reads it; from the working
   * directory on, which Maven and Gradle make the module's.
   */
  String accounts() default "";

  /** What kind of server it is. */
  Manners.Style style() default Manners.Style.CLASSIC;

  /** How nexus and login speak. */
  Play.Passport passport() default Play.Passport.TLS;

  /** By which time it goes. */
  Play.Time time() default Play.Time.MACHINE;

  /** Decides generated values: the same seed, the same words. */
  long seed() default 1;
}
