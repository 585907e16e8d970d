package org.msnmock.mockserver.emulator;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a client is one that may be here: CHL, and what QRY has to say to it. */
final class Challenge {
  private static final int DIGITS = 20;

  /** What goes into the digest, by what clients call themselves. */
  private static final Map<String, String> KEYS =
      Map.of(
          "msmsgs@msnmsgr.com", "Q1P7W2E4J9R8U3S5",
          "PROD0038W!61ZTF9", "VT6PX?UQTM4WM%YR",
          "PROD0058#7IL2{QD", "QHDCY@7R1TB6W?5B",
          "PROD0061VRRZH@4F", "JXQ6J@TUOGYV@N0M",
          "PROD00504RLUG%WL", "I2EBK%PYNLZL5_J4",
          "PROD0076ENE8*@AW", "CEQJ8}OE0!WTSWII");

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
    String key = KEYS.get(product);
    if (text.isEmpty()) {
      throw Refused.closing(Refused.CHALLENGE_FAILED, "QRY answers no challenge");
    }
    if (key == null) {
      throw Refused.closing(Refused.CHALLENGE_FAILED, "QRY: nobody knows the product " + product);
    }
    if (!md5(text + key).equals(digest)) {
      throw Refused.closing(
          Refused.CHALLENGE_FAILED,
          "QRY: for the challenge %s and the product %s the digest is %s"
              .formatted(text, product, md5(text + key)));
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

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
      return String.format(Locale.ROOT, "%032x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
