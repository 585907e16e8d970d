package org.msnmock.mockserver.time;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Objects;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A client's socket on virtual time. It is used as its thread-per-connection owners do: made
 * unconnected, then connected, then read by one thread that {@linkplain VirtualTime#begin has begun
 * to work}.
 */
public class WatchedSocket extends Socket {
  private final VirtualTime time;
  private VirtualTime.@Nullable Line line;

  public WatchedSocket(VirtualTime time) {
    this.time = time;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout);
    line = time.called(getLocalPort(), getPort());
  }

  /** The server has connected to this one. */
  void accepted() {
    line = time.called(getLocalPort(), getPort());
  }

  private VirtualTime.Line line() {
    return Objects.requireNonNull(line, "not connected yet");
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return line().clientIn(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return line().clientOut(super.getOutputStream());
  }

  @Override
  public void shutdownOutput() throws IOException {
    super.shutdownOutput();
    line().clientSentEnd();
  }

  @Override
  public synchronized void close() throws IOException {
    super.close();
    if (line != null) {
      line.clientClosed();
    }
  }

  /** Makes such sockets. */
  static final class Factory extends SocketFactory {
    private final VirtualTime time;

    Factory(VirtualTime time) {
      this.time = time;
    }

    @Override
    public Socket createSocket() {
      return new WatchedSocket(time);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return bound(new InetSocketAddress(host, port), from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return bound(new InetSocketAddress(host, port), from, fromPort);
    }

    private Socket connected(SocketAddress server) throws IOException {
      Socket socket = createSocket();
      socket.connect(server);
      return socket;
    }

    private Socket bound(SocketAddress server, InetAddress from, int fromPort) throws IOException {
      Socket socket = createSocket();
      socket.bind(new InetSocketAddress(from, fromPort));
      socket.connect(server);
      return socket;
    }
  }
}
