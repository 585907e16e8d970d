package org.msnmock.mockserver.server;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Framer;

/**
 * One connection with a client: to dispatch server, notification server, switchboard or peer. It
 * has no buffers of its own while nothing is half read or half written.
 *
 * <pre>
 * OPEN ── close() ──► CLOSING ── all written ──► LINGERING ── EOF, or 2 s ──► CLOSED
 *   │ └── reset() ──────────────────────────────────────────────────────────────▲ ▲
 *   └── EOF ──► CLOSING, without reading ── all written ──────────────────────────┘
 * </pre>
 */
final class Connection extends Timers.Timer implements Loop.Watched, Framer.Sink {
  /** How long a client may take to read what is left, and to close after us. */
  static final long LINGER = TimeUnit.SECONDS.toNanos(2);

  /** How long a connection is listened to before it is known to which play it belongs. */
  static final long HEARING = TimeUnit.MILLISECONDS.toNanos(500);

  /** How many reads are spent on the input of a connection that is dropped. */
  private static final int DISCARDS = 64;

  private static final int RESET = -2;

  private final Loop loop;
  private final Service service;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Wire wire;
  private @Nullable HostedPlay play;
  private int number;
  private @Nullable Framer framer;
  private State state = State.OPEN;
  private String newcomer = "";
  private boolean atEnd;
  private boolean broken;
  private long now;

  private @Nullable ArrayDeque<ByteBuffer> queue;
  private long queued;

  private enum State {
    OPEN,
    CLOSING,
    LINGERING,
    CLOSED
  }

  Connection(Loop loop, Service service, SocketChannel channel, Wire wire) throws IOException {
    this.loop = loop;
    this.service = service;
    this.channel = channel;
    this.wire = wire;
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.key = loop.watch(channel, SelectionKey.OP_READ, this);
  }

  /** Joins a play, which hears of it at once. */
  void join(HostedPlay host, String remote, long at) {
    play = host;
    number = host.enter(this, Caller.connecting(remote));
    host.deliver(new Event.Connected(number, service, remote), at);
    if (host.isOver()) {
      close();
    }
  }

  Service service() {
    return service;
  }

  /** Joins the play that its first line belongs to, or the likeliest where none comes. */
  void listenFirst(String remote) {
    newcomer = remote;
    loop.timers().set(this, loop.now() + HEARING);
  }

  private void joinLikeliest(Caller caller) {
    String remote = newcomer;
    newcomer = "";
    loop.timers().remove(this);
    long at = loop.now();
    HostedPlay host = loop.playFor(service, caller, remote, at);
    if (host == null) {
      close();
    } else {
      join(host, remote, at);
    }
  }

  private boolean isNewcomer() {
    return !newcomer.isEmpty() && state == State.OPEN;
  }

  /** Joins the play that wanted this connection to the client, which hears of it at once. */
  void joinDialled(HostedPlay host, int dial, long at) {
    play = host;
    number = host.enter(this);
    host.deliver(new Event.Dialled(dial, number), at);
    if (host.isOver()) {
      close();
    }
  }

  @Override
  public void ready(int operations) {
    if ((operations & SelectionKey.OP_WRITE) != 0 && state != State.CLOSED) {
      drain();
    }
    if ((operations & SelectionKey.OP_READ) != 0 && state != State.CLOSED && !atEnd) {
      read();
    }
  }

  /** Writes at once as much as the client takes now, and the rest when it takes more. */
  void send(byte[] bytes) {
    if (state != State.OPEN || broken) {
      return;
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    try {
      if (queued == 0 && write(rest)) {
        return;
      }
    } catch (IOException e) {
      broken = true; // reading tells how it ended, after all that the client had sent
      return;
    }
    enqueue(rest);
  }

  /** Closes so that the client gets everything; nothing that it sends is heard any more. */
  void close() {
    if (state != State.OPEN) {
      return;
    }
    leave();
    state = State.CLOSING;
    linger();
    if (queued == 0) {
      written();
    }
  }

  void reset() {
    if (state == State.OPEN) {
      leave();
      sever();
    }
  }

  /** Closes at once: what can be written without waiting is, what has come is thrown away. */
  void drop() {
    if (state == State.CLOSED) {
      return;
    }
    if (queued > 0) {
      drain();
    }
    for (int i = 0; i < DISCARDS && !atEnd && state != State.CLOSED; i++) {
      if (receive() <= 0) {
        break;
      }
    }
    shut();
  }

  /** The client neither took what is left for it nor closed. */
  @Override
  void due(long at) {
    if (isNewcomer()) {
      joinLikeliest(Caller.connecting(newcomer));
    } else if (queued > 0) {
      sever();
    } else {
      shut();
    }
  }

  @Override
  public void frame(Frame frame) {
    if (isNewcomer()) {
      joinLikeliest(Caller.connecting(newcomer).saying(frame));
      now = loop.now(); // what is heard comes behind the connection
    }
    if (state == State.OPEN && play != null) {
      play.deliver(new Event.Line(number, frame), now);
    }
  }

  @Override
  public void malformed(String what, String line) {
    if (isNewcomer()) {
      joinLikeliest(Caller.connecting(newcomer));
      now = loop.now();
    }
    if (state == State.OPEN && play != null) {
      play.deliver(new Event.Malformed(number, what, line), now);
    }
  }

  private void read() {
    int count = receive();
    if (count > 0 && state == State.OPEN) {
      // One moment for all lines of one read: none of them can answer what we say to another.
      now = loop.now();
      heard(loop.input().flip());
    } else if (count < 0) {
      ended(count == RESET ? Manner.RST : Manner.FIN);
    }
  }

  private void heard(ByteBuffer bytes) {
    if (!service.role().isUnframed()) {
      framer().feed(bytes, this);
    } else if (play != null) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      play.deliver(new Event.Bytes(number, copy), now);
    }
  }

  /** The number of bytes that came into the loop's buffer, negative at the end. */
  private int receive() {
    try {
      int count = channel.read(loop.input().clear());
      if (count >= 0) {
        wire.received(count);
        return count;
      }
      wire.receivedEnd();
      return broken ? RESET : count;
    } catch (IOException e) {
      wire.receivedEnd();
      return RESET;
    }
  }

  private void ended(Manner manner) {
    if (isNewcomer()) {
      joinLikeliest(Caller.connecting(newcomer));
    }
    tellClosed(manner);
    if (queued == 0 || manner == Manner.RST) {
      shut();
    } else {
      // Half closed: it may still want what we had begun to send.
      state = State.CLOSING;
      key.interestOps(SelectionKey.OP_WRITE);
      linger();
    }
  }

  private void tellClosed(Manner manner) {
    atEnd = true;
    if (state == State.OPEN && play != null) {
      play.deliver(new Event.Closed(number, manner, unfinished()), loop.now());
    }
    if (state == State.OPEN) {
      leave();
    }
  }

  /** What has come of a frame that is not whole yet; empty where there is nothing. */
  String unfinished() {
    return framer == null ? "" : framer.unfinished();
  }

  private Framer framer() {
    if (framer == null) {
      framer = loop.framer(service.role());
    }
    return framer;
  }

  private void enqueue(ByteBuffer rest) {
    if (queue == null) {
      queue = new ArrayDeque<>(4);
    }
    if (queued == 0) {
      key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }
    waits(rest.remaining());
    Unsent.append(queue, rest);
    if (loop.unsent().isTooMuch(queued)) {
      broken = true;
      loop.later(this::overflow);
    }
  }

  private void waits(long more) {
    queued += more;
    loop.unsent().changes(more);
  }

  private void overflow() {
    if (state == State.CLOSED) {
      return;
    }
    loop.audience()
        .noted(
            "%s: a client did not read; the connection was reset with %s bytes unsent"
                .formatted(service, queued));
    tellClosed(Manner.RST);
    sever();
  }

  private void drain() {
    ArrayDeque<ByteBuffer> waiting = queue;
    if (waiting == null) {
      return;
    }
    long before = queued;
    try {
      for (ByteBuffer head = waiting.peek(); head != null; head = waiting.peek()) {
        int size = head.remaining();
        boolean all = write(head);
        waits(head.remaining() - size);
        if (!all) {
          break;
        }
        waiting.remove();
      }
    } catch (IOException e) {
      waiting.clear();
      waits(-queued);
      broken = true;
    }
    if (queued == 0) {
      queue = null;
      written();
    } else if (state == State.CLOSING && queued < before) {
      linger();
    }
  }

  /** Everything is with the client, or lost with it. */
  private void written() {
    if (state == State.OPEN) {
      key.interestOps(SelectionKey.OP_READ);
    } else if (atEnd) {
      shut();
    } else if (state == State.CLOSING) {
      shutdownOutput();
    }
  }

  private void shutdownOutput() {
    state = State.LINGERING;
    wire.sentEnd();
    try {
      channel.shutdownOutput();
      if (key.interestOps() != SelectionKey.OP_READ) {
        key.interestOps(SelectionKey.OP_READ);
      }
    } catch (IOException e) {
      shut();
    }
  }

  /** Returns whether all of it could be written. */
  private boolean write(ByteBuffer bytes) throws IOException {
    ByteBuffer out = loop.output();
    while (bytes.hasRemaining()) {
      int count = Math.min(out.capacity(), bytes.remaining());
      out.clear().put(0, bytes, bytes.position(), count).limit(count);
      int written = channel.write(out);
      wire.sent(written);
      bytes.position(bytes.position() + written);
      if (written < count) {
        return false;
      }
    }
    return true;
  }

  private void linger() {
    loop.timers().set(this, loop.now() + LINGER);
  }

  private void leave() {
    if (play != null) {
      play.leave(number);
      play = null;
    }
    framer = null;
  }

  private void sever() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // It is broken already, which is what was wanted.
    }
    shut();
  }

  private void shut() {
    if (state == State.CLOSED) {
      return;
    }
    leave();
    state = State.CLOSED;
    queue = null;
    waits(-queued);
    wire.closed();
    loop.timers().remove(this);
    loop.closed(channel);
  }
}
