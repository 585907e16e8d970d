package org.msnmock.mockserver.wire;

/** A line cut at its single blanks. */
public final class Tokens {
  private Tokens() {}

  public static String[] split(String line) {
    int count = 1;
    for (int i = line.indexOf(' '); i >= 0; i = line.indexOf(' ', i + 1)) {
      count++;
    }
    String[] tokens = new String[count];
    int from = 0;
    for (int n = 0; n < count - 1; n++) {
      int blank = line.indexOf(' ', from);
      tokens[n] = line.substring(from, blank);
      from = blank + 1;
    }
    tokens[count - 1] = line.substring(from);
    return tokens;
  }
}
