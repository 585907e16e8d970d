package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * {@code REM <id> FL|AL|BL <account> [<group id>]}.
 *
 * @param group with the forward list only: leave this group. Without it, leave the list
 */
public record RemoveFromList(ListName list, Principal who, OptionalLong group)
    implements Request<UnlistedFrom> {

  public RemoveFromList {
    if (list == ListName.REVERSE) {
      throw new IllegalArgumentException("only the server changes the reverse list");
    }
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return group.isPresent()
        ? Frame.of(
            "REM", id.toString(), list.code(), who.address(), Long.toString(group.getAsLong()))
        : Frame.of("REM", id.toString(), list.code(), who.address());
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("REM");
  }

  @Override
  public UnlistedFrom answer(Frame reply) {
    return new UnlistedFrom(list, Fields.version(reply, 2), who, group);
  }
}
