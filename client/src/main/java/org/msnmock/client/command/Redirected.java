package org.msnmock.client.command;

import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.wire.Frame;

/**
 * Sign in at another server:
 *
 * <pre>
 * XFR &lt;id&gt; NS &lt;host:port&gt;
 * XFR &lt;id&gt; NS &lt;host:port&gt; 0
 * XFR &lt;id&gt; NS &lt;host:port&gt; 0 &lt;this server&gt;
 * </pre>
 *
 * Only the address counts, and a missing port is 1863. An address of {@code 0} is said to have
 * meant "again, on this connection"; that is a guess of one source, and here it is no address.
 */
public record Redirected(Endpoint server) implements IdentifyUser.Answer, PresentTicket.Answer {
  static Redirected from(Frame frame) {
    if (!frame.argument(1).equals("NS")) {
      throw new ProtocolViolationException(
          "Sent on to something that is no notification server: " + frame);
    }
    try {
      return new Redirected(Endpoint.from(frame.argument(2)));
    } catch (IllegalArgumentException e) {
      throw new ProtocolViolationException("Sent on to an unusable address: " + frame, e);
    }
  }
}
