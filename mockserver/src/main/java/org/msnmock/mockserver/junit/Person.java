package org.msnmock.mockserver.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Somebody who may sign in to a service: {@link Emulate}. */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Person {
  /** The e-mail address. */
  String address();

  String password() default "s3cret";

  /** The friendly name; without it, the address. */
  String name() default "";

  /** Who is on the forward list and the allow list. */
  String[] contacts() default {};

  /** Who is on the block list. */
  String[] blocked() default {};

  /** How many letters wait; -1: there is no mailbox. */
  int mailbox() default -1;
}
