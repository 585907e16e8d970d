package org.msnmock.mockserver.emulator;

import java.time.Duration;

/** Ends a connection on which nobody has said anything for a while. */
final class Silence {
  private final Site site;
  private final Link link;
  private Duration limit;
  private long since;
  private Alarms.Alarm alarm;

  Silence(Site site, Link link, Duration limit) {
    this.site = site;
    this.link = link;
    this.limit = limit;
    since = site.now();
    alarm = set();
  }

  private Alarms.Alarm set() {
    return site.alarms().set(since + limit.toNanos(), this::due);
  }

  /** Somebody has said something. */
  void broken() {
    since = site.now();
  }

  /** From now on it may be as long as this. */
  void only(Duration newLimit) {
    alarm.cancel();
    limit = newLimit;
    since = site.now();
    alarm = set();
  }

  private void due() {
    if (site.now() - since < limit.toNanos()) {
      alarm = set();
      return;
    }
    link.note("has said nothing for %s s, and is hung up on".formatted(limit.toSeconds()));
    link.close();
  }

  void end() {
    alarm.cancel();
  }
}
