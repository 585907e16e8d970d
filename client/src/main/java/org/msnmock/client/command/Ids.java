package org.msnmock.client.command;

import java.util.Optional;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;

/** Finds transaction ids. */
public final class Ids {
  private Ids() {}

  /** The first field as an id. Whether it is meant as one depends on the verb. */
  public static Optional<TransactionId> first(Frame frame) {
    return frame
        .optionalArgument(0)
        .map(Decimal::parse)
        .filter(number -> number.isPresent() && number.getAsLong() <= Fields.MAX_32_BITS)
        .map(number -> new TransactionId(number.getAsLong()));
  }
}
