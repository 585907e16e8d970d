package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * {@code CHG <id> <status> [<client id>]}. The server echoes it.
 *
 * @param clientId what the client can do, as a bit sum; some early clients sent none
 */
public record ChangeStatus(Status status, OptionalLong clientId)
    implements Request<ChangeStatus.Changed> {

  /** The status now is this one. */
  public record Changed(Status status) {}

  public ChangeStatus {
    if (!status.isSettable()) {
      throw new IllegalArgumentException(
          "nobody can take the status "
              + status.code()
              + "; sign out to be offline, or hide ("
              + Status.HIDDEN.code()
              + ")");
    }
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return clientId.isPresent()
        ? Frame.of("CHG", id.toString(), status.code(), Long.toString(clientId.getAsLong()))
        : Frame.of("CHG", id.toString(), status.code());
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("CHG");
  }

  @Override
  public Changed answer(Frame reply) {
    return new Changed(reply.optionalArgument(1).flatMap(Status::fromCode).orElse(status));
  }
}
