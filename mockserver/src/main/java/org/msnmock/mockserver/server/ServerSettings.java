package org.msnmock.mockserver.server;

import java.util.EnumMap;
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
 * @param authority signs for the nexus and the login; without one they speak plain HTTP
 * @param daLogin how the login's address is written in the nexus' answer
 * @param limits what a client may send at most
 * @param connections how many connections may be open at once
 * @param unsentBytes how much may wait for a client that does not read
 * @param pace how time passes
 */
public record ServerSettings(
    String listen,
    String advertise,
    Map<Role, Integer> ports,
    Optional<Authority> authority,
    DaLogin daLogin,
    Limits limits,
    int connections,
    int unsentBytes,
    Pace pace) {

  /** How many connections may be open at once, unless something else is said. */
  public static final int CONNECTIONS = 10_000;

  /** How much may wait for a client that does not read, unless something else is said. */
  public static final int UNSENT_BYTES = 8 * 1024 * 1024;

  private static final String LOOPBACK = "127.0.0.1";

  public ServerSettings {
    ports = ports.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(ports));
    if (connections < 1 || unsentBytes < 1) {
      throw new IllegalArgumentException(
          "at least one connection and one byte must be allowed: %s, %s"
              .formatted(connections, unsentBytes));
    }
    ports.forEach(
        (role, port) -> {
          if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                "the port of %s must be 0 to 65535, was %s".formatted(role.word(), port));
          }
        });
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

  /** The same for one more server: fixed ports are so much higher. */
  ServerSettings onPortsBehind(int more) {
    Map<Role, Integer> shifted = new EnumMap<>(Role.class);
    ports.forEach((role, port) -> shifted.put(role, port == 0 ? 0 : port + more));
    return new ServerSettings(
        listen, advertise, shifted, authority, daLogin, limits, connections, unsentBytes, pace);
  }

  /** The same on ports that nobody has chosen. */
  public ServerSettings onFreePorts() {
    return new ServerSettings(
        listen, advertise, Map.of(), authority, daLogin, limits, connections, unsentBytes, pace);
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
