package org.msnmock.mockserver.yaml;

import java.util.Optional;
import org.msnmock.mockserver.wire.Role;

/**
 * One connection of a play, as far as it can be told apart without playing; equal only to itself.
 */
final class Conn {
  private final Optional<Role> role;

  /**
   * @param role empty where several ways lead here and each has another
   */
  Conn(Optional<Role> role) {
    this.role = role;
  }

  Optional<Role> role() {
    return role;
  }
}
