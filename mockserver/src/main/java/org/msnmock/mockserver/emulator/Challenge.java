package org.msnmock.mockserver.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Function;

/** Whether a client is one that may be here: CHL, and what QRY has to say to it. */
final class Challenge {
  private static final int DIGITS = 20;

  private final Site site;
  private final Link link;
  private String text = "";
  private Alarms.@Nullable Alarm alarm;

  Challenge(Site site, Link link) {
    this.site = site;
    this.link = link;
  }

  /** Challenges the client now, unless nobody is ever challenged here. */
  void begin() {
    if (site.manners().challenge().isZero()) {
      return;
    }
    text = site.digits(DIGITS);
    link.say("CHL 0 " + text);
    alarm = site.alarms().set(site.after(site.manners().answer()), this::unanswered);
  }

  private void unanswered() {
    link.note(
        "has not answered the challenge for %s s, and is hung up on"
            .formatted(site.manners().answer().toSeconds()));
    link.close();
  }

  /**
   * @throws Refused where it is no answer to the latest challenge
   */
  void answered(String product, String digest) {
    if (text.isEmpty()) {
      throw Refused.closing(Refused.CHALLENGE_FAILED, "QRY answers no challenge");
    }
    String right = Function.DIGEST.apply(List.of(text, product));
    if (!right.equals(digest)) {
      throw Refused.closing(
          Refused.CHALLENGE_FAILED,
          "QRY: for the challenge %s and the product %s the digest is %s"
              .formatted(text, product, right));
    }
    text = "";
    end();
    alarm = site.alarms().set(site.after(site.manners().challenge()), this::begin);
  }

  void end() {
    if (alarm != null) {
      alarm.cancel();
    }
  }
}
