package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words with which somebody gets into a conversation, once each, and for a while. */
final class Passes {
  private static final Duration VALID = Duration.ofMinutes(2);

  private final Site site;
  private final Map<String, Pass> passes = new HashMap<>();

  /**
   * @param who for whom it is
   * @param talk where it leads to
   */
  record Pass(Person who, Talk talk) {}

  Passes(Site site) {
    this.site = site;
  }

  /** {@code 17262740.1050826919.32308}. */
  String issue(Person who, Talk talk) {
    String word = "%s.%s.%s".formatted(site.digits(8), site.seconds(), site.digits(6));
    passes.put(word, new Pass(who, talk));
    site.alarms().set(site.after(VALID), () -> passes.remove(word));
    return word;
  }

  /** What somebody brings; null where nobody gets in with it. It is used up then. */
  @Nullable Pass redeem(String address, String word) {
    Pass pass = passes.get(word);
    if (pass == null || !pass.who().address().equals(Person.key(address))) {
      return null;
    }
    passes.remove(word);
    return pass;
  }
}
