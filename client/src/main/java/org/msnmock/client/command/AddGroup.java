package org.msnmock.client.command;

import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.contact.Group;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * {@code ADG <id> <name> 0}.
 *
 * @param name 1 to 61 bytes when encoded
 */
public record AddGroup(String name) implements Request<AddGroup.Added> {
  /** {@code ADG <id> <list version> <name> <group id> 0}; the server chooses the group's id. */
  public record Added(OptionalLong version, Group group) {}

  public AddGroup {
    Fields.requireGroupName(name);
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("ADG", id.toString(), PercentEncoding.encodeField(name), "0");
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("ADG");
  }

  @Override
  public Added answer(Frame reply) {
    return new Added(
        Fields.version(reply, 1),
        new Group(reply.number(3, Fields.MAX_32_BITS), reply.decodedArgument(2)));
  }
}
