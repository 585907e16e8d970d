package org.msnmock.mockserver.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One port, from the moment it is bound: clients may connect before anybody accepts them. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int BACKLOG = 4096;
  private static final FreePorts FREE = new FreePorts();

  private final Service service;
  private final Set<Service> services;
  private final InetSocketAddress address;
  private final ServerSocketChannel channel;
  private final Chosen by;
  private @Nullable SocketChannel holder;
  private boolean isGivenBack;

  private enum Chosen {
    BY_US,
    BY_THE_USER
  }

  private Listener(Service service, Set<Service> services, ServerSocketChannel channel, Chosen by)
      throws IOException {
    this.service = service;
    this.services = services;
    this.channel = channel;
    this.by = by;
    this.address = (InetSocketAddress) channel.getLocalAddress();
  }

  /**
   * @param service the one that is named in messages
   * @param services all that this port serves, of one client
   * @throws IOException where the port is taken; the message names it
   */
  @SuppressWarnings("AddressSelection") // whoever names a host that has several addresses gets one
  static Listener bind(Service service, Set<Service> services, String host, int port)
      throws IOException {
    InetAddress address = InetAddress.getByName(host);
    try {
      ServerSocketChannel channel =
          port == 0 ? FREE.bind(free -> listening(address, free)) : listening(address, port);
      return listener(service, services, channel, port == 0 ? Chosen.BY_US : Chosen.BY_THE_USER);
    } catch (BindException e) {
      String message =
          "cannot listen on %s port %s for %s: %s. Choose another port, or 0 for a free one"
              .formatted(host, port, service, e.getMessage());
      throw (BindException) new BindException(message).initCause(e);
    }
  }

  private static Listener listener(
      Service service, Set<Service> services, ServerSocketChannel channel, Chosen by)
      throws IOException {
    try {
      channel.configureBlocking(false);
      return new Listener(service, services, channel, by);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A channel of its own for each try: what failed to listen can be bound all the same. */
  private static ServerSocketChannel listening(InetAddress address, int port) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  Service service() {
    return service;
  }

  boolean serves(Service one) {
    return services.contains(one);
  }

  boolean isShared() {
    return services.size() > 1;
  }

  int port() {
    return address.getPort();
  }

  SelectionKey watch(Loop loop, Loop.Watched watched) throws IOException {
    return loop.watch(channel, SelectionKey.OP_ACCEPT, watched);
  }

  /** The next connection; null where none waits, or nobody is accepted any more. */
  @Nullable SocketChannel accept() throws IOException {
    try {
      return channel.accept();
    } catch (ClosedChannelException e) {
      return null;
    }
  }

  boolean isListening() {
    return channel.isOpen();
  }

  void stopListening() throws IOException {
    channel.close();
  }

  /**
   * Keeps the port taken by a socket that does not listen, so that it refuses and nobody else gets
   * it. The listening socket must be gone.
   *
   * <p>Connections accepted before live on and still use the port. Beside them it can be bound only
   * by a socket that shares addresses; that it may not do once it is bound, or others could share
   * it too.
   */
  void hold() throws IOException {
    SocketChannel socket = SocketChannel.open();
    holder = socket;
    try {
      socket.bind(address);
    } catch (BindException e) {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(address);
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, false);
    }
  }

  @Override
  public void close() {
    try (SocketChannel held = holder) {
      channel.close();
    } catch (IOException e) {
      LOG.debug("closing port {}", port(), e);
    }
    if (by == Chosen.BY_US && !isGivenBack) {
      isGivenBack = true;
      FREE.giveBack(port());
    }
  }
}
