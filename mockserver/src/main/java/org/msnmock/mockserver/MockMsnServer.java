package org.msnmock.mockserver;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.server.Addresses;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.server.ServerSettings.DaLogin;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;

/**
 * A fake MSN Messenger service: dispatch server, notification server, switchboard and the two
 * Passport services, on ports of this machine for each client, playing one dialogue.
 *
 * <pre>{@code
 * try (MockMsnServer server = MockMsnServer.builder().clientsOf(dialogue).plain().start()) {
 *   Script script = server.script(dialogue, dialogue.cases().get(0), seed);
 *   Future<Result> result = server.play(script, settings);
 *   connect(server.addresses().address(Role.NOTIFICATION_SERVER));
 *   ...
 * }
 * }</pre>
 *
 * <p>Thread-safe. Its own threads keep no process alive, and are gone when it is closed.
 */
public final class MockMsnServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final Server server;
  private final Audience audience;

  private MockMsnServer(Server server, Audience audience) {
    this.server = server;
    this.audience = audience;
  }

  /** Listens on loopback, on free ports, with TLS where Passport has it. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Where the client finds it.
   *
   * @throws IllegalStateException where there are several clients
   */
  public Addresses addresses() {
    return server.addresses();
  }

  /**
   * Where one of several clients finds it.
   *
   * @param client its name; empty where it is the only one
   * @throws IllegalArgumentException where there is none of this name
   */
  public Addresses addresses(String client) {
    return server.addresses(client);
  }

  /**
   * Makes a case ready to be played here.
   *
   * @param seed decides generated values
   * @throws IllegalArgumentException where the dialogue has other clients than this server
   */
  public Script script(Dialogue dialogue, Dialogue.Case row, long seed) {
    return Script.of(dialogue, row, server.texts(dialogue), seed);
  }

  /**
   * Plays a script once, for whoever comes, from now on.
   *
   * @return how it ends; completed on the server's thread, so continue on another
   * @throws IllegalStateException where something was played here before
   */
  public CompletableFuture<Result> play(Script script, PlaySettings settings) throws IOException {
    return server.play(script, settings, audience);
  }

  /**
   * Plays a script anew for each client that comes, until this is closed.
   *
   * @param settings of each play, by its number from 1
   * @throws IllegalStateException where something was played here before
   */
  public void serve(Script script, IntFunction<PlaySettings> settings) throws IOException {
    server.serve(script, settings, audience);
  }

  /** Tells the one play what its client's adapter says, or that its client ended. */
  public void tell(Event event) {
    tell(Server.ONLY, event);
  }

  /**
   * Tells one of many plays what its client's adapter says.
   *
   * @param play its number
   */
  public void tell(int play, Event event) {
    server.tell(play, event);
  }

  /** Ends what is played, closes every connection and port; a second time it does nothing. */
  @Override
  public void close() {
    server.close();
  }

  /** How a server is to be. */
  public static final class Builder {
    private final Map<Role, Integer> ports = new EnumMap<>(Role.class);
    private String listen = LOOPBACK;
    private Optional<String> advertise = Optional.empty();
    private @Nullable Authority authority;
    private boolean plain;
    private DaLogin daLogin = DaLogin.BARE;
    private Limits limits = Limits.DEFAULT;
    private int connections = ServerSettings.CONNECTIONS;
    private Audience audience = new Audience() {};
    private Optional<VirtualTime> time = Optional.empty();
    private List<String> clients = List.of("");
    private Set<Service> peers = Set.of();

    private Builder() {}

    /** Ports for each client of this dialogue, in place of those for one. */
    public Builder clientsOf(Dialogue dialogue) {
      clients = dialogue.subjects();
      peers = dialogue.listeningPeers();
      return this;
    }

    /** The host to listen on, in place of loopback: {@code 0.0.0.0} for every one. */
    public Builder listen(String host) {
      listen = host;
      return this;
    }

    /** The host that clients are told, where it is not the one we listen on. */
    public Builder advertise(String host) {
      advertise = Optional.of(host);
      return this;
    }

    /**
     * A fixed port in place of any free one; nexus and login may have the same.
     *
     * @param port 0 for a free one
     */
    public Builder port(Role role, int port) {
      ports.put(role, port);
      return this;
    }

    /** Lets nexus and login speak HTTP without TLS. */
    public Builder plain() {
      plain = true;
      return this;
    }

    /** Who signs for nexus and login: share one among many servers, for its keys take time. */
    public Builder authority(Authority shared) {
      authority = shared;
      return this;
    }

    public Builder daLogin(DaLogin form) {
      daLogin = form;
      return this;
    }

    public Builder limits(Limits most) {
      limits = most;
      return this;
    }

    /**
     * How many connections may be open at once, those to nexus and login aside; more are closed as
     * soon as they come.
     */
    public Builder connections(int most) {
      connections = most;
      return this;
    }

    /**
     * Goes by a time that jumps when nobody works, for a client that goes by it, too. Nexus and
     * login speak plain HTTP then.
     */
    public Builder time(VirtualTime virtual) {
      time = Optional.of(virtual);
      return this;
    }

    /** Who is told what plays do. */
    public Builder audience(Audience listener) {
      audience = listener;
      return this;
    }

    /**
     * Takes the ports; clients may connect from now on, and wait until something is played.
     *
     * @throws IOException where a port is taken; the message names it
     * @throws IllegalArgumentException where several clients are to have the same port
     */
    public MockMsnServer start() throws IOException {
      ServerSettings settings =
          new ServerSettings(
              listen,
              advertise.orElseGet(() -> isAnyHost(listen) ? LOOPBACK : listen),
              ports,
              signer(),
              daLogin,
              limits,
              connections,
              ServerSettings.UNSENT_BYTES);
      return new MockMsnServer(
          Server.open(time.map(settings::on).orElse(settings), clients, peers), audience);
    }

    private Optional<Authority> signer() throws IOException {
      if (plain || time.isPresent()) {
        return Optional.empty();
      }
      return Optional.of(authority == null ? Authority.temporary() : authority);
    }

    private static boolean isAnyHost(String host) {
      return host.equals("0.0.0.0") || host.equals("::");
    }
  }
}
