package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.msnmock.mockserver.report.ReportDocument.Entry;

/**
 * The conversation over time: a table with the lanes drawn beside the words. Of a long one the
 * beginning and the end are shown.
 */
final class HtmlChart {
  /** Rows and characters of each half. */
  private static final int MOST_ROWS = 200;

  private static final int MOST_CHARACTERS = 150_000;

  private final ReportDocument.Case one;
  private final List<Moment> moments = new ArrayList<>();
  private final Lanes lanes;

  private record Moment(Entry entry, ChartRow row) {}

  HtmlChart(ReportDocument.Case one) {
    this.one = one;
    for (Entry entry : one.journal()) {
      entry.way().ifPresent(way -> moments.add(new Moment(entry, row(entry, way))));
    }
    this.lanes = new Lanes(moments.stream().map(Moment::row).toList());
  }

  private static ChartRow row(Entry entry, ChartRow.Way way) {
    ChartRow.Look look = entry.look().orElse(ChartRow.Look.NOTE);
    boolean hasPayload = look == ChartRow.Look.SAID && entry.bytes().orElse(0) > 0;
    return new ChartRow(
        way,
        entry.client(),
        entry.lane(),
        look,
        entry.words().or(entry::fault).orElse(""),
        entry.code().or(entry::line).orElse(""),
        entry
            .details()
            .or(() -> hasPayload ? entry.payload() : Optional.empty())
            .orElse(List.of()));
  }

  void write(Markup html) throws IOException {
    html.element("h4", "Conversation");
    if (moments.isEmpty()) {
      html.element("p", "Nothing was said.");
      return;
    }
    html.start("div", "class", "scroll", "tabindex", "0", "role", "group");
    html.start("table", "class", "chart");
    html.element(
        "caption", "Everything on all connections, with the time in seconds", "class", "aside");
    String width = String.valueOf(lanes.width());
    html.start("colgroup").empty("col").empty("col", "width", width).empty("col").end();
    head(html);
    html.start("tbody");
    rows(html);
    html.end().end().end();
    if (one.dropped() > 0) {
      String words = "The journal was full: %s entries were dropped.";
      html.element("p", words.formatted(one.dropped()), "class", "cut");
    }
  }

  private void head(Markup html) throws IOException {
    html.start("thead").start("tr");
    html.element("th", "Time", "scope", "col");
    html.start("th", "scope", "col", "class", "lanes");
    html.element("span", "Lanes", "class", "aside");
    lanes.head(html);
    html.end();
    html.element("th", "What", "scope", "col").end().end();
  }

  private void rows(Markup html) throws IOException {
    int from = 0;
    for (long written = 0; from < moments.size() && isRoom(from, written); from++) {
      String row = row(from);
      written += row.length();
      html.raw(row);
    }
    Deque<String> tail = new ArrayDeque<>();
    int to = moments.size();
    for (long written = 0; to > from && isRoom(tail.size(), written); to--) {
      String row = row(to - 1);
      written += row.length();
      tail.push(row);
    }
    if (to > from) {
      html.start("tr", "class", "cut").start("td", "colspan", "3");
      html.text("%s entries are left out here; ".formatted(to - from));
      html.text("report.json and the log of the case have them").end().end();
    }
    for (String row : tail) {
      html.raw(row);
    }
  }

  private static boolean isRoom(int rows, long characters) {
    return rows < MOST_ROWS && characters < MOST_CHARACTERS;
  }

  private String row(int index) throws IOException {
    StringBuilder out = new StringBuilder();
    Markup html = new Markup(out);
    Moment moment = moments.get(index);
    ChartRow row = moment.row();
    html.start("tr", "class", row.look().word());
    html.element("td", String.format(Locale.ROOT, "%.3f", moment.entry().time()));
    html.start("td", "class", "lanes");
    lanes.row(html, index, row);
    html.end().start("td");
    html.element("span", way(row), "class", "way").raw(" ");
    if (!row.words().isEmpty()) {
      html.element("span", row.words()).raw(" ");
    }
    if (!row.code().isEmpty()) {
      html.element("code", row.code()).raw(" ");
    }
    html.element("span", moment.entry().by().orElse(""), "class", "place");
    fold(html, moment);
    html.end().end().raw("\n");
    return out.toString();
  }

  private static String way(ChartRow row) {
    String client = row.client().orElse("client");
    String lane = row.lane().orElse(client);
    return switch (row.way()) {
      case TO_SERVER -> client + " \u2192 " + lane;
      case TO_CLIENT -> lane + " \u2192 " + client;
      case STAYS -> lane;
      case APART -> "";
    };
  }

  private static void fold(Markup html, Moment moment) throws IOException {
    List<String> lines = moment.row().folded();
    if (lines.isEmpty()) {
      return;
    }
    html.start("details").element("summary", title(moment.entry(), lines.size()));
    html.start("pre").lines(ChartRow.bounded(lines)).end().end();
  }

  private static String title(Entry entry, int lines) {
    return entry.details().isPresent()
        ? "headers and body, " + HtmlReport.count(lines, "line")
        : "payload, %s bytes".formatted(entry.bytes().orElse(0));
  }
}
