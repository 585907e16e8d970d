package org.msnmock.client.notification;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.client.command.Product;

/**
 * How a client behaves once it is in.
 *
 * @param clientId what it says it can do, in {@code CHG}; nothing is said where it is empty
 * @param product in whose name challenges are answered
 * @param pingInterval how long it may say nothing until it pings
 * @param reconnection how it comes back when the session ends; nothing where it does not
 */
public record NotificationSettings(
    ContactListUse contactList,
    OptionalLong clientId,
    Product product,
    Duration pingInterval,
    Optional<Reconnection> reconnection) {

  /** What is done about the contact list. */
  public enum ContactListUse {
    /** It is read to its end before the first status is set. */
    READ,
    /** It is not asked for, as some early clients did. They never learned who was online. */
    LEAVE_ALONE
  }
}
