package org.msnmock.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.time.WatchedSocket;

/** Makes sockets that do what their rig says. */
final class RiggedSockets extends SocketFactory implements AutoCloseable {
  private final Supplier<VirtualTime> time;
  Supplier<Rig.Conversation> conversations = () -> new Rig.Conversation() {};
  Optional<UnaryOperator<InputStream>> reading = Optional.empty();
  boolean closesNothing;
  boolean callsTheFirstAddressAgain;

  private final List<RiggedSocket> made = new ArrayList<>();
  private @Nullable SocketAddress first;
  private boolean isClosed;

  RiggedSockets(Supplier<VirtualTime> time) {
    this.time = time;
  }

  /** Whether they differ in more than in what is said. */
  boolean areBuiltOtherwise() {
    return reading.isPresent() || closesNothing || callsTheFirstAddressAgain;
  }

  @Override
  public Socket createSocket() {
    return make();
  }

  /** Makes the sockets on which the client awaits those who fetch its files. */
  ServerSocketFactory listening() {
    return time.get().serverSockets(this::make);
  }

  private synchronized RiggedSocket make() {
    RiggedSocket socket = new RiggedSocket(conversations.get());
    made.add(socket);
    return socket;
  }

  private synchronized SocketAddress called(SocketAddress wanted) {
    first = Objects.requireNonNullElse(first, wanted);
    return callsTheFirstAddressAgain ? first : wanted;
  }

  private synchronized boolean maySkipClosing() {
    return closesNothing && !isClosed;
  }

  @Override
  public void close() {
    List<RiggedSocket> open;
    synchronized (this) {
      isClosed = true;
      open = List.copyOf(made);
    }
    for (RiggedSocket socket : open) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One connection. */
  private final class RiggedSocket extends WatchedSocket {
    private final Rig.Conversation conversation;
    private volatile boolean isFileNext;

    RiggedSocket(Rig.Conversation conversation) {
      super(time.get());
      this.conversation = conversation;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(called(endpoint), timeout);
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new Frames(
          reading.orElse(UnaryOperator.identity()).apply(super.getInputStream()),
          conversation::heard,
          () -> isFileNext);
    }

    /** The client writes a frame at a time. */
    @Override
    public OutputStream getOutputStream() throws IOException {
      OutputStream out = super.getOutputStream();
      return new OutputStream() {
        @Override
        public void write(int b) { // a fault is made of a whole frame; a lone byte would slip by
          throw new UnsupportedOperationException("the client writes whole frames");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          String frame = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
          isFileNext |= frame.equals(FileTricks.READY);
          out.write(conversation.said(frame).getBytes(StandardCharsets.ISO_8859_1));
        }
      };
    }

    @Override
    public void shutdownOutput() throws IOException {
      if (!maySkipClosing()) {
        super.shutdownOutput();
      }
    }

    @Override
    public synchronized void close() throws IOException {
      if (!maySkipClosing()) {
        super.close();
      }
    }
  }

  // ---- not what the client calls; if it ever does, tests must not go on unrigged ----

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("the client does not call this");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("the client does not call this");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("the client does not call this");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException("the client does not call this");
  }
}
