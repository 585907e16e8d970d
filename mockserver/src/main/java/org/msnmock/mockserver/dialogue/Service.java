package org.msnmock.mockserver.dialogue;

import org.msnmock.mockserver.wire.Role;

/**
 * A server as one client has it: each client of a dialogue has five of its own, and a peer where
 * the dialogue speaks of it.
 *
 * @param client the client's name; empty where the dialogue has one client, and in a background
 *     rule that is about the servers of all
 */
public record Service(String client, Role role) {
  /** That of the only client; in a background rule, that of each. */
  public static Service of(Role role) {
    return new Service("", role);
  }

  /** Whether this is that one, or stands for it. */
  public boolean includes(Service other) {
    return role == other.role && (client.isEmpty() || client.equals(other.client));
  }

  /** {@code notification server}, {@code notification server of alice}. */
  public String title() {
    return client.isEmpty() ? role.title() : role.title() + " of " + client;
  }

  /** {@code ns}, {@code alice.ns}. */
  @Override
  public String toString() {
    return client.isEmpty() ? role.word() : client + "." + role.word();
  }
}
