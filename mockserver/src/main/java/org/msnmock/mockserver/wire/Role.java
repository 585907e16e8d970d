package org.msnmock.mockserver.wire;

import java.util.Optional;

/**
 * What a client may meet; the words are those of dialogues. The first five are services of every
 * run, the peer is there where a dialogue speaks of it.
 */
public enum Role {
  DISPATCH_SERVER("ds", "dispatch server"),
  NOTIFICATION_SERVER("ns", "notification server"),
  SWITCHBOARD("sb", "switchboard"),
  NEXUS("nexus", "Passport nexus"),
  LOGIN("login", "Passport login"),
  /** Another client, with whom files are exchanged directly (MSNFTP). */
  PEER("peer", "peer");

  private final String word;
  private final String title;

  Role(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** The word in dialogues, options and variables: {@code ds}, {@code ns}, {@code sb} ... */
  public String word() {
    return word;
  }

  /** The name for people: {@code dispatch server}. */
  public String title() {
    return title;
  }

  /** Whether requests and answers of HTTP are spoken here, in place of lines. */
  public boolean isHttp() {
    return this == NEXUS || this == LOGIN;
  }

  /**
   * Whether nobody knows beforehand where what comes begins and ends: lines and blocks, as the
   * steps want them.
   */
  public boolean isUnframed() {
    return this == PEER;
  }

  public static Optional<Role> fromWord(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
