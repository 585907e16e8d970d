package org.msnmock.mockserver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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
 * it. Belongs to the server's thread, but for {@link #fault} and {@link #end}.
 */
final class Witness implements Onlooker, Audience {
  private static final int MOST_LINES = 5_000;
  private static final int MOST_NOTES = 1_000;

  /** Of all lines and their payloads, in chars. */
  private static final int MOST_TEXT = 8 << 20;

  /** Of one line, payload or note, in chars. */
  static final int LONGEST_TEXT = 4_096;

  private static final String LINE_END = "\r\n";

  private final Redaction redaction;
  private final Deque<SpokenLine> lines = new ArrayDeque<>();
  private final Deque<String> notes = new ArrayDeque<>();
  private final Map<Integer, Role> roles = new HashMap<>();
  private final Map<Integer, String> addresses = new HashMap<>();
  private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private int kept;
  private volatile @Nullable RuntimeException fault;
  private volatile @Nullable String ending;

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
      } catch (Throwable e) {
        return waiting.found.completeExceptionally(e);
      }
    }

    void giveUp(String why) {
      AssertionError latest = waiting.latest;
      String vain = latest == null ? "" : ": " + String.valueOf(latest.getMessage()).strip();
      IllegalStateException end =
          new IllegalStateException(
              "%s while a test waited in vain%s".formatted(why, vain), latest);
      RuntimeException broken = fault;
      if (broken != null) {
        end.addSuppressed(broken);
      }
      waiting.found.completeExceptionally(end);
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
      giveUpAfterEnd(); // it may have come meanwhile
    }
  }

  /** Nothing happens any more, so whoever waits does so in vain; any thread may say it. */
  void end(String why) {
    ending = why;
    giveUpAfterEnd();
  }

  private void giveUpAfterEnd() {
    String why = ending;
    if (why != null) {
      waiters.forEach(waiter -> waiter.giveUp(why));
      waiters.clear();
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
    String shown =
        by == SpokenLine.Speaker.CLIENT ? redaction.hideUnscripted(text) : redaction.hideLine(text);
    keep(
        new SpokenLine(
            connection,
            role,
            addresses.getOrDefault(connection, ""),
            by,
            cut(shown),
            cut(redaction.hide(payload)))); // hidden first: a cut secret would be another one
  }

  private void keep(SpokenLine line) {
    lines.add(line);
    kept += size(line);
    while (lines.size() > MOST_LINES || kept > MOST_TEXT) {
      kept -= size(lines.removeFirst());
    }
  }

  private static int size(SpokenLine line) {
    return line.text().length() + line.payload().length();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT
        ? text
        : "%s[and %s more]"
            .formatted(text.substring(0, LONGEST_TEXT), text.length() - LONGEST_TEXT);
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

  /** Of ports and connections. */
  @Override
  public void noted(String text) {
    note(text);
  }

  private void note(String text) {
    if (notes.size() == MOST_NOTES) {
      notes.removeFirst();
    }
    notes.add(cut(redaction.hideLine(text)));
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
    end("the service broke");
  }
}
