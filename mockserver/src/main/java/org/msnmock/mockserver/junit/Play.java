package org.msnmock.mockserver.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.msnmock.mockserver.engine.PlaySettings.Partner;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;

/**
 * Plays a dialogue for a test, on servers of its own, and judges it when the test's body is done.
 * The test learns where the servers are from a parameter of type {@link RunningPlay}.
 *
 * <pre>{@code
 * @Test
 * @Play("signin/redirect")
 * void follows_the_redirect(RunningPlay play) { ... }
 *
 * @Test
 * @Play("presence/nicknames[ascii]")        // one row of a table of cases
 * void shows_a_plain_nickname(RunningPlay play) { ... }
 *
 * @Test
 * @Play(text = """
 *     dialogue: 1
 *     title: A ping is answered
 *     steps:
 *       - include: fragments/ns-online.yaml
 *       - C: PNG
 *       - S: QNG 50
 *     """)
 * void pings(RunningPlay play) { ... }
 * }</pre>
 *
 * @see MockMsnServerExtension
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MockMsnServerExtension.class)
public @interface Play {
  /**
   * Which dialogue: its path below the {@linkplain DialogueFolder folder of the dialogues}, or its
   * id, with the case in brackets where it has several: {@code signin/redirect}, {@code
   * presence.nicknames[ascii]}.
   */
  String value() default "";

  /** The dialogue itself, in place of a file. */
  String text() default "";

  /** Which row of {@code cases}, where {@link #value} doesn't say it. */
  String caseName() default "";

  /**
   * Who speaks for the client's user. A {@link Partner#PERSON} only acts, so that {@code see} is
   * skipped: the test's own assertions stand for it. An {@link Partner#ADAPTER} also {@linkplain
   * RunningPlay#tell tells} what the user sees, and {@code see} waits for it.
   */
  Partner partner() default Partner.PERSON;

  /** How nexus and login speak. */
  Passport passport() default Passport.TLS;

  /** By which time the play goes. */
  Time time() default Time.MACHINE;

  /** How hard the judge is. */
  Strictness strictness() default Strictness.STRICT;

  /** Upper limits of the dialogue are multiplied by it. */
  double timeScale() default 1;

  /** How many seconds the client may take to come, from the beginning of the test on. */
  int startTimeoutSeconds() default 30;

  /** Decides generated values: the same seed, the same play. */
  long seed() default 1;

  /** By which time a play goes. */
  enum Time {
    /** The machine's. */
    MACHINE,
    /**
     * One that jumps when nobody works, so that pauses and deadlines cost nothing: {@link
     * RunningPlay#time}. Nexus and login speak plain HTTP then.
     */
    VIRTUAL
  }

  /** How nexus and login speak. */
  enum Passport {
    /** HTTPS, signed by {@link RunningPlay#caFile}. */
    TLS,
    /** HTTP, for clients that can be told to. */
    PLAIN
  }
}
