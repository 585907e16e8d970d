package org.msnmock.mockserver.yaml;

import java.util.Optional;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.wire.Role;

/**
 * One connection of a play, as far as it can be told apart without playing; equal only to itself.
 */
final class Conn {
  private final Optional<Service> service;

  /**
   * @param service empty where several ways lead here and each has another
   */
  Conn(Optional<Service> service) {
    this.service = service;
  }

  Optional<Service> service() {
    return service;
  }

  Optional<Role> role() {
    return service.map(Service::role);
  }
}
