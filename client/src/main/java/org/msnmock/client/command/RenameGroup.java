package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.contact.Group;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * {@code REG <id> <group id> <name> 0}.
 *
 * @param name 1 to 61 bytes when encoded
 */
public record RenameGroup(long group, String name) implements Request<RenameGroup.Renamed> {
  /** {@code REG <id> <list version> <group id> <name> 0}. */
  public record Renamed(OptionalLong version, Group group) {}

  public RenameGroup {
    Fields.requireGroupName(name);
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of(
        "REG", id.toString(), Long.toString(group), PercentEncoding.encodeField(name), "0");
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("REG");
  }

  @Override
  public Renamed answer(Frame reply) {
    String newName = reply.optionalArgument(3).map(PercentEncoding::decode).orElse(name);
    return new Renamed(Fields.version(reply, 1), new Group(group, newName));
  }
}
