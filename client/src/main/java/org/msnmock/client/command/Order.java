package org.msnmock.client.command;

import org.msnmock.client.wire.Frame;

/** An order without a transaction id. */
public enum Order {
  /** {@code PNG}: are you there? */
  PING("PNG"),
  /** {@code OUT}: the client leaves. */
  SIGN_OUT("OUT");

  private final String verb;

  Order(String verb) {
    this.verb = verb;
  }

  public Frame toFrame() {
    return Frame.of(verb);
  }
}
