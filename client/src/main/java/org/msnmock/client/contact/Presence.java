package org.msnmock.client.contact;

import java.util.Optional;
import org.msnmock.client.protocol.Status;

/**
 * How somebody is to be seen.
 *
 * @param capabilities what their client can do
 * @param picture the decoded MSN object of their picture, unchanged; nothing where they have none
 */
public record Presence(Status status, ClientCapabilities capabilities, Optional<String> picture) {
  public static final Presence OFFLINE =
      new Presence(Status.OFFLINE, ClientCapabilities.NONE, Optional.empty());

  public boolean isOnline() {
    return status != Status.OFFLINE;
  }
}
