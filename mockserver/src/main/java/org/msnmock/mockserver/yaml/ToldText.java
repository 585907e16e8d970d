package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.journal.Entry;

/**
 * What a client told its user, as the {@code args} of a {@code see}; keeps what no step has taken.
 */
final class ToldText {
  private final FlatNames names;
  private final PieceText pieces;
  private final List<Entry.Told> untaken = new ArrayList<>();

  ToldText(FlatNames names, PieceText pieces) {
    this.names = names;
    this.pieces = pieces;
  }

  void told(Entry.Told entry) {
    untaken.add(entry);
  }

  /** With what the step asked for. */
  WrittenStep taken(Step.See see, Entry.Seen entry) {
    untaken.stream()
        .filter(told -> isOf(told, see) && told.arguments().equals(entry.arguments()))
        .findFirst()
        .ifPresent(untaken::remove);
    SortedMap<String, Deferred> arguments = new TreeMap<>();
    see.arguments().forEach((name, value) -> arguments.put(name, pieces.sent(value)));
    return written(see, arguments);
  }

  /** With what was told in place of that; empty where nothing of that event was. */
  Optional<WrittenStep> other(Step.See see) {
    for (int i = untaken.size() - 1; i >= 0; i--) {
      if (isOf(untaken.get(i), see)) {
        SortedMap<String, Deferred> arguments = new TreeMap<>();
        for (String name : see.arguments().keySet()) {
          Object value = Step.See.told(untaken.get(i).arguments(), name);
          if (value != null) {
            arguments.put(name, Deferred.of(names.literal(plain(value))));
          }
        }
        return Optional.of(written(see, arguments));
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(Entry.Told told, Step.See see) {
    return told.client().equals(see.client()) && told.event().equals(see.event());
  }

  /** A list as it is read, too: with commas. */
  private static String plain(Object value) {
    return value instanceof Collection<?> several
        ? String.join(",", several.stream().map(String::valueOf).toList())
        : value.toString();
  }

  private static WrittenStep written(Step.See see, SortedMap<String, Deferred> arguments) {
    String key = see.client().isEmpty() ? "see" : "see " + see.client();
    WrittenStep step = WrittenStep.of(key, see.event());
    return arguments.isEmpty() ? step : step.with(() -> lines(arguments));
  }

  /** A map inside of the arguments is written as one: all its entries stand in a row. */
  private static String lines(SortedMap<String, Deferred> arguments) {
    StringBuilder out = new StringBuilder(WrittenStep.INDENT + "args:\n");
    String outer = "";
    for (Map.Entry<String, Deferred> argument : arguments.entrySet()) {
      String name = argument.getKey();
      int point = name.indexOf('.');
      String map = point < 0 ? "" : name.substring(0, point);
      if (!map.equals(outer) && point >= 0) {
        out.append(WrittenStep.INDENT).append("  ").append(map).append(":\n");
      }
      outer = map;
      out.append(
          WrittenStep.map(
              WrittenStep.INDENT + (point < 0 ? "  " : "    "),
              List.of(new WrittenStep.Pair(name.substring(point + 1), argument.getValue()))));
    }
    return out.toString();
  }
}
