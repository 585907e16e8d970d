package org.msnmock.client.console;

import java.util.Locale;

/**
 * How far a file is.
 *
 * @param number how the transfer is called
 * @param name of the file
 * @param bytes that have gone or come
 * @param size all of them, as the sender said
 */
record Progress(int number, String name, long bytes, long size) {
  private static final int LONGEST_NAME = 30;
  private static final int WIDEST_BAR = 40;
  private static final int NARROWEST_BAR = 5;
  private static final int ALL = 100;
  private static final int KIBI = 1024;

  /** From 0 to 100. */
  int percent() {
    return size <= 0 ? ALL : (int) Math.max(0, Math.min(ALL, bytes * (double) ALL / size));
  }

  String title() {
    return "file %s, %s".formatted(number, Harmless.line(name, LONGEST_NAME));
  }

  /** One row of so many columns at the most: {@code file 1, a.png [####----] 50 % of 2.0 MiB}. */
  String bar(int width) {
    String end = String.format(Locale.ROOT, " %3d %% of %s", percent(), amount(size));
    int room = Math.min(WIDEST_BAR, width - Rows.columns(title()) - end.length() - " []".length());
    if (room < NARROWEST_BAR) {
      String shorter = "file %s %s %%".formatted(number, percent());
      return shorter.substring(0, Math.max(0, Math.min(shorter.length(), width)));
    }
    int done = room * percent() / ALL;
    return "%s [%s%s]%s".formatted(title(), "#".repeat(done), "-".repeat(room - done), end);
  }

  /** In words: {@code 512 bytes}, {@code 2.0 MiB}. */
  static String amount(long bytes) {
    if (bytes < KIBI) {
      return bytes + " bytes";
    }
    double rest = bytes;
    String unit = "";
    for (String next : new String[] {"KiB", "MiB", "GiB"}) {
      if (rest >= KIBI) {
        rest /= KIBI;
        unit = next;
      }
    }
    return String.format(Locale.ROOT, "%.1f %s", rest, unit);
  }
}
