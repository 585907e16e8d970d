package org.msnmock.mockserver.emulator;

import java.time.Duration;

/**
 * How the service behaves where servers of the time differed, or where nobody knows.
 *
 * @param style the kind of server
 * @param idle how long a client of the notification server may be silent
 * @param challenge how long after one challenge the next one comes; zero: none ever comes
 * @param answer how long a client may take to answer a challenge
 * @param talkIdle how long nobody may say anything in a conversation
 * @param registers whether whoever comes with an unknown address gets an account
 * @param rateLimits whether changes and calls that follow each other quickly are refused with 800
 *     and 713; how quickly is not known of the real servers
 */
public record Manners(
    Style style,
    Duration idle,
    Duration challenge,
    Duration answer,
    Duration talkIdle,
    boolean registers,
    boolean rateLimits) {

  /** As servers of 2003 were. */
  public static final Manners USUAL =
      new Manners(
          Style.CLASSIC,
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofSeconds(50),
          Duration.ofMinutes(5),
          false,
          false);

  /** Kinds of servers. */
  public enum Style {
    /**
     * As the servers of 2003: presence comes to those who have synchronized only, and where a
     * status came before the lists, it comes behind the lists; calling somebody who blocks the
     * caller gives 216; a message to nobody is not acknowledged.
     */
    CLASSIC,
    /**
     * As later and revived ones: presence comes to everybody who has a status; calling somebody who
     * blocks the caller gives 217; a message to nobody is acknowledged.
     */
    LENIENT,
    /**
     * As CLASSIC, with no more words in a line than the oldest clients count: VER without CVR0, ILN
     * and NLN without a picture, QNG without seconds.
     */
    STRICT_COUNT
  }

  boolean isLenient() {
    return style == Style.LENIENT;
  }

  boolean isStrictCount() {
    return style == Style.STRICT_COUNT;
  }

  /** The same, with accounts for all who come. */
  public Manners registering() {
    return new Manners(style, idle, challenge, answer, talkIdle, true, rateLimits);
  }

  /** The same as another kind of server. */
  public Manners as(Style other) {
    return new Manners(other, idle, challenge, answer, talkIdle, registers, rateLimits);
  }

  /** The same, with limits for those who are too quick. */
  public Manners limitingRates() {
    return new Manners(style, idle, challenge, answer, talkIdle, registers, true);
  }
}
