package org.msnmock.mockserver.cli;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.report.ConsoleText.Colours;
import org.msnmock.mockserver.wire.Text;

/** The difference between two texts as {@code diff -u} shows it. */
final class UnifiedDiff {
  private static final int AROUND = 3;
  private static final int RED = 31;
  private static final int GREEN = 32;
  private static final int CYAN = 36;

  private final List<String> before;
  private final List<String> after;
  private final Colours colours;
  private final List<Row> rows = new ArrayList<>();

  /**
   * A line of one text or of both.
   *
   * @param sign blank where it is in both, else {@code -} or {@code +}
   */
  private record Row(char sign, String text, int before, int after) {}

  private UnifiedDiff(String before, String after, Colours colours) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
    this.colours = colours;
  }

  /** Each line ends in a line feed; nothing where both are the same. */
  static String of(String name, String before, String after, Colours colours) {
    UnifiedDiff diff = new UnifiedDiff(before, after, colours);
    diff.compare();
    String hunks = diff.hunks();
    return hunks.isEmpty() ? "" : "--- %s\n+++ %s (accepted)\n%s".formatted(name, name, hunks);
  }

  /** Cuts off what is alike at both ends, and finds the longest common part of the rest. */
  private void compare() {
    int from = 0;
    while (from < Math.min(before.size(), after.size())
        && before.get(from).equals(after.get(from))) {
      rows.add(new Row(' ', before.get(from), from, from));
      from++;
    }
    int end = 0;
    while (end < Math.min(before.size(), after.size()) - from
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    middle(from, before.size() - end, after.size() - end);
    for (int i = end; i > 0; i--) {
      rows.add(new Row(' ', before.get(before.size() - i), before.size() - i, after.size() - i));
    }
  }

  private void middle(int from, int endBefore, int endAfter) {
    int[][] common = new int[endBefore - from + 1][endAfter - from + 1];
    for (int i = endBefore - from - 1; i >= 0; i--) {
      for (int j = endAfter - from - 1; j >= 0; j--) {
        common[i][j] =
            before.get(from + i).equals(after.get(from + j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (from + i < endBefore || from + j < endAfter) {
      boolean both = from + i < endBefore && from + j < endAfter;
      if (both && before.get(from + i).equals(after.get(from + j))) {
        rows.add(new Row(' ', before.get(from + i), from + i++, from + j++));
      } else if (from + j >= endAfter
          || from + i < endBefore && common[i + 1][j] >= common[i][j + 1]) {
        rows.add(new Row('-', before.get(from + i), from + i++, from + j));
      } else {
        rows.add(new Row('+', after.get(from + j), from + i, from + j++));
      }
    }
  }

  private String hunks() {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < rows.size()) {
      if (rows.get(at).sign() == ' ') {
        at++;
        continue;
      }
      int end = end(at);
      hunk(rows.subList(Math.max(0, at - AROUND), Math.min(rows.size(), end + AROUND)), out);
      at = end;
    }
    return out.toString();
  }

  /** Behind the last changed line that belongs to the same part. */
  private int end(int from) {
    int end = from;
    for (int i = from; i < rows.size() && i < end + 2 * AROUND + 1; i++) {
      end = rows.get(i).sign() == ' ' ? end : i + 1;
    }
    return end;
  }

  private void hunk(List<Row> part, StringBuilder out) {
    long old = part.stream().filter(row -> row.sign() != '+').count();
    long now = part.stream().filter(row -> row.sign() != '-').count();
    Row first = part.get(0);
    String title = "@@ -%s,%s +%s,%s @@".formatted(first.before() + 1, old, first.after() + 1, now);
    out.append(coloured(title, CYAN)).append('\n');
    for (Row row : part) {
      String line = row.sign() + Text.printable(row.text());
      out.append(row.sign() == ' ' ? line : coloured(line, row.sign() == '-' ? RED : GREEN));
      out.append('\n');
    }
  }

  private String coloured(String text, int colour) {
    return colours == Colours.NONE ? text : "\u001b[" + colour + "m" + text + "\u001b[0m";
  }
}
