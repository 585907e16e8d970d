package org.msnmock.mockserver.time;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;

/**
 * A client's listening socket on virtual time. It is accepted from by a thread that {@linkplain
 * VirtualTime#begin has begun to work}; while that waits it is not at work.
 */
final class WatchedServerSocket extends ServerSocket {
  private final VirtualTime time;
  private final Supplier<? extends WatchedSocket> sockets;

  private WatchedServerSocket(VirtualTime time, Supplier<? extends WatchedSocket> sockets)
      throws IOException {
    this.time = time;
    this.sockets = sockets;
  }

  @Override
  public Socket accept() throws IOException {
    WatchedSocket socket = sockets.get();
    time.end();
    try {
      implAccept(socket);
    } finally {
      time.begin();
    }
    socket.accepted();
    return socket;
  }

  /** Makes such sockets. */
  static final class Factory extends ServerSocketFactory {
    private final VirtualTime time;
    private final Supplier<? extends WatchedSocket> sockets;

    Factory(VirtualTime time, Supplier<? extends WatchedSocket> sockets) {
      this.time = time;
      this.sockets = sockets;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new WatchedServerSocket(time, sockets);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
      return bound(new InetSocketAddress(port), 0);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
      return bound(new InetSocketAddress(port), backlog);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
        throws IOException {
      return bound(new InetSocketAddress(address, port), backlog);
    }

    private ServerSocket bound(InetSocketAddress address, int backlog) throws IOException {
      ServerSocket socket = createServerSocket();
      socket.bind(address, backlog);
      return socket;
    }
  }
}
