package org.msnmock.mockserver.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says what a test says. Whatever it waits for comes, or fails the test. */
final class Peer implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 30_000;

  final Socket socket;
  final InputStream in;

  private Peer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  static Peer connect(int port) throws IOException {
    return connect(port, new Socket());
  }

  static Peer connect(int port, Socket socket) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEADLINE_MILLIS);
    return over(socket);
  }

  static Peer over(Socket socket) throws IOException {
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.setTcpNoDelay(true);
    return new Peer(socket);
  }

  Peer says(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The next line, its CR LF left out; what comes of one before the end. */
  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** All that comes before the end of the stream. */
  byte[] rest() throws IOException {
    return in.readAllBytes();
  }

  String restText() throws IOException {
    return new String(rest(), StandardCharsets.UTF_8);
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
