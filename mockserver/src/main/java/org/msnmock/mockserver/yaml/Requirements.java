package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ids of the conformance list for clients: {@code FRAME-01} to {@code P2P-17}. */
final class Requirements {
  /** How many requirements each group has; they are numbered from 01 without a gap. */
  private static final Map<String, Integer> GROUPS =
      Map.ofEntries(
          Map.entry("FRAME", 21),
          Map.entry("TRID", 8),
          Map.entry("LOGIN", 22),
          Map.entry("PASS", 19),
          Map.entry("SYN", 14),
          Map.entry("PRES", 14),
          Map.entry("LIST", 15),
          Map.entry("CHL", 7),
          Map.entry("PING", 5),
          Map.entry("NSMSG", 7),
          Map.entry("END", 7),
          Map.entry("SB", 17),
          Map.entry("MSG", 14),
          Map.entry("FT", 12),
          Map.entry("P2P", 17));

  private Requirements() {}

  static boolean has(String id) {
    int dash = id.lastIndexOf('-');
    Integer count = dash < 0 ? null : GROUPS.get(id.substring(0, dash));
    if (count == null || id.length() != dash + 3) {
      return false;
    }
    int number =
        Character.digit(id.charAt(dash + 1), 10) * 10 + Character.digit(id.charAt(dash + 2), 10);
    return number >= 1 && number <= count && Character.digit(id.charAt(dash + 2), 10) >= 0;
  }

  /** All ids, group by group. */
  static List<String> all() {
    List<String> ids = new ArrayList<>();
    new TreeMap<>(GROUPS)
        .forEach(
            (group, count) -> {
              for (int number = 1; number <= count; number++) {
                ids.add(String.format(Locale.ROOT, "%s-%02d", group, number));
              }
            });
    return ids;
  }

  /** What ids there are near a wrong one. */
  static String hint(String id) {
    int dash = id.lastIndexOf('-');
    String group = (dash < 0 ? id : id.substring(0, dash)).toUpperCase(Locale.ROOT);
    Optional<String> near =
        GROUPS.containsKey(group) ? Optional.of(group) : Nearest.to(group, GROUPS.keySet());
    return near.map(
            name ->
                String.format(Locale.ROOT, "known: %s-01 to %s-%02d", name, name, GROUPS.get(name)))
        .orElse("");
  }
}
