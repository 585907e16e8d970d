package org.msnmock.client.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** The server's end of one connection. */
public final class Peer implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  Peer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(FakeServer.DEADLINE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects to a client that listens. */
  public static Peer to(String host, int port) throws IOException {
    return new Peer(new Socket(host, port));
  }

  /** Waits for the next line, which must be this one. */
  public Peer expect(String line) {
    assertThat(readLine()).isEqualTo(line);
    return this;
  }

  /** Waits for the next bytes, which must be these. */
  public Peer expectBytes(String text) {
    try {
      byte[] bytes = in.readNBytes(text.getBytes(StandardCharsets.UTF_8).length);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for so many bytes. */
  public byte[] readBytes(int count) {
    try {
      byte[] bytes = in.readNBytes(count);
      assertThat(bytes).hasSize(count);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the client closes; it must say nothing before. */
  public void expectEnd() {
    try {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    } catch (SocketException e) {
      // a reset is an end too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for these words, behind whatever comes: a payload may hold any bytes, line ends too. */
  public Peer expectWithin(String words) {
    try {
      StringBuilder heard = new StringBuilder();
      while (heard.indexOf(words, Math.max(0, heard.length() - words.length())) < 0) {
        int next = in.read();
        assertThat(next).as("more behind \"%s\"", heard).isNotNegative();
        heard.append((char) next);
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the client closes, whatever it says before. */
  public void awaitEnd() {
    try {
      while (in.read() >= 0) {
        // it says something
      }
    } catch (SocketException e) {
      // a reset is an end too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String readLine() {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          return "(end)" + line.toString(StandardCharsets.UTF_8);
        }
        line.write(next);
      }
      String text = line.toString(StandardCharsets.UTF_8);
      assertThat(text).as("a line ends with CR LF").endsWith("\r");
      return text.substring(0, text.length() - 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends lines, each with its CR LF. */
  public Peer send(String... lines) {
    return sendRaw(String.join("\r\n", lines) + "\r\n");
  }

  /** Sends this and nothing more. */
  public Peer sendRaw(String text) {
    return sendBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends these bytes and nothing more. */
  public Peer sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a payload command, with the right length for {@code %s}. */
  public Peer sendPayload(String lineWithLength, String payload) {
    int length = payload.getBytes(StandardCharsets.UTF_8).length;
    return sendRaw(lineWithLength.formatted(length) + "\r\n" + payload);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
