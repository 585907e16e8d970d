package org.msnmock.client.command;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * A contact is online, or changed status or name:
 *
 * <pre>
 * NLN      &lt;status&gt; &lt;account&gt; &lt;friendly name&gt; [&lt;client id&gt; [&lt;picture&gt;]]
 * ILN &lt;id&gt; &lt;status&gt; &lt;account&gt; &lt;friendly name&gt; [&lt;client id&gt; [&lt;picture&gt;]]
 * </pre>
 *
 * The second form tells after the first {@code CHG} who is there already, and carries its id.
 *
 * @param clientId what the contact's client can do, as an unsigned bit sum of 32 bits; 0 where it
 *     is not said
 */
public record ContactOnline(Principal who, Status status, String friendlyName, long clientId)
    implements NotificationNotice {

  static ContactOnline from(Frame frame, int first) {
    Principal who = Fields.principal(frame, first + 1);
    long clientId =
        frame
            .optionalArgument(first + 3)
            .map(Decimal::parse)
            .map(number -> number.orElse(0))
            .orElse(0L);
    return new ContactOnline(
        who, Fields.status(frame, first), Fields.friendlyName(frame, first + 2, who), clientId);
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.contactIsOnline(this);
  }
}
