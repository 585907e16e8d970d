package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Text;

/** What hinders a connection: what is said there comes late, or breaks off in the midst. */
final class Hindrance {
  /** Of all that waits, in bytes. */
  static final long MOST_WAITING = 2L * Interventions.LONGEST + 1_024; // the longest goes in

  /** What one piece that waits costs beside its bytes, roughly. */
  private static final int COST = 100;

  /** So that the client gets what came before it. */
  private static final Duration BEFORE_RESET = Duration.ofMillis(20);

  private final Site site;
  private final Link link;
  private Duration delay = Duration.ZERO;
  private final Deque<Alarms.Alarm> alarms = new ArrayDeque<>(); // each rings in its turn
  private long latest;
  private long waiting;
  private @Nullable Cut cut;
  private long bytesLeft;
  private int messagesLeft;
  private boolean isOver;

  Hindrance(Site site, Link link) {
    this.site = site;
    this.link = link;
  }

  /** From now on, everything comes so much later; what waits already comes when it was to come. */
  void delay(Duration time) {
    delay = time;
  }

  /** From now on, counted where it goes out. */
  void cut(Cut where) {
    cut = where;
    bytesLeft = where.bytes();
    messagesLeft = where.inMessage();
    if (bytesLeft == 0 && messagesLeft == 0) {
      isOver = true;
      link.cutOff(where.ending());
    }
  }

  void send(byte[] bytes) {
    if (isOver) {
      return;
    }
    if (delay.isZero() && waiting == 0) {
      pass(bytes);
      return;
    }
    waiting += bytes.length + COST;
    if (waiting > MOST_WAITING) {
      link.note("more waits behind its delay than %s bytes, and is lost".formatted(MOST_WAITING));
      sever(Cut.now().withReset(), Duration.ZERO);
      return;
    }
    later(
        () -> {
          waiting -= bytes.length + COST;
          pass(bytes);
        });
  }

  /** Closes behind all that waits; false where nothing does. */
  boolean closesLater() {
    if (isOver) {
      return true; // that closes it
    }
    if (waiting == 0) {
      return false;
    }
    later(this::end);
    return true;
  }

  private void end() {
    isOver = true;
    link.end(Cut.Ending.CLOSE);
  }

  /** Forgets what waits: nobody listens any more. */
  void drop() {
    isOver = true;
    alarms.forEach(Alarms.Alarm::cancel); // they hold all that waits
    alarms.clear();
  }

  private void later(Runnable task) {
    latest = Math.max(latest, site.after(delay));
    alarms.add(
        site.alarms()
            .set(
                latest,
                () -> {
                  alarms.remove();
                  task.run();
                }));
  }

  private void pass(byte[] bytes) {
    Cut where = cut;
    int room = where == null ? bytes.length : room(bytes);
    if (room > 0) {
      link.transmit(room == bytes.length ? bytes : Arrays.copyOf(bytes, room));
    }
    if (where != null && (room < bytes.length || messagesLeft == 0 && bytesLeft == 0)) {
      sever(where, BEFORE_RESET);
    }
  }

  /** How much of it goes out. */
  private int room(byte[] bytes) {
    if (messagesLeft > 0) {
      boolean isMessage = Text.decode(bytes, 0, Math.min(bytes.length, 4)).equals("MSG ");
      messagesLeft -= isMessage ? 1 : 0;
      return messagesLeft == 0 ? bytes.length / 2 : bytes.length;
    }
    int room = (int) Math.min(bytesLeft, bytes.length);
    bytesLeft -= room;
    return room;
  }

  /** Not at once: whoever says something is in the midst of it. */
  private void sever(Cut where, Duration beforeReset) {
    drop();
    boolean isReset = where.ending() == Cut.Ending.RESET;
    site.alarms()
        .set(isReset ? site.after(beforeReset) : site.now(), () -> link.cutOff(where.ending()));
  }
}
