package org.msnmock.client.event;

import java.util.Optional;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/**
 * Somebody came, went, or changed status or name. It may repeat what is known, and may be about
 * somebody on no list.
 *
 * @param friendlyName nothing for somebody who went offline
 * @param clientId what their client can do, as an unsigned bit sum of 32 bits
 */
public record PresenceChanged(
    Principal who, Status status, Optional<String> friendlyName, long clientId)
    implements MsnEvent {
  @Override
  public void deliverTo(MsnListener listener) {
    listener.presenceChanged(this);
  }
}
