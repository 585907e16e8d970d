package org.msnmock.client.console;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.msnmock.client.protocol.Status;

/** How people call the statuses. */
final class Statuses {
  private Statuses() {}

  /** {@code be right back}. */
  static String words(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** One word, as it is typed: {@code brb}. */
  static String typed(Status status) {
    return switch (status) {
      case BE_RIGHT_BACK -> "brb";
      case OUT_TO_LUNCH -> "lunch";
      case ON_THE_PHONE -> "phone";
      default -> words(status);
    };
  }

  /** All that can be taken. */
  static List<String> all() {
    return Arrays.stream(Status.values()).filter(Status::isSettable).map(Statuses::typed).toList();
  }

  /**
   * @param typed one of {@link #all}, or a code such as {@code AWY}
   * @throws IllegalArgumentException when it is none of them
   */
  static Status from(String typed) {
    String word = typed.toLowerCase(Locale.ROOT);
    return Arrays.stream(Status.values())
        .filter(Status::isSettable)
        .filter(
            status ->
                typed(status).equals(word)
                    || words(status).equals(word)
                    || status.code().toLowerCase(Locale.ROOT).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no status %s; take one of %s"
                        .formatted(typed, String.join(", ", all()))));
  }
}
