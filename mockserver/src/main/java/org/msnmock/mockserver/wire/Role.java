package org.msnmock.mockserver.wire;

import java.util.Optional;

/** The five services of which a client may meet one or all; the words are those of dialogues. */
public enum Role {
  DISPATCH_SERVER("ds", "dispatch server"),
  NOTIFICATION_SERVER("ns", "notification server"),
  SWITCHBOARD("sb", "switchboard"),
  NEXUS("nexus", "Passport nexus"),
  LOGIN("login", "Passport login");

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

  public static Optional<Role> fromWord(String word) {
    for (Role role : values()) {
      if (role.word.equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }
}
