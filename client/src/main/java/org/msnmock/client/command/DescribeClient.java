package org.msnmock.client.command;

import java.util.List;
import java.util.Set;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * {@code CVR <id> <locale> <os> <os version> <architecture> <library> <version> <codebase>
 * <account>}. The answer advises which version to install; clients that aren't the official one
 * have no use for it.
 */
public record DescribeClient(ClientDescription client, Principal user)
    implements Request<DescribeClient.Advice> {

  /**
   * Recommended version, the same again, the oldest version that works, and two addresses; any of
   * them may be missing.
   */
  public record Advice(List<String> fields) {
    public Advice {
      fields = List.copyOf(fields);
    }
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of(
        "CVR",
        id.toString(),
        client.locale(),
        client.osType(),
        client.osVersion(),
        client.architecture(),
        client.library(),
        client.version(),
        client.codebase(),
        user.address());
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("CVR");
  }

  @Override
  public Advice answer(Frame reply) {
    return new Advice(reply.arguments().subList(1, reply.arguments().size()));
  }
}
