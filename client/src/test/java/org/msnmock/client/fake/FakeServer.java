package org.msnmock.client.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port of this machine. The test itself plays it, line by line. */
public final class FakeServer implements AutoCloseable {
  /** Only ends a test that hangs. */
  static final int DEADLINE_MILLIS = 20_000;

  private final ServerSocket listener;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  public FakeServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      listener.setSoTimeout(DEADLINE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 127.0.0.1:<port>}. */
  public String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Waits for the next client. */
  public Peer accept() {
    try {
      Peer peer = new Peer(listener.accept());
      peers.add(peer);
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException("no client came", e);
    }
  }

  /** Waits for alice, and lets her in; what she says next is about her list. */
  public Peer admitAlice() {
    Peer peer = accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9");
    assertThat(peer.readLine()).startsWith("CVR 2 ");
    peer.send("CVR 2").expect("USR 3 TWN I alice@example.com").send("USR 3 TWN S lc=1033");
    assertThat(peer.readLine()).startsWith("USR 4 TWN S ");
    return peer.send("USR 4 OK alice@example.com Alice 1 0");
  }

  /** Closes what listens, and all connections. */
  @Override
  public void close() {
    peers.forEach(Peer::close);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
