package org.msnmock.client.console;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Lines in a pipe or a file: no colours, no prompt, and each line whole. */
final class PlainScreen implements Screen {
  private static final int STEP = 10;

  private final PrintStream out;
  private final Map<Integer, Integer> steps = new HashMap<>();

  PlainScreen(PrintStream out) {
    this.out = out;
  }

  @Override
  public void show(Line line) {
    Rows.unlimited(line).forEach(row -> out.print(row + "\n"));
    out.flush();
  }

  @Override
  public void prompt(String to, int unread) {}

  /** One line for each tenth. */
  @Override
  public void progress(Progress progress) {
    int step = progress.percent() / STEP;
    if (step > steps.getOrDefault(progress.number(), 0)) {
      steps.put(progress.number(), step);
      show(Line.answer("%s: %s %%".formatted(progress.title(), step * STEP)));
    }
  }

  @Override
  public void progressEnded(int number) {
    steps.remove(number);
  }
}
