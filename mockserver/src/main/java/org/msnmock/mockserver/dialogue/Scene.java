package org.msnmock.mockserver.dialogue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a pattern or template can ask about the moment at which it is used. */
public interface Scene {
  /** The value of a name, empty while it was not learned. */
  Optional<String> value(Name name);

  /** A known value as a format writes it; empty while it was not learned. */
  default Optional<String> value(Name name, Format format) {
    return value(name).map(format::write);
  }

  /** The elements of a name that is a list, empty where it is a text. */
  default Optional<List<String>> list(Name name) {
    return Optional.empty();
  }

  /** When a named moment was, from the beginning of the play; empty where it never was. */
  default Optional<Duration> moment(Name name) {
    return Optional.empty();
  }

  /** How long ago a named moment is, divided by the time scale; empty where it never was. */
  default Optional<Duration> elapsed(Name name) {
    return Optional.empty();
  }

  /** The transaction id that {@code {trid}} stands for in a line of the server. */
  String transactionId();

  /** A generated value; the seed decides which. */
  String generate(Generator generator);

  /** The identifier of the next P2P message that we send; 0 where nothing is sent. */
  default long nextMessageId() {
    return 0;
  }

  /** Tells of a value that cannot be sent as it is; only a play has somebody to tell. */
  default void note(String what, Span place) {}
}
