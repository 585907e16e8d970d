package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Frame;

/** What is spoken on one connection. */
interface Session {
  /**
   * @throws Refused where it is not done
   */
  void heard(Frame frame);

  /** What may come now, for people. */
  String expected();

  /** The connection is over; called once. */
  void ended();
}
