package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What all sessions of one emulator share. */
final class Site {
  private final World world;
  private final Manners manners;
  private final Places places;
  private final Onlooker onlooker;
  private final Alarms alarms = new Alarms();
  private final Passes passes = new Passes(this);
  private final Passport passport = new Passport(this);
  private final Random random;
  private final long epochSeconds;
  private final Map<String, Talk> talks = new LinkedHashMap<>();
  private Alarms.@Nullable Alarm shutdown;
  private long now;
  private long latestTalk;
  private long turns;

  /**
   * @param epochSeconds the time of day when {@code now} is 0
   */
  Site(
      World world,
      Manners manners,
      Places places,
      long seed,
      long epochSeconds,
      Onlooker onlooker) {
    this.world = world;
    this.manners = manners;
    this.places = places;
    this.random = new Random(seed);
    this.epochSeconds = epochSeconds;
    this.onlooker = onlooker;
  }

  World world() {
    return world;
  }

  Manners manners() {
    return manners;
  }

  Places places() {
    return places;
  }

  Alarms alarms() {
    return alarms;
  }

  Passes passes() {
    return passes;
  }

  Passport passport() {
    return passport;
  }

  /** The conversations in which somebody is, by their numbers. */
  Map<String, Talk> talks() {
    return talks;
  }

  /** What is to happen when the service goes down; only the latest of these does. */
  void shutDownAfter(Duration time, Runnable task) {
    if (shutdown != null) {
      shutdown.cancel();
    }
    shutdown = alarms.set(after(time), task);
  }

  /** Tells whoever looks on of something that is about no connection. */
  void noted(String text) {
    onlooker.noted(0, text);
  }

  /** In nanoseconds, rising. */
  long now() {
    return now;
  }

  void setNow(long moment) {
    now = moment;
  }

  long after(Duration time) {
    return now + time.toNanos();
  }

  /** Unix seconds. */
  long seconds() {
    return epochSeconds + Duration.ofNanos(now).toSeconds();
  }

  /** The time of day. */
  Instant instant() {
    return Instant.ofEpochSecond(epochSeconds).plusNanos(now);
  }

  /** A text of so many decimal digits that nobody guesses. */
  String digits(int count) {
    StringBuilder out = new StringBuilder(count);
    out.append((char) ('1' + random.nextInt(9)));
    while (out.length() < count) {
      out.append((char) ('0' + random.nextInt(10)));
    }
    return out.toString();
  }

  /** A text of so many hexadecimal digits. */
  String hex(int count) {
    StringBuilder out = new StringBuilder(count);
    while (out.length() < count) {
      out.append(Character.forDigit(random.nextInt(16), 16));
    }
    return out.toString();
  }

  /** Counts those who are sent to a notification server, from 0. */
  long nextTurn() {
    turns++;
    return turns - 1;
  }

  /** The number of the next conversation. */
  String nextTalk() {
    latestTalk++;
    return String.valueOf(11_752_012 + latestTalk);
  }
}
