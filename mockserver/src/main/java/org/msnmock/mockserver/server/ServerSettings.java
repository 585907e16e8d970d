package org.msnmock.mockserver.server;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;

/**
 * How a server is set up.
 *
 * @param listen the host to listen on
 * @param advertise the host that clients are told
 * @param ports those that are wanted; a role that is not in it gets a free port
 * @param advertisedPorts what clients are told in place of the port listened on, where something
 *     between them and us maps one to the other
 * @param authority signs for the nexus and the login; without one they speak plain HTTP
 * @param daLogin how the login's address is written in the nexus' answer
 * @param limits what a client may send at most
 * @param connections how many connections may be open at once, those to nexus and login aside: they
 *     are short, and have a bound of their own
 * @param unsentBytes how much may wait for a client that does not read; all of them together may
 *     have 32 times as much, or a quarter of the memory, whichever is less
 * @param pace how time passes
 */
public record ServerSettings(
    String listen,
    String advertise,
    Map<Role, Integer> ports,
    Map<Role, Integer> advertisedPorts,
    Optional<Authority> authority,
    DaLogin daLogin,
    Limits limits,
    int connections,
    int unsentBytes,
    Pace pace) {

  /**
   * How many connections may be open at once, unless something else is said: 10,000 people, and
   * each of them in a conversation.
   */
  public static final int CONNECTIONS = 20_000;

  /** How much may wait for a client that does not read, unless something else is said. */
  public static final int UNSENT_BYTES = 8 * 1024 * 1024;

  private static final String LOOPBACK = "127.0.0.1";
  private static final int GREATEST_PORT = 65_535;

  public ServerSettings {
    ports = Map.copyOf(ports);
    advertisedPorts = Map.copyOf(advertisedPorts);
    if (connections < 1 || unsentBytes < 1) {
      throw new IllegalArgumentException(
          "at least one connection and one byte must be allowed: %s, %s"
              .formatted(connections, unsentBytes));
    }
    ports.forEach((role, port) -> check("the port of ", role, 0, port));
    advertisedPorts.forEach((role, port) -> check("the port told for ", role, 1, port));
  }

  private static void check(String what, Role role, int least, int port) {
    if (port < least || port > GREATEST_PORT) {
      throw new IllegalArgumentException(
          "%s%s must be %s to %s, was %s".formatted(what, role.word(), least, GREATEST_PORT, port));
    }
  }

  /** On the time of the machine. */
  public ServerSettings(
      String listen,
      String advertise,
      Map<Role, Integer> ports,
      Optional<Authority> authority,
      DaLogin daLogin,
      Limits limits,
      int connections,
      int unsentBytes) {
    this(
        listen,
        advertise,
        ports,
        Map.of(),
        authority,
        daLogin,
        limits,
        connections,
        unsentBytes,
        Pace.OF_THE_MACHINE);
  }

  /**
   * On free ports of loopback, with the usual limits.
   *
   * @param authority signs for the nexus and the login; without one they speak plain HTTP
   */
  public static ServerSettings onLoopback(Optional<Authority> authority) {
    return new ServerSettings(
        LOOPBACK,
        LOOPBACK,
        Map.of(),
        authority,
        DaLogin.BARE,
        Limits.DEFAULT,
        CONNECTIONS,
        UNSENT_BYTES);
  }

  /**
   * Why a dialogue cannot be played like this, if it cannot: its clients would have to share a
   * port, or what it is about is a certificate, and none can be shown.
   */
  public Optional<String> obstacle(Dialogue dialogue) {
    if (dialogue.clients().size() > 1 && ports.values().stream().anyMatch(port -> port != 0)) {
      return Optional.of(
          "the dialogue has several clients, each with ports of its own, and ports are fixed here");
    }
    return certificateObstacle(dialogue);
  }

  private Optional<String> certificateObstacle(Dialogue dialogue) {
    String wanted =
        Stream.of(Role.NEXUS, Role.LOGIN)
            .filter(role -> dialogue.certificate(role) != Certificate.TRUSTED)
            .map(role -> "%s: %s".formatted(role.word(), dialogue.certificate(role).word()))
            .collect(Collectors.joining(", "));
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (authority.isEmpty()) {
      return Optional.of(
          "the dialogue is about a certificate (%s), and nexus and login speak plain HTTP here"
              .formatted(wanted));
    }
    boolean alike =
        dialogue.certificate(Role.NEXUS) == dialogue.certificate(Role.LOGIN) || !isShared();
    return alike
        ? Optional.empty()
        : Optional.of(
            "the dialogue is about a certificate (%s), and nexus and login have one port here"
                .formatted(wanted));
  }

  /** Whether nexus and login are to have one port. */
  private boolean isShared() {
    int nexus = ports.getOrDefault(Role.NEXUS, 0);
    return nexus != 0 && nexus == ports.getOrDefault(Role.LOGIN, 0);
  }

  /** The same where something maps ports to ours: those that clients are told. */
  public ServerSettings advertising(Map<Role, Integer> told) {
    return withPorts(ports, told);
  }

  /**
   * The same for one more notification server and switchboard: their fixed ports are so much
   * higher, those told, too.
   */
  ServerSettings onPortsBehind(int more) {
    return more == 0 ? this : withPorts(shifted(ports, more), shifted(advertisedPorts, more));
  }

  private static Map<Role, Integer> shifted(Map<Role, Integer> ports, int more) {
    Map<Role, Integer> shifted = new EnumMap<>(Role.class);
    for (Role role : List.of(Role.NOTIFICATION_SERVER, Role.SWITCHBOARD)) {
      int port = ports.getOrDefault(role, 0);
      if (port != 0) {
        shifted.put(role, port + more);
      }
    }
    return shifted;
  }

  /** The same on ports that nobody has chosen. */
  public ServerSettings onFreePorts() {
    return withPorts(Map.of(), Map.of());
  }

  private ServerSettings withPorts(Map<Role, Integer> bound, Map<Role, Integer> told) {
    return new ServerSettings(
        listen, advertise, bound, told, authority, daLogin, limits, connections, unsentBytes, pace);
  }

  /**
   * The same on virtual time. Nexus and login speak plain HTTP then: nobody can count what is under
   * way inside TLS.
   */
  public ServerSettings on(VirtualTime time) {
    return new ServerSettings(
        listen,
        advertise,
        ports,
        advertisedPorts,
        Optional.empty(),
        daLogin,
        limits,
        connections,
        unsentBytes,
        time);
  }

  /** How the nexus writes the login's address. */
  public enum DaLogin {
    /** {@code host:port}, as the real one did; what most clients need. */
    BARE,
    /** {@code https://host:port}, as some later clients need. */
    WITH_SCHEME
  }
}
