package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lanes of a sequence chart, side by side: the client, or the clients, then each connection and
 * each service of HTTP in the order in which they came. A lane is drawn from its first row to its
 * last.
 *
 * <pre>
 *   client  ds #1  ns #2
 *     |-----→|
 *     |------------→|
 * </pre>
 */
final class Lanes {
  /** Lanes that are drawn; what comes after them shares the last. */
  private static final int MOST = 20;

  private static final int WIDTH = 26;
  private static final int HEAD = 58;

  /** How high the slanted names of lanes may become, and how much of that is a letter's. */
  private static final int HIGHEST_HEAD = 130;

  private static final double LETTER = 5.8;
  private static final int MIDDLE = 13;

  /** Longer than any row is high; the frame of the drawing cuts it. */
  private static final int DOWN = 9999;

  /** How the only one is called. */
  private static final String CLIENT = "client";

  private final List<Lane> lanes = new ArrayList<>();
  private final int clients;
  private final Map<String, Integer> places = new HashMap<>();

  private record Lane(String name, int first, int last) {}

  Lanes(List<ChartRow> rows) {
    List<String> names =
        rows.stream().flatMap(row -> row.client().stream()).distinct().limit(MOST - 1).toList();
    for (String name : names.isEmpty() ? List.of(CLIENT) : names) {
      places.put(name, lanes.size());
      lanes.add(new Lane(name, 0, Integer.MAX_VALUE));
    }
    clients = lanes.size();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).lane().isPresent()) {
        extend(rows.get(i).lane().get(), i);
      }
    }
  }

  private void extend(String name, int row) {
    int place = places.computeIfAbsent(name, n -> Math.min(lanes.size(), MOST));
    if (place == lanes.size()) {
      lanes.add(new Lane(name, row, row));
    } else {
      Lane old = lanes.get(place);
      String label = old.name().equals(name) ? name : "others";
      lanes.set(place, new Lane(label, old.first(), row));
    }
  }

  int width() {
    return lanes.size() * WIDTH;
  }

  /** The names of the lanes, aslant, and the beginning of each client's. */
  void head(Markup html) throws IOException {
    int height = headHeight();
    drawing(html, height);
    for (int lane = 0; lane < lanes.size(); lane++) {
      String place = "translate(%s %s) rotate(-55)".formatted(middle(lane) + 3, height - 6);
      html.element("text", lanes.get(lane).name(), "transform", place);
    }
    html.end();
  }

  private int headHeight() {
    int longest = lanes.stream().mapToInt(lane -> lane.name().length()).max().orElse(0);
    return Math.max(HEAD, Math.min(HIGHEST_HEAD, (int) (longest * LETTER) + 12));
  }

  /** One row. */
  void row(Markup html, int index, ChartRow row) throws IOException {
    drawing(html, 2 * MIDDLE);
    StringBuilder alive = new StringBuilder();
    for (int lane = 0; lane < lanes.size(); lane++) {
      Lane which = lanes.get(lane);
      if (index >= which.first() && index <= which.last()) {
        boolean begins = lane >= clients && index == which.first();
        int end = index == which.last() ? MIDDLE : DOWN;
        alive.append("M%s %sV%s".formatted(middle(lane), begins ? MIDDLE : 0, end));
      }
    }
    html.empty("path", "class", "lane", "d", alive.toString());
    String looks = row.look().word() + " " + row.way().word();
    html.empty("path", "class", looks, "d", arrow(row));
    html.end();
  }

  private static void drawing(Markup html, int height) throws IOException {
    html.start("svg", "aria-hidden", "true", "height", String.valueOf(height));
  }

  private String arrow(ChartRow row) {
    int client = middle(places.getOrDefault(row.client().orElse(CLIENT), 0));
    int server = row.lane().map(name -> middle(places.getOrDefault(name, 0))).orElse(client);
    return switch (row.way()) {
      case APART -> "";
      case STAYS -> "M%s %sh.01".formatted(server, MIDDLE);
      case TO_SERVER -> line(client, server, -5) + cross(row, server);
      case TO_CLIENT -> line(server, client, 5) + cross(row, server);
    };
  }

  private static String line(int from, int to, int back) {
    return "M%1$s %2$sH%3$sm%4$s-4l%5$s 4l%4$s 4".formatted(from, MIDDLE, to, back, -back);
  }

  private static String cross(ChartRow row, int lane) {
    return row.look() == ChartRow.Look.CLOSE
        ? "M%s %sl8 8m0-8l-8 8".formatted(lane - 4, MIDDLE - 4)
        : "";
  }

  private static int middle(int lane) {
    return lane * WIDTH + WIDTH / 2;
  }
}
