package org.msnmock.mockserver.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.wire.Text;

/**
 * Shows each line that is about to be sent to a person, who lets it go, changes it or keeps it
 * back. One after the other, on a thread of its own; the plays wait for theirs.
 */
final class ByHand {
  private static final String HELP =
      "  ENTER sends it   = LINE sends LINE in its place   - sends nothing"
          + "   v what is known   n what is awaited next   g hold nothing more";

  private final BufferedReader in;
  private final LivePrinter printer;
  private final BlockingQueue<Question> questions = new LinkedBlockingQueue<>();
  private boolean isOver; // belongs to the thread
  private boolean isExplained; // too

  /** What becomes of one line. */
  private record Question(
      String who, String shown, Action.Hold hold, Consumer<Optional<String>> answer) {}

  ByHand(BufferedReader in, LivePrinter printer) {
    this.in = in;
    this.printer = printer;
  }

  void start() {
    Thread thread = new Thread(this::answerAll, "msnmock by hand");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * A line waits. Returns at once.
   *
   * @param who the play, for people
   * @param shown the line, secrets hidden
   * @param answer is given what to send, on another thread
   */
  void hold(String who, String shown, Action.Hold hold, Consumer<Optional<String>> answer) {
    questions.add(new Question(who, shown, hold, answer));
  }

  /** A play is over: nobody has to answer for it any more. */
  void over(String who) {
    questions.removeIf(question -> question.who().equals(who));
  }

  private void answerAll() {
    try {
      while (true) {
        Question question = questions.take();
        question.answer().accept(answered(question));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> answered(Question question) {
    Optional<String> asItIs = Optional.of(question.hold().line());
    if (isOver) {
      return asItIs;
    }
    show(question);
    while (true) {
      Optional<String> typed = readLine();
      if (typed.isEmpty() || typed.get().equals("g")) {
        isOver = true;
        printer.print(() -> List.of("  from now on nothing is held"));
        return asItIs;
      }
      String word = typed.get();
      if (word.isEmpty()) {
        return asItIs;
      } else if (word.equals("-")) {
        return Optional.empty();
      } else if (word.startsWith("=") && !word.substring(1).isBlank()) {
        return Optional.of(word.substring(1).strip());
      }
      tell(word, question.hold());
    }
  }

  private void show(Question question) {
    Action.Hold hold = question.hold();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s holds  %s  S  %s   %s"
            .formatted(
                question.who(),
                hold.connection(),
                Text.printable(question.shown()),
                hold.step().place()));
    if (!isExplained) {
      isExplained = true;
      lines.add(HELP);
    }
    printer.print(() -> lines);
  }

  private void tell(String word, Action.Hold hold) {
    List<String> told =
        switch (word) {
          case "v" -> hold.known();
          case "n" -> hold.next().isEmpty() ? List.of("nothing is awaited behind it") : hold.next();
          default -> List.of(HELP.strip());
        };
    printer.print(() -> told.stream().map(line -> "  " + Text.printable(line)).toList());
  }

  /** Empty at the end of what is typed. */
  private Optional<String> readLine() {
    try {
      return Optional.ofNullable(in.readLine()).map(String::strip);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
