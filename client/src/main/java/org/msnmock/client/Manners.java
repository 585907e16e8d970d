package org.msnmock.client;

import java.util.List;
import java.util.OptionalLong;
import org.msnmock.client.command.ClientDescription;
import org.msnmock.client.notification.NotificationSettings.ContactListUse;
import org.msnmock.client.protocol.TransactionId;

/**
 * How a client speaks where the protocol leaves a choice.
 *
 * @param dialects the protocol versions that are offered, best first, and the mark {@code CVR0} at
 *     the end
 * @param description what the client says it is
 * @param firstId each connection counts its requests from here
 * @param contactList whether the contact list is asked for
 * @param clientId what the client says it can do, a bit sum; early clients said nothing
 */
public record Manners(
    List<String> dialects,
    ClientDescription description,
    TransactionId firstId,
    ContactListUse contactList,
    OptionalLong clientId) {

  /** This client's own. */
  public static final Manners USUAL =
      new Manners(
          List.of("MSNP9", "MSNP8", "CVR0"),
          ClientDescription.MESSENGER_6,
          new TransactionId(1),
          ContactListUse.READ,
          OptionalLong.of(0));

  /**
   * Those of the client in the article that this project grew from: it counts from 0, spells the
   * mark with the letter O, never asks for the contact list, and sets its status without saying
   * what it can do.
   */
  public static final Manners SEED_ARTICLE =
      new Manners(
          List.of("MSNP9", "CVRO"),
          ClientDescription.MESSENGER_5,
          new TransactionId(0),
          ContactListUse.LEAVE_ALONE,
          OptionalLong.empty());

  public Manners {
    dialects = List.copyOf(dialects);
    for (String dialect : dialects) {
      if (dialect.isEmpty() || dialect.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
        throw new IllegalArgumentException("a dialect is one word, was \"" + dialect + "\"");
      }
    }
    if (dialects.stream().noneMatch(dialect -> dialect.startsWith("MSNP"))) {
      throw new IllegalArgumentException(
          "at least one dialect like MSNP9 must be offered, not " + dialects);
    }
  }

  public Manners withDialects(List<String> newDialects) {
    return new Manners(newDialects, description, firstId, contactList, clientId);
  }

  public Manners withDescription(ClientDescription newDescription) {
    return new Manners(dialects, newDescription, firstId, contactList, clientId);
  }
}
