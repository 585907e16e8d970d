package org.msnmock.client.protocol;

/**
 * What Passport issues and the notification server takes as proof, byte for byte. Opaque: mostly
 * {@code t=...&p=...}, but not always.
 */
public record Ticket(String value) {
  public Ticket {
    if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw new IllegalArgumentException(
          "a ticket is one word without blanks or control characters");
    }
  }

  @Override
  public String toString() {
    return "Ticket[hidden]";
  }
}
