package org.msnmock.mockserver.junit;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that says what it is told to say. */
final class Talker implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 30_000;

  private final Socket socket;

  private Talker(Socket unconnected, int port) throws IOException {
    socket = unconnected;
    socket.setSoTimeout(DEADLINE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEADLINE_MILLIS);
  }

  static Talker at(RunningPlay play) throws IOException {
    return at(play.port(play.entry()));
  }

  /** Goes by the play's own time. */
  static Talker onTimeOf(RunningPlay play) throws IOException {
    return new Talker(play.time().sockets().createSocket(), play.port(play.entry()));
  }

  static Talker at(int port) throws IOException {
    return new Talker(new Socket(), port);
  }

  Talker says(String line) throws IOException {
    return sends(line + "\r\n");
  }

  /** Ends the line as it must not be ended. */
  Talker saysBarely(String line) throws IOException {
    return sends(line + "\n");
  }

  private Talker sends(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The next line; nothing after the end. */
  String hears() throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = socket.getInputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
