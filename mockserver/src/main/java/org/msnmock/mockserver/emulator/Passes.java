package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words with which somebody gets into a conversation, once each, and for a while. */
final class Passes {
  private static final Duration VALID = Duration.ofMinutes(2);

  /** How many somebody may have of a kind at a time. */
  private static final int MOST = 100;

  private final Site site;
  private final Map<String, Pass> passes = new HashMap<>();
  private final Map<Purse, Integer> open = new HashMap<>();

  /** What somebody has to say with it. */
  enum Kind {
    /** USR, to begin. */
    BEGIN,
    /** ANS, to come when called. */
    ANSWER
  }

  /** For what somebody has passes, which are counted apart. */
  private enum Use {
    BEGINS,
    CALLS,
    /** Calls that nobody has made. */
    IS_RUNG
  }

  /** Whose passes are counted together. */
  private record Purse(Person payer, Use use) {}

  /**
   * @param who for whom it is
   * @param talk where it leads to
   */
  record Pass(Person who, Talk talk, Kind kind, Purse purse, Alarms.Alarm end) {}

  Passes(Site site) {
    this.site = site;
  }

  /**
   * {@code 17262740.1050826919.32308}.
   *
   * @throws Refused where somebody has very many already
   */
  String begin(Person who, Talk talk) {
    return issue(who, talk, Kind.BEGIN, new Purse(who, Use.BEGINS));
  }

  /**
   * The same for somebody who is called: it burdens the caller alone.
   *
   * @throws Refused where the caller has called very often
   */
  String invite(Person who, Talk talk, Person caller) {
    return issue(who, talk, Kind.ANSWER, new Purse(caller, Use.CALLS));
  }

  /**
   * The same for somebody who is called by nobody: it burdens no calls of their own.
   *
   * @throws Refused where that was done very often
   */
  String ring(Person who, Talk talk) {
    return issue(who, talk, Kind.ANSWER, new Purse(who, Use.IS_RUNG));
  }

  private String issue(Person who, Talk talk, Kind kind, Purse purse) {
    if (open.getOrDefault(purse, 0) >= MOST) {
      throw Refused.with(Refused.TOO_MANY_SESSIONS);
    }
    String word = "%s.%s.%s".formatted(site.digits(8), site.seconds(), site.digits(6));
    Alarms.Alarm end = site.alarms().set(site.after(VALID), () -> remove(word));
    passes.put(word, new Pass(who, talk, kind, purse, end));
    open.merge(purse, 1, Integer::sum);
    return word;
  }

  private void remove(String word) {
    Pass pass = passes.remove(word);
    if (pass != null) {
      pass.end().cancel();
      open.computeIfPresent(pass.purse(), (purse, count) -> count == 1 ? null : count - 1);
    }
  }

  /** Nobody comes in as this person any more. */
  void forget(Person who) {
    List<String> words = new ArrayList<>();
    passes.forEach(
        (word, pass) -> {
          if (pass.who() == who) {
            words.add(word);
          }
        });
    words.forEach(this::remove);
  }

  /** What somebody brings; null where nobody gets in with it. It is used up then. */
  @Nullable Pass redeem(String address, String word, Kind kind) {
    Pass pass = passes.get(word);
    if (pass == null || pass.kind() != kind || !pass.who().address().equals(Person.key(address))) {
      return null;
    }
    remove(word);
    return pass;
  }
}
