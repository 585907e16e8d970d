package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.contact.ContactListBuilder;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * {@code SYN <id> <version>}: send the contact list, unless it still has this version.
 *
 * @param version 0 where no list is kept
 */
public record SynchroniseList(long version) implements Request<SynchroniseList.Started> {

  /**
   * {@code SYN <id> <version> <contacts> <groups>}, behind which come as many lines and no mark of
   * the end; or {@code SYN <id> <version>} for a list that has not changed, behind which nothing
   * comes.
   */
  public record Started(long version, int contacts, int groups, Extent extent) {}

  /** How much of the list comes. */
  public enum Extent {
    /** All of it, in place of what is known. */
    WHOLE,
    /** Nothing: what the client has is the newest. */
    NOTHING
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("SYN", id.toString(), Long.toString(version));
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("SYN");
  }

  @Override
  public Started answer(Frame reply) {
    // versions are believed to be numbers, but serials may stand still or be absent
    long newVersion =
        reply.optionalArgument(1).map(Decimal::parse).map(number -> number.orElse(0)).orElse(0L);
    return new Started(
        newVersion,
        count(reply, 2, ContactListBuilder.MOST_CONTACTS),
        count(reply, 3, ContactListBuilder.MOST_GROUPS),
        reply.optionalArgument(2).isPresent() ? Extent.WHOLE : Extent.NOTHING);
  }

  private static int count(Frame reply, int index, int most) {
    return reply.optionalArgument(index).isEmpty() ? 0 : (int) reply.number(index, most);
  }
}
