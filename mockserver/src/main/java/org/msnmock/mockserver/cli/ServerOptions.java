package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;
import picocli.CommandLine.Option;

/** The options of everything that listens. */
final class ServerOptions {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int GREATEST_PORT = 65_535;

  @Option(
      names = "--listen",
      paramLabel = "HOST",
      description =
          "Where we listen; 0.0.0.0 for everywhere. Default: 127.0.0.1, this machine only.")
  private String listen = LOOPBACK;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description =
          "What clients are told, as with containers and mapped ports. Default: --listen.")
  private Optional<String> advertise = Optional.empty();

  @Option(
      names = "--advertise-port",
      paramLabel = "ROLE=PORT",
      converter = {Converters.ToRole.class, Converters.ToPort.class},
      description =
          "The port that clients are told in place of a stated one, where ports are mapped, as with"
              + " --ns 1863 --advertise-port ns=11863. For each of ds, ns, sb, nexus, login, peer.")
  private Map<Role, Integer> advertisedPorts = new EnumMap<>(Role.class);

  @Option(
      names = "--ds",
      paramLabel = "PORT",
      description = "Port of the dispatch server. A port that is not stated, or 0, is a free one.")
  private int dispatchServer;

  @Option(names = "--ns", paramLabel = "PORT", description = "Port of the notification server.")
  private int notificationServer;

  @Option(names = "--sb", paramLabel = "PORT", description = "Port of the switchboard.")
  private int switchboard;

  @Option(names = "--nexus", paramLabel = "PORT", description = "Port of the Passport nexus.")
  private int nexus;

  @Option(
      names = "--login",
      paramLabel = "PORT",
      description = "Port of the Passport login; it may be the nexus' port.")
  private int login;

  @Option(
      names = "--peer",
      paramLabel = "PORT",
      description =
          "Port on which peers of a file transfer are expected, where a dialogue speaks of them.")
  private int peer;

  @Option(names = "--plain", description = "Nexus and login speak HTTP without TLS.")
  private boolean plain;

  @Option(
      names = "--tls-dir",
      paramLabel = "DIR",
      description =
          "Keep the certificate authority of nexus and login there, so that it has to be trusted only"
              + " once. The folder is for its owner alone, and outside of any repository.")
  private Optional<Path> tlsDir = Optional.empty();

  @Option(
      names = Msnmock.LEGACY_TLS,
      description = "Allow old versions and ciphers of TLS, as clients of the time speak them.")
  private boolean legacyTls;

  @Option(
      names = "--dalogin",
      paramLabel = "bare|https",
      description =
          "How the nexus writes the login's address: host:port, or with https:// before it."
              + " Default: bare.")
  private DaLogin daLogin = DaLogin.BARE;

  /** The words of {@code --dalogin}. */
  enum DaLogin {
    BARE,
    HTTPS
  }

  /** Whether a port was asked for, so that two servers can't listen at once. */
  boolean hasFixedPorts() {
    return !ports().isEmpty();
  }

  /** Whether a port for peers was asked for. */
  boolean hasPeer() {
    return peer != 0;
  }

  /**
   * @throws UsageException if its clients were to share a port that was asked for
   */
  void check(Dialogue dialogue) {
    List<Dialogue.Client> clients = dialogue.clients();
    if (clients.size() > 1 && hasFixedPorts()) {
      throw new UsageException(
          "%s has several clients (%s), each with ports of its own, so that none can be fixed; leave --ds, --peer and their like out"
              .formatted(
                  dialogue.id(),
                  clients.stream().map(Dialogue.Client::name).collect(Collectors.joining(", "))));
    }
  }

  /**
   * @throws UsageException if the authority can't be kept where it is to be kept
   */
  ServerSettings settings(Console console) {
    boolean anywhere = listen.equals("0.0.0.0") || listen.equals("::");
    try {
      return new ServerSettings(
              listen,
              advertise.orElse(anywhere ? LOOPBACK : listen),
              ports(),
              authority(console),
              daLogin == DaLogin.BARE
                  ? ServerSettings.DaLogin.BARE
                  : ServerSettings.DaLogin.WITH_SCHEME,
              Limits.DEFAULT,
              ServerSettings.CONNECTIONS,
              ServerSettings.UNSENT_BYTES)
          .advertising(advertisedPorts());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private Optional<Authority> authority(Console console) {
    if (plain) {
      return Optional.empty();
    }
    Authority authority =
        tlsDir.isPresent() ? kept(console.folder().resolve(tlsDir.get())) : temporary();
    authority.prepare();
    return Optional.of(authority);
  }

  private static Authority kept(Path folder) {
    try {
      return Authority.in(folder);
    } catch (FileSystemException e) {
      throw new UsageException(
          "--tls-dir %s cannot be used: %s. Name a folder that you may write to"
              .formatted(folder, Reason.of(e)));
    } catch (IOException e) {
      throw new UsageException("--tls-dir cannot be used: " + Reason.of(e));
    }
  }

  private static Authority temporary() {
    try {
      return Authority.temporary();
    } catch (IOException e) {
      throw new UsageException(
          "the certificate cannot be written to %s: %s. Name a folder with --tls-dir, or use --plain"
              .formatted(System.getProperty("java.io.tmpdir"), Reason.of(e)));
    }
  }

  /**
   * @throws UsageException if the ports behind those that were asked for are no ports, or others'
   */
  void checkPortsBehind(int more) {
    if (more > 0) {
      checkPortsBehind(more, ports());
      Map<Role, Integer> told = ports();
      told.putAll(advertisedPorts);
      checkPortsBehind(more, told);
    }
  }

  private static void checkPortsBehind(int more, Map<Role, Integer> ports) {
    for (Role role : List.of(Role.NOTIFICATION_SERVER, Role.SWITCHBOARD)) {
      int first = ports.getOrDefault(role, 0);
      int last = first + more;
      if (first == 0) {
        continue;
      }
      if (last > GREATEST_PORT) {
        throw new UsageException(
            "--servers %s takes the ports %s to %s for %s, and there is none behind %s"
                .formatted(more + 1, first, last, role.word(), GREATEST_PORT));
      }
      ports.forEach(
          (other, port) -> {
            if (other != role && port >= first && port <= last) {
              throw new UsageException(
                  "--servers %s takes the ports %s to %s for %s, and %s is that of %s. Choose ports further apart"
                      .formatted(more + 1, first, last, role.word(), port, other.word()));
            }
          });
    }
  }

  private Map<Role, Integer> advertisedPorts() {
    for (Role role : advertisedPorts.keySet()) {
      if (!ports().containsKey(role)) {
        throw new UsageException(
            "--advertise-port %1$s=%2$s needs --%1$s PORT: nobody can map it to a port that is free only by chance"
                .formatted(role.word(), advertisedPorts.get(role)));
      }
    }
    return advertisedPorts;
  }

  private Map<Role, Integer> ports() {
    Map<Role, Integer> ports = new EnumMap<>(Role.class);
    ports.put(Role.DISPATCH_SERVER, dispatchServer);
    ports.put(Role.NOTIFICATION_SERVER, notificationServer);
    ports.put(Role.SWITCHBOARD, switchboard);
    ports.put(Role.NEXUS, nexus);
    ports.put(Role.LOGIN, login);
    ports.put(Role.PEER, peer);
    ports.values().removeIf(port -> port == 0);
    return ports;
  }

  @Override
  public String toString() {
    return listen + (legacyTls ? " with old TLS" : "");
  }
}
