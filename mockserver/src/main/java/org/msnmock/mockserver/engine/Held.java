package org.msnmock.mockserver.engine;

import java.util.Optional;

/** A line that waits for somebody to look at it. Owned by the play's thread. */
final class Held {
  private final int number;
  private final String line;
  private final byte[] payload;
  private boolean isReleased;
  private Optional<String> released = Optional.empty();

  /**
   * @param line as the dialogue wants it
   */
  Held(int number, String line, byte[] payload) {
    this.number = number;
    this.line = line;
    this.payload = payload;
  }

  int number() {
    return number;
  }

  String line() {
    return line;
  }

  byte[] payload() {
    return payload;
  }

  void release(Optional<String> instead) {
    isReleased = true;
    released = instead;
  }

  boolean isReleased() {
    return isReleased;
  }

  /** What is to be sent; empty for nothing. */
  Optional<String> released() {
    return released;
  }
}
