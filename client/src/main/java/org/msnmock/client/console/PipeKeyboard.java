package org.msnmock.client.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** Input from a pipe or a file. */
record PipeKeyboard(BufferedReader in) implements Keyboard {

  /** A pipe that breaks has ended. */
  @Override
  public Optional<String> next() {
    try {
      return Optional.ofNullable(in.readLine());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whoever waits for a pipe goes on waiting. */
  @Override
  public void end() {}
}
