package org.msnmock.client.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.ShutdownHooks;

/** Finds out whether somebody sits at a terminal, and sets it up. */
final class Terminals {
  private static final int LONGEST_HISTORY = 500;

  private Terminals() {}

  /** The terminal of this process; nothing when its input or output is something else. */
  @SuppressWarnings("SystemConsoleNull") // and where a newer JDK has one all the same, JLine knows
  static Optional<Terminal> ofThisProcess() {
    if (System.console() == null) {
      return Optional.empty();
    }
    // its hook would close the terminal under a chat that is being stopped; the chat closes it
    // itself
    System.setProperty(ShutdownHooks.PROP_DISABLE_SHUTDOWN_HOOK, "true");
    try {
      return Optional.of(TerminalBuilder.builder().system(true).dumb(false).build());
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** Reads lines from it that can be edited . */
  static LineReaderImpl reader(Terminal terminal, Optional<Path> history) throws IOException {
    LineReaderImpl reader = new LineReaderImpl(terminal, "msnchat");
    reader.setParser(new WordParser());
    reader.option(Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(Option.HISTORY_IGNORE_SPACE, true);
    reader.option(Option.CASE_INSENSITIVE, true);
    reader.setVariable(LineReader.HISTORY_SIZE, LONGEST_HISTORY);
    reader.setVariable(LineReader.HISTORY_FILE_SIZE, LONGEST_HISTORY);
    history.ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
    return reader;
  }

  static Paint paint(Terminal terminal, Environment environment) {
    boolean isPlain =
        environment.value(null, "NO_COLOR").isPresent()
            || terminal.getType().startsWith(Terminal.TYPE_DUMB);
    return isPlain ? Paint.PLAIN : Paint.COLOURED;
  }
}
