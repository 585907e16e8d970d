package org.msnmock.mockserver.emulator;

import java.time.Duration;
import org.msnmock.mockserver.wire.Frame;

/** Sends whoever comes to the notification server. */
final class DispatchSession implements Session {
  /** How long a client may take to go where it was sent. */
  private static final Duration LEAVING = Duration.ofSeconds(10);

  private final Site site;
  private final Link link;
  private final Handshake handshake;
  private final Silence silence;
  private boolean isSent;

  DispatchSession(Site site, Link link) {
    this.site = site;
    this.link = link;
    this.handshake = new Handshake(link, site.manners());
    this.silence = new Silence(site, link, site.manners().idle());
  }

  @Override
  public void heard(Frame frame) {
    silence.broken();
    switch (frame.command()) {
      case "VER" -> handshake.version(Words.of(frame));
      case "CVR" -> handshake.client(Words.of(frame));
      case "USR" -> redirect(Words.of(frame));
      case "OUT" -> throw Refused.silently(Words.besides(frame));
      default ->
          throw Refused.outOfPlace(
              "the dispatch server does not know %s".formatted(frame.command()));
    }
  }

  private void redirect(Words words) {
    String unused = handshake.account(words);
    link.say(
        "XFR %s NS %s 0 %s"
            .formatted(
                words.id(),
                link.places().notificationServer(site.nextTurn()),
                link.places().dispatchServer()));
    isSent = true;
    silence.only(LEAVING);
  }

  @Override
  public String expected() {
    return isSent ? "OUT, or a close" : handshake.expected();
  }

  @Override
  public void passedBy(Frame frame) {
    silence.broken();
  }

  @Override
  public void ended() {
    silence.end();
  }
}
