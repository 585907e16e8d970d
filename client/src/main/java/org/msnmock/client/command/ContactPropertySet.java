package org.msnmock.client.command;

import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * A phone number or the like of a contact:
 *
 * <pre>
 * BPR &lt;property&gt; [&lt;value&gt;]                              of the contact listed just before
 * BPR &lt;list version&gt; &lt;account&gt; &lt;property&gt; [&lt;value&gt;]     at any later time
 * </pre>
 *
 * @param version nothing in the first form
 * @param who nobody where the contact listed just before is meant
 * @param value empty where the property is not set
 */
public record ContactPropertySet(
    OptionalLong version, Optional<Principal> who, String property, String value)
    implements NotificationNotice {
  static ContactPropertySet from(Frame frame) {
    boolean isLater = Decimal.parse(frame.argument(0)).isPresent();
    return isLater
        ? new ContactPropertySet(
            Fields.version(frame, 0),
            Optional.of(Fields.principal(frame, 1)),
            frame.argument(2),
            Fields.value(frame, 3))
        : new ContactPropertySet(
            OptionalLong.empty(), Optional.empty(), frame.argument(0), Fields.value(frame, 1));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.contactPropertySet(this);
  }
}
