package org.msnmock.client.command;

import java.util.Optional;
import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

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
 * @param picture the decoded MSN object; nothing where there is none, for which some servers write
 *     {@code 0} or an empty object
 */
public record ContactOnline(
    Principal who, Status status, String friendlyName, long clientId, Optional<String> picture)
    implements NotificationNotice {
  private static final Set<String> NO_PICTURE = Set.of("", "0", "<msnobj/>", "<msnobj />");

  static ContactOnline from(Frame frame, int first) {
    Principal who = Fields.principal(frame, first + 1);
    long clientId =
        frame
            .optionalArgument(first + 3)
            .map(Decimal::parse)
            .filter(number -> number.orElse(0) <= Fields.MAX_32_BITS)
            .map(number -> number.orElse(0))
            .orElse(0L);
    return new ContactOnline(
        who,
        Fields.status(frame, first),
        Fields.friendlyName(frame, first + 2, who),
        clientId,
        picture(frame, first + 4));
  }

  private static Optional<String> picture(Frame frame, int index) {
    return frame
        .optionalArgument(index)
        .map(PercentEncoding::decode)
        .filter(object -> !NO_PICTURE.contains(object));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.contactIsOnline(this);
  }
}
