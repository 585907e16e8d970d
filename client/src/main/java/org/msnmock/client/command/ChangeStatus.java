package org.msnmock.client.command;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * {@code CHG <id> <status> [<client id> [<picture>]]}. The server echoes it.
 *
 * @param clientId what the client can do, as a bit sum; some early clients sent none
 * @param picture what the user shows; it takes a client id before it, which is 0 where there is
 *     none
 */
public record ChangeStatus(Status status, OptionalLong clientId, Optional<MsnObject> picture)
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
    if (picture.isPresent()) {
      return Frame.of(
          "CHG",
          id.toString(),
          status.code(),
          Long.toString(clientId.orElse(0)),
          PercentEncoding.encode(picture.get().text()));
    }
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
