package org.msnmock.client.console;

/** Lets the program end well when somebody stops it: by a signal, or by closing its terminal. */
final class StopSignal implements AutoCloseable {
  private final Thread hook;

  /**
   * @param stop ends all that runs; behind it, the exit code is 0
   */
  StopSignal(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              // without this it would be 128 and the number of the signal
              Runtime.getRuntime().halt(SessionWatch.SIGNED_OUT);
            },
            "msn-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is being stopped, and the hook does the rest
    }
  }
}
