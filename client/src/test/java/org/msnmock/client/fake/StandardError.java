package org.msnmock.client.fake;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Catches what the log says on standard error, so that an error on purpose alarms nobody. */
public final class StandardError {
  private StandardError() {}

  /** What is said while this runs. For tests that run by themselves. */
  public static String during(Runnable work) {
    PrintStream usual = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      work.run();
    } finally {
      System.setErr(usual);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
