package org.msnmock.mockserver.emulator;

import java.util.List;
import org.msnmock.mockserver.wire.Text;

/** One connection, for whoever speaks on it. */
final class Link {
  private final int number;
  private final String remote;
  private final Outlet outlet;
  private final Onlooker onlooker;
  private Runnable whenClosed = () -> {};
  private boolean isOpen = true;

  Link(int number, String remote, Outlet outlet, Onlooker onlooker) {
    this.number = number;
    this.remote = remote;
    this.outlet = outlet;
    this.onlooker = onlooker;
  }

  /** What to do when it is closed, by whomever. */
  void whenClosed(Runnable task) {
    whenClosed = task;
  }

  /** Who is at the other end, {@code host:port}. */
  String remote() {
    return remote;
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

  private void send(byte[] bytes) {
    if (isOpen) {
      onlooker.said(number, bytes);
      outlet.send(number, bytes);
    }
  }

  /** Tells whoever looks on who is at the other end. */
  void is(Person who) {
    onlooker.known(number, who.address());
  }

  void note(String text) {
    onlooker.noted(number, text);
  }

  void deviated(Misstep misstep) {
    onlooker.deviated(number, misstep);
  }

  boolean isOpen() {
    return isOpen;
  }

  /** Ends it, once all is sent. */
  void close() {
    if (isOpen) {
      outlet.close(number);
      closed();
    }
  }

  /** It is closed; the other side has done it, or we have. */
  void closed() {
    isOpen = false;
    whenClosed.run();
  }
}
