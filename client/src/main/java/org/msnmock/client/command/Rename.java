package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * {@code REA <id> <account> <friendly name>}: of the user, the name that others see; of somebody on
 * a list, the name that the user gives them.
 *
 * @param name not empty; what is longer than 387 bytes encoded is cut off
 * @see "Kopete 0.9 (387 bytes), MSNPiki"
 */
public record Rename(Principal who, String name) implements Request<Rename.Renamed> {
  static final int LONGEST = 387;

  /** {@code REA <id> <list version> <account> <friendly name>}. */
  public record Renamed(OptionalLong version, Principal who, String name) {}

  public Rename {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a friendly name has at least one character");
    }
    name = PercentEncoding.cut(name, LONGEST);
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("REA", id.toString(), who.address(), PercentEncoding.encodeField(name));
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("REA");
  }

  @Override
  public Renamed answer(Frame reply) {
    return new Renamed(
        Fields.version(reply, 1),
        who,
        reply.optionalArgument(3).map(PercentEncoding::decode).orElse(name));
  }
}
