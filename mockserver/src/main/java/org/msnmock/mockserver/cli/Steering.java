package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.wire.Text;

/**
 * Carries out what is typed to a service that runs, a line after the other, on a thread of its own.
 * The end of what is typed ends nothing else.
 */
final class Steering {
  /** Of a line, in letters. */
  private static final int LONGEST = 65_536;

  private final Reader in;
  private final Server server;
  private final LivePrinter printer;
  private final WorldCommands commands;

  /**
   * @param in with a buffer of its own
   * @param folder in which files are that are named
   */
  Steering(Reader in, Server server, LivePrinter printer, Path folder) {
    this.in = in;
    this.server = server;
    this.printer = printer;
    this.commands = new WorldCommands(folder);
  }

  void start() {
    Thread thread = new Thread(this::followAll, "msnmock typed commands");
    thread.setDaemon(true);
    thread.start();
  }

  private void followAll() {
    try {
      for (Optional<String> line = line(); line.isPresent(); line = line()) {
        if (!line.get().isBlank()) {
          follow(line.get());
        }
      }
    } catch (IOException | CompletionException | CancellationException e) {
      // nothing more can be typed, or the service has ended
    }
  }

  private void follow(String line) {
    if (line.length() > LONGEST) {
      show(List.of("not done: a line has %s letters at the most".formatted(LONGEST)));
      return;
    }
    show(server.ask(emulator -> commands.run(emulator, line)).join());
  }

  private void show(List<String> lines) {
    printer.print(
        () ->
            lines.stream()
                .map(line -> "  " + Text.printable(Redaction.BY_PLACE.hideLine(line)))
                .toList());
  }

  /** The next line, longer by one letter than is allowed where it is too long; empty at the end. */
  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    for (; next >= 0 && next != '\n'; next = in.read()) {
      if (line.length() <= LONGEST) {
        line.append((char) next);
      }
    }
    return Optional.of(line.toString());
  }
}
