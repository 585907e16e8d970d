package org.msnmock.client.command;

import java.util.Optional;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/**
 * {@code <number> <id>}: no.
 *
 * @param id the request that is refused; it may be one that nobody made, and is empty where it is
 *     no id at all
 */
public record ErrorReply(int number, Optional<TransactionId> id) {

  /** The error in a frame; nothing where the frame is no error. */
  public static Optional<ErrorReply> from(Frame frame) {
    if (frame.verb().length() != 3 || Decimal.parse(frame.verb()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ErrorReply(Integer.parseInt(frame.verb()), Ids.first(frame)));
  }
}
