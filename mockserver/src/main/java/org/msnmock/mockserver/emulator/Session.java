package org.msnmock.mockserver.emulator;

import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Frame;

/** What is spoken on one connection. */
interface Session {
  /**
   * @throws Refused where it is not done
   */
  void heard(Frame frame);

  /** The client has said something to somebody who answers in place of this. */
  void passedBy(Frame frame);

  /** What may come now, for people. */
  String expected();

  /** The connection is over; called once. */
  void ended();

  /** Who speaks there; null while nobody has proved it. */
  default @Nullable Person user() {
    return null;
  }
}
