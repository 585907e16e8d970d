package org.msnmock.mockserver.emulator;

import java.util.List;

/**
 * Where clients find the servers, as they are told: {@code host:port} each.
 *
 * @param notificationServers at least one; clients are sent to them in turn
 * @param switchboards at least one; conversations are held on them in turn
 * @param loginSite {@code host:port}, or with a scheme before it, as DALogin gives it
 */
public record Places(
    String dispatchServer,
    List<String> notificationServers,
    List<String> switchboards,
    String loginSite) {

  /** With one server of a kind. */
  public Places(
      String dispatchServer, String notificationServer, String switchboard, String loginSite) {
    this(dispatchServer, List.of(notificationServer), List.of(switchboard), loginSite);
  }

  public Places {
    notificationServers = List.copyOf(notificationServers);
    switchboards = List.copyOf(switchboards);
    if (notificationServers.isEmpty() || switchboards.isEmpty()) {
      throw new IllegalArgumentException("there is a server of each kind");
    }
  }

  /** The one whose turn it is. */
  String notificationServer(long turn) {
    return of(notificationServers, turn);
  }

  /** The one whose turn it is. */
  String switchboard(long turn) {
    return of(switchboards, turn);
  }

  private static String of(List<String> servers, long turn) {
    return servers.get((int) (turn % servers.size()));
  }
}
