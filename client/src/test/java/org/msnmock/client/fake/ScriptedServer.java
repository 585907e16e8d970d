package org.msnmock.client.fake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.SocketFactory;

/**
 * Servers without a network: each port of {@code 127.0.0.1} says what was given for it, to the
 * first who connects; all other addresses close at once. For what has to be done a thousand times.
 */
public final class ScriptedServer extends SocketFactory {
  private final Map<Integer, List<Part>> scripts = new HashMap<>();
  private final Map<Integer, CountDownLatch> heard = new HashMap<>();
  private final Map<Integer, Runnable> listeners = new HashMap<>();

  /**
   * Something to be said.
   *
   * @param afterLines how many line ends the client must have sent before
   * @param bytes read to its end, once
   */
  public record Part(int afterLines, InputStream bytes) {
    public Part(int afterLines, byte[] bytes) {
      this(afterLines, new ByteArrayInputStream(bytes));
    }
  }

  /** Says these parts in turn, and closes. */
  public synchronized ScriptedServer on(int port, List<Part> parts) {
    scripts.put(port, parts);
    heard.put(port, new CountDownLatch(1));
    return this;
  }

  /** Tells of each thing that a client sends to a port, once it is sent. */
  public synchronized ScriptedServer hearing(int port, Runnable listener) {
    listeners.put(port, listener);
    return this;
  }

  private synchronized void wasSaid(int port) {
    Optional.ofNullable(listeners.get(port)).ifPresent(Runnable::run);
  }

  /** A part without bytes, which ends when a client has heard all of a port, or has closed it. */
  public synchronized Part until(int port) {
    CountDownLatch latch = heard.get(port);
    return new Part(
        0,
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              latch.await();
              return -1;
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        });
  }

  private synchronized Optional<List<Part>> script(int port) {
    return Optional.ofNullable(scripts.remove(port));
  }

  private synchronized void wasHeard(int port) {
    Optional.ofNullable(heard.get(port)).ifPresent(CountDownLatch::countDown);
  }

  @Override
  public Socket createSocket() {
    return new Scripted(this);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return createSocket(host, port, InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    Socket socket = createSocket();
    socket.connect(InetSocketAddress.createUnresolved(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return createSocket(host, port);
  }

  private static final class Scripted extends Socket {
    private final ScriptedServer server;
    private List<Part> parts = List.of();
    private int port;
    private int part;
    private int lines;
    private boolean isClosed;

    private Scripted(ScriptedServer server) {
      this.server = server;
    }

    @Override
    public void connect(SocketAddress to, int timeout) {
      port = ((InetSocketAddress) to).getPort();
      parts = server.script(port).orElse(List.of());
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public InetAddress getLocalAddress() {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public synchronized void close() {
      isClosed = true;
      notifyAll();
      server.wasHeard(port);
    }

    @Override
    public synchronized boolean isClosed() {
      return isClosed;
    }

    @Override
    public void shutdownOutput() {}

    private synchronized Optional<InputStream> current() throws IOException {
      while (part < parts.size() && lines < parts.get(part).afterLines() && !isClosed) {
        try {
          wait();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      if (isClosed) {
        throw new SocketException("closed");
      }
      return part < parts.size() ? Optional.of(parts.get(part).bytes()) : Optional.empty();
    }

    private synchronized void next() {
      part++;
    }

    private synchronized void said(int more) {
      lines += more;
      notifyAll();
    }

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() throws IOException {
          byte[] one = new byte[1];
          return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          for (Optional<InputStream> in = current(); in.isPresent(); in = current()) {
            int count = in.get().read(bytes, from, length);
            if (count > 0) {
              return count;
            }
            next();
          }
          server.wasHeard(port);
          return -1;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          int count = 0;
          for (int i = from; i < from + length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
          }
          if (isClosed()) {
            throw new SocketException("closed");
          }
          said(count);
          server.wasSaid(port);
        }
      };
    }
  }
}
