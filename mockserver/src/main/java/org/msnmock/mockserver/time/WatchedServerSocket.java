package org.msnmock.mockserver.time;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/**
 * A client's listening socket on virtual time. It is accepted from by a thread that {@linkplain
 * VirtualTime#begin has begun to work}; while that waits it is not at work.
 */
final class WatchedServerSocket extends ServerSocket {
  private final VirtualTime time;

  private WatchedServerSocket(VirtualTime time) throws IOException {
    this.time = time;
  }

  @Override
  public Socket accept() throws IOException {
    WatchedSocket socket = new WatchedSocket(time);
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

    Factory(VirtualTime time) {
      this.time = time;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
      return new WatchedServerSocket(time);
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
