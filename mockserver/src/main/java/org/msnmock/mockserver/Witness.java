package org.msnmock.mockserver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Misstep;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * Remembers what is said in a service, and looks at its world for those who wait for something in
 * it. Belongs to the server's thread.
 */
final class Witness implements Onlooker, Audience {
  private static final int MOST_LINES = 5_000;
  private static final int MOST_NOTES = 1_000;
  private static final String LINE_END = "\r\n";

  private final Redaction redaction;
  private final Deque<SpokenLine> lines = new ArrayDeque<>();
  private final Deque<String> notes = new ArrayDeque<>();
  private final Map<Integer, Role> roles = new HashMap<>();
  private final Map<Integer, String> addresses = new HashMap<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private volatile @Nullable RuntimeException fault;

  Witness(Redaction redaction) {
    this.redaction = redaction;
  }

  /** Somebody who waits for a world of which these assertions hold. */
  private final class Waiter {
    private final Emulator emulator;
    private final Consumer<WorldSnapshot> assertions;
    private final Waiting waiting;

    Waiter(Emulator emulator, Consumer<WorldSnapshot> assertions, Waiting waiting) {
      this.emulator = emulator;
      this.assertions = assertions;
      this.waiting = waiting;
    }

    /** Whether there is nothing more to wait for. */
    boolean look() {
      if (waiting.found.isDone()) {
        return true;
      }
      WorldSnapshot world = snapshot(emulator);
      try {
        assertions.accept(world);
        return waiting.found.complete(world);
      } catch (AssertionError e) {
        waiting.latest = e;
        return false;
      } catch (RuntimeException e) {
        return waiting.found.completeExceptionally(e);
      }
    }
  }

  /** What came of it. */
  static final class Waiting {
    final CompletableFuture<WorldSnapshot> found = new CompletableFuture<>();

    /** Why the latest world was not yet the right one. */
    volatile @Nullable AssertionError latest;
  }

  /** Looks now, and again whenever something has happened. */
  void await(Emulator emulator, Consumer<WorldSnapshot> assertions, Waiting waiting) {
    Waiter waiter = new Waiter(emulator, assertions, waiting);
    if (!waiter.look()) {
      waiters.add(waiter);
    }
  }

  WorldSnapshot snapshot(Emulator emulator) {
    return WorldSnapshot.of(emulator, List.copyOf(lines));
  }

  /** What was worth knowing, the latest of it, in words. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** A fault of the emulator itself, if there was one; any thread may ask. */
  @Nullable RuntimeException fault() {
    return fault;
  }

  @Override
  public void rested() {
    waiters.removeIf(Waiter::look);
  }

  // ---- what is said ----

  @Override
  public void connected(int connection, Role role, String remote) {
    roles.put(connection, role);
  }

  @Override
  public void known(int connection, String address) {
    addresses.put(connection, address);
  }

  @Override
  public void heard(int connection, Frame frame) {
    add(connection, SpokenLine.Speaker.CLIENT, frame.text(), frame.payloadText());
  }

  @Override
  public void said(int connection, byte[] bytes) {
    String text = Text.decode(bytes);
    int end = text.indexOf(LINE_END);
    if (end >= 0 && text.startsWith("MSG ")) {
      String payload = text.substring(end + LINE_END.length());
      add(connection, SpokenLine.Speaker.SERVER, text.substring(0, end), payload);
      return;
    }
    text.lines().forEach(line -> add(connection, SpokenLine.Speaker.SERVER, line, ""));
  }

  private void add(int connection, SpokenLine.Speaker by, String text, String payload) {
    Role role = roles.get(connection);
    if (role == null) {
      return;
    }
    if (lines.size() == MOST_LINES) {
      lines.removeFirst();
    }
    lines.add(
        new SpokenLine(
            connection,
            role,
            addresses.getOrDefault(connection, ""),
            by,
            by == SpokenLine.Speaker.CLIENT
                ? redaction.hideUnscripted(text)
                : redaction.hideLine(text),
            redaction.hide(payload)));
  }

  @Override
  public void deviated(int connection, Misstep misstep) {
    if (misstep.closes()) {
      note(
          "%s: %s; received %s; expected %s"
              .formatted(
                  name(connection),
                  misstep.summary(),
                  redaction.hideUnscripted(misstep.received()),
                  misstep.expected()));
    }
  }

  @Override
  public void noted(int connection, String text) {
    note(connection == 0 ? text : name(connection) + ": " + text);
  }

  private void note(String text) {
    if (notes.size() == MOST_NOTES) {
      notes.removeFirst();
    }
    notes.add(redaction.hideLine(text));
  }

  private String name(int connection) {
    Role role = roles.get(connection);
    String where = "%s #%s".formatted(role == null ? "" : role.word(), connection);
    return "%s %s".formatted(where, addresses.getOrDefault(connection, "")).strip();
  }

  @Override
  public void closed(int connection) {
    roles.remove(connection);
    addresses.remove(connection);
  }

  // ---- what must not be ----

  @Override
  public void failed(int connection, RuntimeException broken) {
    fault = broken;
  }

  @Override
  public void broke(int play, RuntimeException broken) {
    fault = broken;
  }
}
