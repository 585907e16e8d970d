package org.msnmock.mockserver.yaml;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The word that was meant, by the number of letters to change. */
public final class Nearest {
  /** Fewer letters say nothing of what was meant. */
  private static final int LEAST_BEGINNING = 3;

  private Nearest() {}

  /** The one that takes the fewest changes, if they are few. */
  public static Optional<String> to(String word, Collection<String> known) {
    String best = null;
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) < least) {
        int distance = distance(word, candidate);
        if (distance < least) {
          least = distance;
          best = candidate;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** The only one that begins with the word, which is cut short then. */
  static Optional<String> begunBy(String word, Collection<String> known) {
    if (word.length() < LEAST_BEGINNING) {
      return Optional.empty();
    }
    List<String> begun = known.stream().filter(one -> one.startsWith(word)).distinct().toList();
    return begun.size() == 1 ? Optional.of(begun.get(0)) : Optional.empty();
  }

  /** {@code did you mean "within"?}, or nothing. */
  static String hint(String word, Collection<String> known) {
    return to(word, known).map("did you mean \"%s\"?"::formatted).orElse("");
  }

  /** Letters to put in, take out, replace or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
