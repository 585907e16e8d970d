package org.msnmock.mockserver.wire;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which client commands carry a payload, by role. The last token of such a line is the number of
 * bytes that follow it.
 */
public final class PayloadCommands {
  private static final Set<String> TO_NOTIFICATION = Set.of("QRY", "PAG", "PGD", "MSG");
  private static final Set<String> TO_SWITCHBOARD = Set.of("MSG");
  private static final Set<String> FROM_NOTIFICATION = Set.of("NOT", "IPG", "MSG");

  /** The built-in table alone. */
  public static final PayloadCommands BUILT_IN = new PayloadCommands(Set.of());

  private final Set<String> added;

  private PayloadCommands(Set<String> added) {
    this.added = added;
  }

  /** The built-in table and {@code commands}, for every role and direction. */
  public static PayloadCommands with(Set<String> commands) {
    return commands.isEmpty() ? BUILT_IN : new PayloadCommands(Set.copyOf(commands));
  }

  public boolean fromClient(Role role, String command) {
    return added.contains(command)
        || role == Role.NOTIFICATION_SERVER && TO_NOTIFICATION.contains(command)
        || role == Role.SWITCHBOARD && TO_SWITCHBOARD.contains(command);
  }

  public boolean fromServer(Role role, String command) {
    return added.contains(command)
        || role == Role.NOTIFICATION_SERVER && FROM_NOTIFICATION.contains(command)
        || role == Role.SWITCHBOARD && TO_SWITCHBOARD.contains(command);
  }

  @Override
  public String toString() {
    return "payload commands, added: " + new TreeSet<>(added);
  }
}
