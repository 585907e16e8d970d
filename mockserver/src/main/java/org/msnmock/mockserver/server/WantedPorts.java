package org.msnmock.mockserver.server;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.wire.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ports that a dialogue is about, such as the one that everybody knows. So that nobody else has
 * them, each is taken at a loopback address of its own; most systems have 16 million of these.
 *
 * @param ports those that the dialogue names
 */
record WantedPorts(Map<Role, Integer> ports) {
  private static final Logger LOG = LoggerFactory.getLogger(WantedPorts.class);

  /** What could be had. */
  record Had(Map<Role, Integer> ports, Map<Role, String> hosts) {}

  /**
   * Binds what can be had of them for one client; for the others any port has to do. Where the user
   * has chosen a port or tells clients another one, it stays with that.
   */
  Had bind(ServerSettings settings, String client, List<Listener> listeners) {
    Map<Role, Integer> had = new EnumMap<>(Role.class);
    Map<Role, String> hosts = new EnumMap<>(Role.class);
    ports.forEach(
        (role, port) -> {
          if (isOpen(settings, role)) {
            String host = isLoopback(settings) ? ownLoopback() : settings.listen();
            try {
              Service service = new Service(client, role);
              listeners.add(Listener.bind(service, Set.of(service), host, port));
              had.put(role, port);
              hosts.put(role, isLoopback(settings) ? host : settings.advertise());
            } catch (IOException e) {
              LOG.debug("port {} at {} for {}", port, host, role, e);
            }
          }
        });
    return new Had(had, hosts);
  }

  private static boolean isOpen(ServerSettings settings, Role role) {
    return settings.ports().getOrDefault(role, 0) == 0
        && !settings.advertisedPorts().containsKey(role);
  }

  /** Whether clients are on this machine, as far as is known. */
  private static boolean isLoopback(ServerSettings settings) {
    return settings.listen().startsWith("127.") && settings.advertise().startsWith("127.");
  }

  /** One that is not the usual one. */
  private static String ownLoopback() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return "127.%s.%s.%s"
        .formatted(random.nextInt(1, 255), random.nextInt(0, 256), random.nextInt(1, 255));
  }
}
