package org.msnmock.client.protocol;

import java.util.List;

/** The server speaks none of the protocol versions that were offered. */
public final class NoCommonVersionException extends MsnException {
  private final List<String> offered;
  private final List<String> answered;

  public NoCommonVersionException(List<String> offered, List<String> answered, Endpoint server) {
    super(
        "No common protocol version: offered %s, and %s answered %s. Use a server or a client of the other's time."
            .formatted(
                String.join(" ", offered),
                server,
                answered.isEmpty() ? "nothing" : String.join(" ", answered)),
        null);
    this.offered = List.copyOf(offered);
    this.answered = List.copyOf(answered);
  }

  public List<String> offered() {
    return offered;
  }

  public List<String> answered() {
    return answered;
  }
}
