package org.msnmock.mockserver.yaml;

import java.util.List;

/** The clients of one dialogue, and how words say whose something is: {@code alice.ns}. */
final class Cast {
  private final List<String> clients;

  /**
   * @param clients their names, at least one
   */
  Cast(List<String> clients) {
    this.clients = List.copyOf(clients);
  }

  /**
   * A word, and whose it is.
   *
   * @param subject as in {@link org.msnmock.mockserver.dialogue.Service}: empty where there is one
   *     client, and where none is stated
   * @param isOpen whether it could be anybody's, of several
   */
  record Part(String subject, String word, boolean isOpen) {}

  /** Takes a client's name off a text. */
  Part part(String text) {
    for (String client : clients) {
      if (text.startsWith(client + ".")) {
        return new Part(subject(client), text.substring(client.length() + 1), false);
      }
    }
    return new Part("", text, areSeveral());
  }

  private String subject(String client) {
    return areSeveral() ? client : "";
  }

  /** How services name each of them: not at all where there is one. */
  List<String> subjects() {
    return clients.stream().map(this::subject).toList();
  }

  boolean areSeveral() {
    return clients.size() > 1;
  }

  boolean has(String client) {
    return clients.contains(client);
  }

  /** {@code alice and bob}. */
  String listed() {
    int last = clients.size() - 1;
    return areSeveral()
        ? String.join(", ", clients.subList(0, last)) + " and " + clients.get(last)
        : clients.get(0);
  }

  /** How a word is written: {@code ns}, or {@code alice.ns} and the others. */
  List<String> spellings(String word) {
    return areSeveral()
        ? clients.stream().map(client -> client + "." + word).toList()
        : List.of(word);
  }

  /** The first spelling. */
  String example(String word) {
    return spellings(word).get(0);
  }

  List<String> clients() {
    return clients;
  }
}
