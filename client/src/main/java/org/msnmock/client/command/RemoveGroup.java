package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.RefusedHereException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code RMG <id> <group id>}. Group 0 is always there. */
public record RemoveGroup(long group) implements Request<RemoveGroup.Removed> {
  /** {@code RMG <id> <list version> <group id>}. */
  public record Removed(OptionalLong version) {}

  public RemoveGroup {
    if (group == 0) {
      throw new RefusedHereException(
          ErrorCode.GROUP_NOT_REMOVABLE, "group 0 is always there, and cannot be removed");
    }
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("RMG", id.toString(), Long.toString(group));
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("RMG");
  }

  @Override
  public Removed answer(Frame reply) {
    return new Removed(Fields.version(reply, 1));
  }
}
