package org.msnmock.client.console;

import java.util.Optional;

/** Where input comes from, line by line. */
interface Keyboard {

  /**
   * Waits for the next line.
   *
   * @return nothing when there will be none any more
   */
  Optional<String> next();

  /**
   * Says what to do when somebody interrupts the program while no line is waited for; it gets a
   * thread of its own.
   */
  default void onInterrupt(Runnable stop) {}

  /** Says that no line is wanted any more; whoever waits for one is interrupted after that. */
  void end();
}
