package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * {@code ADD <id> FL|AL|BL <account> <friendly name> [<group id>]}. The reverse list is the
 * server's alone: it hangs up on whoever wants to change that.
 *
 * @param name theirs as far as it is known, else the account; what is longer than a server takes is
 *     cut off
 * @param group with the forward list only; somebody in two groups is added twice
 */
public record AddToList(ListName list, Principal who, String name, OptionalLong group)
    implements Request<ListedOn> {

  public AddToList {
    if (list == ListName.REVERSE) {
      throw new IllegalArgumentException("only the server changes the reverse list");
    }
    name = PercentEncoding.cut(name.isEmpty() ? who.address() : name, Rename.LONGEST);
  }

  @Override
  public Frame toFrame(TransactionId id) {
    String encoded = PercentEncoding.encodeField(name);
    return group.isPresent()
        ? Frame.of(
            "ADD",
            id.toString(),
            list.code(),
            who.address(),
            encoded,
            Long.toString(group.getAsLong()))
        : Frame.of("ADD", id.toString(), list.code(), who.address(), encoded);
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("ADD");
  }

  @Override
  public ListedOn answer(Frame reply) {
    ListedOn listed = ListedOn.from(reply, list);
    return new ListedOn(list, listed.version(), who, listed.friendlyName(), group);
  }
}
