package org.msnmock.client.switchboard;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.msnmock.client.event.TypingChanged.Typing;
import org.msnmock.client.protocol.Principal;

/**
 * Who is writing. People say so every five seconds; whoever falls silent has stopped. For turns.
 */
final class Typists {
  static final Duration EXPIRY = Duration.ofSeconds(10);

  private static final int MOST = 200;

  private final ScheduledExecutorService scheduler;
  private final Turns turns;
  private final BiConsumer<Principal, Typing> changed;
  private final Map<Principal, ScheduledFuture<?>> expiries = new HashMap<>();

  Typists(ScheduledExecutorService scheduler, Turns turns, BiConsumer<Principal, Typing> changed) {
    this.scheduler = scheduler;
    this.turns = turns;
    this.changed = changed;
  }

  void writes(Principal who) {
    if (expiries.size() >= MOST && !expiries.containsKey(who)) {
      return;
    }
    ScheduledFuture<?> before =
        expiries.put(
            who,
            scheduler.schedule(
                () -> turns.take(() -> stopped(who)), EXPIRY.toNanos(), TimeUnit.NANOSECONDS));
    if (before == null) {
      changed.accept(who, Typing.STARTED);
    } else {
      before.cancel(false);
    }
  }

  void stopped(Principal who) {
    ScheduledFuture<?> expiry = expiries.remove(who);
    if (expiry != null) {
      expiry.cancel(false);
      changed.accept(who, Typing.STOPPED);
    }
  }

  void stopAll() {
    List.copyOf(expiries.keySet()).forEach(this::stopped);
  }
}
