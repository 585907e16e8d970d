package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Frame;

/** What is spoken on one connection. */
interface Session {
  /**
   * @throws Refused where it is not done
   */
  void heard(Frame frame);

  /** The connection is over; called once. */
  void ended();
}
