package org.msnmock.mockserver.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Text;

/** One connection, for whoever speaks on it. */
final class Link {
  private final int number;
  private final String remote;
  private final Places places;
  private final Outlet outlet;
  private final Onlooker onlooker;
  private Runnable whenClosed = () -> {};
  private Runnable whenGone = () -> {};
  private @Nullable Hindrance hindrance;
  private boolean isOpen = true;
  private boolean isGone;

  Link(int number, String remote, Places places, Outlet outlet, Onlooker onlooker) {
    this.number = number;
    this.remote = remote;
    this.places = places;
    this.outlet = outlet;
    this.onlooker = onlooker;
  }

  /** What to do when nothing more is said on it, by whomever. */
  void whenClosed(Runnable task) {
    whenClosed = task;
  }

  /** What to do before that, when all that was said has gone out, too. */
  void whenGone(Runnable task) {
    whenGone = task;
  }

  int number() {
    return number;
  }

  /** What hinders it from now on. */
  Hindrance hinder(Site site) {
    if (hindrance == null) {
      hindrance = new Hindrance(site, this);
    }
    return hindrance;
  }

  /** Who is at the other end, {@code host:port}. */
  String remote() {
    return remote;
  }

  /** Where this client finds the servers. */
  Places places() {
    return places;
  }

  void say(String line) {
    send(Text.encode(line + "\r\n"));
  }

  /** Says several lines at once. */
  void say(List<String> lines) {
    if (!lines.isEmpty()) {
      send(Text.encode(String.join("\r\n", lines) + "\r\n"));
    }
  }

  /** Says a line, to which the length is added, and its payload. */
  void say(String line, byte[] payload) {
    byte[] head = Text.encode("%s %s\r\n".formatted(line, payload.length));
    byte[] all = new byte[head.length + payload.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    send(all);
  }

  /** Says these bytes as they are; not to be changed. */
  void send(byte[] bytes) {
    if (isOpen && hindrance != null) {
      hindrance.send(bytes);
    } else if (isOpen) {
      transmit(bytes);
    }
  }

  /** Lets them go out now. */
  void transmit(byte[] bytes) {
    onlooker.said(number, bytes);
    outlet.send(number, bytes);
  }

  /** Tells whoever looks on who is at the other end. */
  void is(Person who) {
    onlooker.known(number, who.address());
  }

  /**
   * Tells whoever looks on of something.
   *
   * @param text empty: there is nothing to tell
   */
  void note(String text) {
    if (!text.isEmpty()) {
      onlooker.noted(number, text);
    }
  }

  void deviated(Misstep misstep) {
    onlooker.deviated(number, misstep);
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Ends it, once all is sent. */
  void close() {
    if (!isOpen) {
      return;
    }
    if (hindrance != null && hindrance.closesLater()) {
      isOpen = false;
      whenClosed.run();
    } else {
      end(Cut.Ending.CLOSE);
    }
  }

  /** Ends it now. */
  void end(Cut.Ending ending) {
    if (isGone) {
      return;
    }
    if (ending == Cut.Ending.RESET) {
      outlet.reset(number);
    } else {
      outlet.close(number);
    }
    closed();
  }

  /** Breaks it off, as somebody wanted it. */
  void cutOff(Cut.Ending ending) {
    if (!isGone) {
      note("is cut off, as somebody wanted it");
      end(ending);
    }
  }

  /** It is closed; the other side has done it, or we have. */
  void closed() {
    if (hindrance != null) {
      hindrance.drop();
    }
    if (!isGone) {
      isGone = true;
      whenGone.run();
    }
    if (isOpen) {
      isOpen = false;
      whenClosed.run();
    }
  }
}
