package org.msnmock.client.command;

import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * {@code PRP <property> [<value>]}: a phone number or the like of the user, as part of the contact
 * list.
 *
 * @param value empty where the property is not set
 */
public record PropertyListed(String property, String value) implements NotificationNotice {
  /**
   * The other form, {@code PRP <id> <list version> ...}, answers a request; here it is one that
   * nobody waits for.
   */
  static NotificationNotice from(Frame frame) {
    return Decimal.parse(frame.argument(0)).isPresent()
        ? new Unrecognised(frame)
        : new PropertyListed(frame.argument(0), Fields.value(frame, 1));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.propertyListed(this);
  }
}
