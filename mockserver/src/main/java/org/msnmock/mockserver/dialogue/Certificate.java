package org.msnmock.mockserver.dialogue;

import java.util.Optional;
import java.util.stream.Stream;

/** What a web service shows to those who speak TLS with it. */
public enum Certificate {
  /** In force, and signed by the authority that the client was told of. */
  TRUSTED("trusted", "good"),
  /** Signed by an authority that the client was not told of. */
  UNTRUSTED("untrusted", "signed by an authority that the client was not told of"),
  /** Signed by the right authority; its time is over. */
  EXPIRED("expired", "out of date");

  private final String word;
  private final String fault;

  Certificate(String word, String fault) {
    this.word = word;
    this.fault = fault;
  }

  /** The word in dialogues. */
  public String word() {
    return word;
  }

  /** What is wrong with it, for people: {@code out of date}. */
  public String fault() {
    return fault;
  }

  public static Optional<Certificate> fromWord(String word) {
    return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
