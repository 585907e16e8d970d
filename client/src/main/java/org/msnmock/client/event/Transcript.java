package org.msnmock.client.event;

import org.msnmock.client.protocol.Endpoint;

/**
 * Sees what goes over the connections, for logs and for curious people. Lines come without secrets
 * and payloads, shortened, and on the same executor as events.
 */
public interface Transcript {
  /** Sees nothing. */
  Transcript NONE = new Transcript() {};

  default void connected(Endpoint server) {}

  default void said(Endpoint server, String line) {}

  default void heard(Endpoint server, String line) {}

  default void closed(Endpoint server) {}
}
