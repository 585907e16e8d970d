package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a client can be asked to do and what it can tell, with the names of the arguments. */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the map after the constructor
enum Words {
  VERBS(
      "verb",
      """
      sign-in
      sign-out
      set-status status
      set-name name
      set-phone kind number
      set-picture file
      add-contacts who group
      remove-contact who group
      block who
      unblock who
      accept-contact who
      add-group name
      rename-group group name
      remove-group group
      change-settings when-added strangers
      open-chat with
      invite who
      send-message text to bold italic font colour
      typing
      leave-chat
      send-file file to
      accept-file name
      decline-file name
      cancel-file name
      request-picture who
      fetch-mail-url
      """),
  EVENTS(
      "event",
      """
      signed-in user name
      sign-in-failed reason
      disconnected reason
      error code who
      contacts forward allow block reverse groups
      names who name
      contact-request who name
      presence who status name
      message from text bold italic font colour
      typing from
      joined who
      left who
      delivered
      failed text
      mail unread from subject url
      alert text
      file-offered from name size
      file-progress name bytes
      file-done name size
      file-failed name reason
      picture who size sha1
      """);

  private final String title;
  private final Map<String, List<String>> arguments = new TreeMap<>();

  Words(String title, String table) {
    this.title = title;
    for (String line : table.strip().split("\n")) {
      List<String> words = List.of(line.split(" "));
      arguments.put(words.get(0), words.subList(1, words.size()));
    }
  }

  /** For people. */
  String title() {
    return title;
  }

  boolean has(String word) {
    return arguments.containsKey(word);
  }

  List<String> all() {
    return List.copyOf(arguments.keySet());
  }

  List<String> arguments(String word) {
    return arguments.getOrDefault(word, List.of());
  }
}
