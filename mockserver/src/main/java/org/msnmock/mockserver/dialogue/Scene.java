package org.msnmock.mockserver.dialogue;

import java.util.Optional;

/** What a pattern or template can ask about the moment at which it is used. */
public interface Scene {
  /** The value of a name, empty while it was not learned. */
  Optional<String> value(Name name);

  /** The transaction id that {@code {trid}} stands for in a line of the server. */
  String transactionId();

  /** A generated value; the seed decides which. */
  String generate(Generator generator);
}
