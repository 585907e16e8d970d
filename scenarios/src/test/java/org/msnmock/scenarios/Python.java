package org.msnmock.scenarios;

import java.io.IOException;

/** The other language of the README's client. */
final class Python {
  private Python() {}

  /** Whether this machine has it. */
  static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
