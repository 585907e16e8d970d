package org.msnmock.client.command;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * The first line on every connection: {@code VER <id> <dialect> ...}, best first. Answered by
 * {@code VER <id> <dialect> ...} with one dialect, with all that both sides know, or with {@code
 * 0}.
 *
 * @see "hypothetic.org, VER; Gaim 0.82 reads all fields of the answer, BitlBee the first"
 */
public record OfferVersions(List<String> dialects) implements Request<OfferVersions.Accepted> {

  /** The dialects that the server named, in its order. */
  public record Accepted(List<String> dialects) {
    public Accepted {
      dialects = List.copyOf(dialects);
    }
  }

  public OfferVersions {
    dialects = List.copyOf(dialects);
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of(
        "VER", Stream.concat(Stream.of(id.toString()), dialects.stream()).toArray(String[]::new));
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("VER");
  }

  @Override
  public Accepted answer(Frame reply) {
    return new Accepted(reply.arguments().subList(1, reply.arguments().size()));
  }
}
