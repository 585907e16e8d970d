package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.RefusedHereException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * {@code PRP <id> <property> [<value>]}: a phone number of the user, or whether they take messages
 * for a mobile device. Without a value it is cleared.
 *
 * @param property three letters
 * @param value at most 95 bytes when encoded: on more the server hangs up
 */
public record SetProperty(String property, String value) implements Request<SetProperty.Changed> {
  private static final int LONGEST = 95;

  /** {@code PRP <id> <list version> <property> [<value>]}. */
  public record Changed(OptionalLong version, String property, String value) {}

  public SetProperty {
    int length = PercentEncoding.byteCount(PercentEncoding.encodeField(value));
    if (length > LONGEST) {
      throw new RefusedHereException(
          ErrorCode.INVALID_PARAMETER,
          "a property has at most %s bytes when encoded, this one has %s"
              .formatted(LONGEST, length));
    }
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return value.isEmpty()
        ? Frame.of("PRP", id.toString(), property)
        : Frame.of("PRP", id.toString(), property, PercentEncoding.encodeField(value));
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("PRP");
  }

  @Override
  public Changed answer(Frame reply) {
    return new Changed(Fields.version(reply, 1), property, Fields.value(reply, 3));
  }
}
