package org.msnmock.mockserver.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.msnmock.mockserver.emulator.Misstep;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * Shows live what is said with an emulator. Only the server's thread enters but for {@link #end}.
 */
final class LiveWorld implements Onlooker, Audience {
  private static final String LINE_END = "\r\n";

  private final LivePrinter printer;
  private final boolean isQuiet;
  private final Map<Integer, String> names = new HashMap<>();
  private final CompletableFuture<RuntimeException> end = new CompletableFuture<>();

  /**
   * @param isQuiet whether only what is worth knowing is shown, and no line
   */
  LiveWorld(LivePrinter printer, boolean isQuiet) {
    this.printer = printer;
    this.isQuiet = isQuiet;
  }

  @Override
  public void connected(int connection, Role role, String remote) {
    String name = "%s #%s".formatted(role.word(), connection);
    names.put(connection, name);
    if (!isQuiet) {
      printer.print(() -> List.of("%s  %s connects".formatted(name, remote)));
    }
  }

  @Override
  public void known(int connection, String address) {
    names.computeIfPresent(connection, (key, name) -> name + " " + Text.printable(address));
  }

  @Override
  public void heard(int connection, Frame frame) {
    if (isQuiet) {
      return;
    }
    String name = name(connection);
    printer.print(
        () -> {
          List<String> lines = new ArrayList<>();
          lines.add("%s  C: %s".formatted(name, ofClient(frame.text())));
          addPayload(frame.payloadText(), lines);
          return lines;
        });
  }

  @Override
  public void said(int connection, byte[] bytes) {
    if (isQuiet) {
      return;
    }
    String name = name(connection);
    printer.print(() -> lines(name, Text.decode(bytes)));
  }

  private static List<String> lines(String name, String text) {
    List<String> lines = new ArrayList<>();
    int end = text.indexOf(LINE_END);
    if (end >= 0 && text.startsWith("MSG ")) {
      lines.add("%s  S: %s".formatted(name, shown(text.substring(0, end))));
      addPayload(text.substring(end + LINE_END.length()), lines);
      return lines;
    }
    for (String line : text.split(LINE_END)) {
      lines.add("%s  S: %s".formatted(name, shown(line)));
    }
    return lines;
  }

  private static void addPayload(String payload, List<String> lines) {
    payload
        .lines()
        .map(line -> "      " + Text.printable(Redaction.OF_SERVICE.hideLine(line)))
        .forEach(lines::add);
  }

  /** A line of a client, which may have a secret in any place. */
  private static String ofClient(String line) {
    return Text.printable(Redaction.OF_SERVICE.hideUnscripted(line));
  }

  private static String shown(String line) {
    return Text.printable(Redaction.OF_SERVICE.hide(line));
  }

  @Override
  public void noted(int connection, String text) {
    String name = name(connection);
    printer.print(
        () -> List.of(name.isEmpty() ? shown(text) : "%s  %s".formatted(name, shown(text))));
  }

  /** In the words in which deviations from a dialogue are told. */
  @Override
  public void deviated(int connection, Misstep misstep) {
    if (isQuiet && !misstep.closes()) {
      return;
    }
    String name = name(connection);
    printer.print(
        () -> {
          List<String> lines = new ArrayList<>();
          String kind = misstep.closes() ? "deviation" : "refused with " + misstep.code();
          lines.add("%s  %s: %s".formatted(name, kind, shown(misstep.summary())));
          if (misstep.closes()) {
            if (!misstep.received().isEmpty()) {
              lines.add("%s    received  %s".formatted(name, ofClient(misstep.received())));
            }
            if (!misstep.expected().isEmpty()) {
              lines.add("%s    expected  %s".formatted(name, misstep.expected()));
            }
            lines.add("%s    the client is %s".formatted(name, misstep.consequence()));
          }
          if (!misstep.hint().isEmpty()) {
            lines.add("%s    hint: %s".formatted(name, misstep.hint()));
          }
          return lines;
        });
  }

  @Override
  public void failed(int connection, RuntimeException fault) {
    noted(
        connection,
        (connection == 0 ? "a" : "is hung up on for a") + " fault of msnmock itself: " + fault);
  }

  @Override
  public void closed(int connection) {
    String name = names.remove(connection);
    if (name != null && !isQuiet) {
      printer.print(() -> List.of(name + "  closed"));
    }
  }

  private String name(int connection) {
    return names.getOrDefault(connection, connection == 0 ? "" : "#" + connection);
  }

  // ---- what is about the server ----

  @Override
  public void noted(String text) {
    printer.print(() -> List.of(shown(text)));
  }

  @Override
  public void broke(int play, RuntimeException fault) {
    end.complete(fault);
  }

  /** Why the service is over, once it has broken off. */
  CompletableFuture<RuntimeException> end() {
    return end;
  }
}
