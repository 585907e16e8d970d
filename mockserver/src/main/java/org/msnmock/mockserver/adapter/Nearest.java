package org.msnmock.mockserver.adapter;

import java.util.Comparator;
import java.util.List;

/** The word that a mistyped one was meant to be. */
final class Nearest {
  private Nearest() {}

  /** The one of {@code words}, which must not be empty, that takes the fewest changes. */
  static String of(String typed, List<String> words) {
    return words.stream().min(Comparator.comparingInt(word -> distance(typed, word))).orElseThrow();
  }

  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
