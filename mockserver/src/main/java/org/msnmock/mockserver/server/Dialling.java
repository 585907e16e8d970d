package org.msnmock.mockserver.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.PeerAddress;

/**
 * An attempt to connect to a client. How long it may take is for the play to say; when that is over
 * it gives up. Belongs to the loop's thread.
 */
final class Dialling implements Loop.Watched {
  private final Loop loop;
  private final HostedPlay play;
  private final Action.Dial wanted;
  private @Nullable SocketChannel channel;
  private boolean isOver;

  Dialling(Loop loop, HostedPlay play, Action.Dial wanted) {
    this.loop = loop;
    this.play = play;
    this.wanted = wanted;
  }

  void begin() {
    if (isOver) {
      return;
    }
    Optional<PeerAddress> address = PeerAddress.of(wanted.to());
    if (address.isEmpty()) {
      fail("\"%s\" is no IP address with a port".formatted(wanted.to()));
      return;
    }
    if (!loop.hasRoom()) {
      fail("so many connections are open that no other one can be made");
      return;
    }
    try {
      connect(address.get());
    } catch (IOException | IllegalArgumentException e) {
      fail(reason(e));
    }
  }

  @SuppressWarnings("AddressSelection") // it is an address already, no name
  private void connect(PeerAddress to) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(to.host()), to.port());
    SocketChannel made = SocketChannel.open();
    channel = made;
    loop.dialling();
    made.configureBlocking(false);
    if (made.connect(address)) {
      join(made);
    } else {
      SelectionKey unused = loop.watch(made, SelectionKey.OP_CONNECT, this);
    }
  }

  @Override
  public void ready(int operations) {
    SocketChannel pending = channel;
    if (pending == null || isOver) {
      return;
    }
    try {
      if (pending.finishConnect()) {
        join(pending);
      }
    } catch (IOException e) {
      if (isReset(e)) {
        hungUp();
      } else {
        fail(reason(e));
      }
    }
  }

  /**
   * There was somebody: the JDK has exceptions of their own for who refuses, does not answer or
   * can't be reached. What the message says depends on the language of the machine.
   */
  private static boolean isReset(IOException fault) {
    return fault.getClass().equals(SocketException.class)
        || fault.getClass().equals(IOException.class);
  }

  /** It was there, and was reset before anybody looked at it. */
  private void hungUp() {
    giveUp();
    int connection = play.enterClosed();
    play.deliver(new Event.Dialled(wanted.number(), connection), loop.now());
    play.deliver(new Event.Closed(connection, Entry.Manner.RST, ""), loop.now());
  }

  private void join(SocketChannel made) throws IOException {
    Connection connection = connection(made);
    loop.joined();
    isOver = true;
    play.answered(wanted.number());
    connection.joinDialled(play, wanted.number(), loop.now());
  }

  private Connection connection(SocketChannel made) throws IOException {
    Wire wire = loop.settings().pace().dialled(made);
    try {
      return new Connection(loop, wanted.service(), made, wire);
    } catch (IOException e) {
      wire.closed();
      throw e;
    }
  }

  private void fail(String reason) {
    giveUp();
    play.deliver(new Event.DialFailed(wanted.number(), reason), loop.now());
  }

  private String reason(Exception fault) {
    return fault instanceof ConnectException
            && String.valueOf(fault.getMessage()).contains("refused")
        ? "nobody listens at " + wanted.to()
        : "%s cannot be reached: %s".formatted(wanted.to(), fault.getMessage());
  }

  /** Nobody wants the connection any more. */
  void giveUp() {
    if (isOver) {
      return;
    }
    isOver = true;
    play.answered(wanted.number());
    if (channel != null) {
      loop.dialledInVain(channel);
    }
  }
}
