package org.msnmock.mockserver.emulator;

import java.util.List;

/**
 * The first words on a connection to dispatch and notification server.
 *
 * <pre>
 * NEW ── VER ──► VERSION ── CVR, perhaps ──► VERSION ── USR TWN I ──► NAMED
 * </pre>
 */
final class Handshake {
  private static final List<String> VERSIONS = List.of("MSNP9", "MSNP8");
  private static final String CVR_REPLY =
      "CVR %s 6.0.0602 6.0.0602 1.0.0000 http://download.example/SetupDl.exe http://messenger.example";

  private final Link link;
  private final Manners manners;
  private String version = "";

  Handshake(Link link, Manners manners) {
    this.link = link;
    this.manners = manners;
  }

  /** What may come now, for people. */
  String expected() {
    return version.isEmpty()
        ? Forms.of("VER")
        : "%s; or USR <id> TWN I <address>".formatted(Forms.of("CVR"));
  }

  /** Whether the client knows of pictures and of seconds in QNG. */
  boolean isNine() {
    return version.equals("MSNP9");
  }

  /** Agrees on a version. */
  void version(Words words) {
    if (!version.isEmpty()) {
      throw Refused.closing(Refused.NOT_EXPECTED, "VER came twice");
    }
    for (int i = 0; i < words.count() && version.isEmpty(); i++) {
      version = VERSIONS.contains(words.at(i)) ? words.at(i) : "";
    }
    if (version.isEmpty()) {
      link.say("VER %s 0".formatted(words.id()));
      throw Refused.silently("it offers none of " + VERSIONS);
    }
    link.say("VER %s %s%s".formatted(words.id(), version, manners.isStrictCount() ? "" : " CVR0"));
  }

  /** Whatever the client is, it is welcome. */
  void client(Words words) {
    requireVersion(words);
    link.say(CVR_REPLY.formatted(words.id()));
  }

  /**
   * The account that somebody names in {@code USR TWN I}.
   *
   * @throws Refused where it is none
   */
  String account(Words words) {
    requireVersion(words);
    if (!words.at(0).equals("TWN")) {
      throw Refused.silently("nobody signs in another way than by TWN");
    }
    String address = words.at(2);
    if (!words.at(1).equals("I") || address.indexOf('@') < 1) {
      // and no word of it: who comes here with a ticket has mistaken it for an address
      throw Refused.closing(Refused.AUTHENTICATION_FAILED, "USR names no e-mail address");
    }
    return address;
  }

  private void requireVersion(Words words) {
    if (version.isEmpty()) {
      throw Refused.outOfPlace(words.command() + " came before VER");
    }
  }
}
