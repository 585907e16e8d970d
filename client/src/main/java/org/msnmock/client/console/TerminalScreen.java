package org.msnmock.client.console;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A terminal: what is typed can be edited, and what happens meanwhile is shown above it. How far
 * files are stands between the two.
 *
 * <p>As a screen it belongs to the chat's own thread, as a keyboard to the typist's.
 */
final class TerminalScreen implements Screen, Keyboard, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TerminalScreen.class);
  private static final int SHARE_OF_PROMPT = 2;
  private static final int USUAL_WIDTH = 80;

  private final Terminal terminal;
  private final LineReaderImpl reader;
  private final Paint paint;
  private final SortedMap<Integer, Progress> files = new TreeMap<>();
  private String question = "> ";
  private volatile String prompt = "> ";
  private volatile boolean hasEnded;

  TerminalScreen(Terminal terminal, LineReaderImpl reader, Paint paint) {
    this.terminal = terminal;
    this.reader = reader;
    this.paint = paint;
    // what the prompt is may have changed since the line was asked for
    reader.getWidgets().put(LineReader.CALLBACK_INIT, this::setPrompt);
  }

  private boolean setPrompt() {
    reader.setPrompt(prompt);
    return true;
  }

  /** From now on, what is typed can be completed. */
  void complete(Completion completion) {
    reader.setCompleter(completion);
  }

  /** Any thread may enter. */
  @Override
  public void show(Line line) {
    try {
      reader.printAbove(String.join("\n", paint.rows(line, width())));
    } catch (IllegalStateException e) {
      // the terminal is closed, so nobody looks at it
    }
  }

  @Override
  public void prompt(String to, int unread) {
    String mark = unread == 0 ? "" : "(%s unread) ".formatted(unread);
    int room = Math.max(1, width() / SHARE_OF_PROMPT - Rows.columns(mark));
    question = mark + Harmless.line(to, Math.max(2, room)) + "> ";
    promptAnew();
  }

  @Override
  public void progress(Progress progress) {
    files.put(progress.number(), progress);
    promptAnew();
  }

  @Override
  public void progressEnded(int number) {
    files.remove(number);
    promptAnew();
  }

  private void promptAnew() {
    String bars =
        files.values().stream()
            .map(progress -> progress.bar(width() - 1) + "\n")
            .collect(Collectors.joining());
    // in prompts a per cent sign begins something
    String next = (bars + paint.prompt(question)).replace("%", "%%");
    if (!next.equals(prompt)) {
      prompt = next;
      redraw();
    }
  }

  private int width() {
    try {
      int columns = terminal.getSize().getColumns();
      return columns > 0 ? columns : USUAL_WIDTH;
    } catch (IllegalStateException e) {
      return USUAL_WIDTH; // it is closed
    }
  }

  private void redraw() {
    try {
      reader.setPrompt(prompt);
      reader.callWidget(LineReader.REDISPLAY);
    } catch (IllegalStateException e) {
      // nothing is being read; the next one has it
    }
  }

  @Override
  public Optional<String> next() {
    while (!hasEnded) {
      try {
        return Optional.of(reader.readLine(prompt));
      } catch (UserInterruptException e) {
        if (!hasEnded && e.getPartialLine().isEmpty()) {
          show(Line.answer("/quit ends the program, and so does Control-D"));
        }
      } catch (EndOfFileException | IllegalStateException e) {
        return Optional.empty(); // no more, or the terminal is closed
      }
    }
    return Optional.empty();
  }

  /** Without this, Control-C would end the process with the user still signed in. */
  @Override
  public void onInterrupt(Runnable stop) {
    terminal.handle(Signal.INT, signal -> new Thread(stop, "msn-interrupt").start());
  }

  @Override
  public void end() {
    hasEnded = true;
  }

  /** Leaves the terminal as it was before; whoever comes second waits until that is done. */
  @Override
  public synchronized void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      LOG.debug("The terminal could not be left well", e);
    }
  }
}
