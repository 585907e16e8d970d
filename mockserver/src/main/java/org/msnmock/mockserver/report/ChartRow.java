package org.msnmock.mockserver.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Text;

/**
 * One journal entry as a row of the sequence chart. Its texts have no secrets in them.
 *
 * @param client whose it is, where the dialogue has several
 * @param lane the connection, or the service of HTTP; empty for what belongs to none
 * @param look what kind of thing it is
 * @param words ours, in a few words; may be empty
 * @param code what was on the wire; may be empty
 * @param folded the lines that are shown on demand only; payloads are added from the entry
 */
record ChartRow(
    Way way,
    Optional<String> client,
    Optional<String> lane,
    Look look,
    String words,
    String code,
    List<String> folded) {
  /** Lines of a payload that are shown. */
  private static final int MOST_LINES = 100;

  /** Characters of a payload that are shown. */
  private static final int MOST_CHARACTERS = 8000;

  /** The first lines of many. */
  static List<String> bounded(List<String> lines) {
    int characters = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (i >= MOST_LINES || characters > MOST_CHARACTERS) {
        List<String> out = new ArrayList<>(lines.subList(0, i));
        out.add("... %s more lines".formatted(lines.size() - i));
        return out;
      }
      characters += lines.get(i).length();
    }
    return lines;
  }

  /** How something looks. */
  public enum Look implements ReportDocument.Word {
    SAID,
    OPEN,
    CLOSE,
    BAD,
    NOTE
  }

  /** Which way something goes. */
  public enum Way implements ReportDocument.Word {
    TO_SERVER,
    TO_CLIENT,
    /** At the server, or at the client where there is no lane. */
    STAYS,
    /** Nobody said it: a word of the dialogue or of the judge. */
    APART
  }

  /** Makes the rows of one case. */
  record Maker(CaseReport one) {

    /** Empty for what only repeats another entry. */
    Optional<ChartRow> row(Entry entry) {
      if (entry instanceof Entry.Taken || entry instanceof Entry.Left) {
        return Optional.empty();
      } else if (entry instanceof Entry.Heard e) {
        String blank = e.frame().endsWithBlank() ? "[blank]" : "";
        String line = one.shownLine(e.frame().text()) + blank;
        return to(Way.TO_SERVER, e.connection(), Look.SAID, "", line, List.of());
      } else if (entry instanceof Entry.Said e) {
        String line = one.shown(e.frame().text());
        return to(Way.TO_CLIENT, e.connection(), Look.SAID, e.fault(), line, List.of());
      } else if (entry instanceof Entry.Emulated e) {
        String line = one.shown(e.frame().text());
        return to(Way.TO_CLIENT, e.connection(), Look.SAID, "emulator", line, List.of());
      } else if (entry instanceof Entry.SentGarbage e) {
        String words = "garbage, %s bytes".formatted(e.size());
        return to(Way.TO_CLIENT, e.connection(), Look.SAID, words, one.shown(e.text()), List.of());
      } else if (entry instanceof Entry.NotDelivered e) {
        String words = "not delivered, the client has closed";
        return to(Way.STAYS, e.connection(), Look.BAD, words, one.shown(e.line()), List.of());
      } else if (entry instanceof Entry.PassedOver e) {
        String command = one.shown(e.frame().command());
        return to(Way.STAYS, e.connection(), Look.NOTE, "passed over", command, List.of());
      } else if (entry instanceof Entry.Malformed e) {
        String words = "no line: " + e.what();
        return to(
            Way.TO_SERVER, e.connection(), Look.BAD, words, one.shownLine(e.line()), List.of());
      } else if (entry instanceof Entry.AfterTheEnd e) {
        String what = one.shownLine(e.what());
        return to(Way.TO_SERVER, e.connection(), Look.NOTE, "after the end", what, List.of());
      }
      return connection(entry);
    }

    private Optional<ChartRow> connection(Entry entry) {
      if (entry instanceof Entry.Connected e) {
        return to(Way.TO_SERVER, e.connection(), Look.OPEN, "connects from", e.remote(), List.of());
      } else if (entry instanceof Entry.Accepted e) {
        return to(Way.STAYS, e.connection(), Look.NOTE, "accepted", "", List.of());
      } else if (entry instanceof Entry.Dialled e) {
        return to(
            Way.TO_CLIENT, e.connection(), Look.OPEN, "connects to", one.shown(e.to()), List.of());
      } else if (entry instanceof Entry.ClosedByClient e) {
        return to(Way.TO_SERVER, e.connection(), Look.CLOSE, closes(e.manner()), "", List.of());
      } else if (entry instanceof Entry.ClosedByUs e) {
        return to(Way.TO_CLIENT, e.connection(), Look.CLOSE, closes(e.manner()), "", List.of());
      }
      return http(entry);
    }

    private static String closes(Entry.Manner manner) {
      return manner == Entry.Manner.RST ? "resets the connection" : "closes the connection";
    }

    private Optional<ChartRow> http(Entry entry) {
      if (entry instanceof Entry.Requested e) {
        String line = one.shown(e.request().method() + " " + e.request().path());
        List<String> headers = headers(e.request().headers());
        return row(Way.TO_SERVER, e.service(), Look.SAID, "", line, headers);
      } else if (entry instanceof Entry.Answered e) {
        String line = one.shown(e.answer().status() + " " + e.answer().reason());
        List<String> lines = headers(e.answer().headers());
        lines.addAll(bounded(split(Text.decode(e.answer().body()))));
        String by = e.taker() == Entry.Taker.PASSPORT ? "built-in Passport" : e.fault();
        return row(Way.TO_CLIENT, e.service(), Look.SAID, by, line, lines);
      } else if (entry instanceof Entry.HandshakeFailed e) {
        String words = "TLS handshake with %s failed".formatted(e.remote());
        String reason = one.shown(e.reason());
        return row(Way.TO_SERVER, e.service(), Look.BAD, words, reason, List.of());
      } else if (entry instanceof Entry.Refused e) {
        return row(Way.STAYS, e.service(), Look.NOTE, "refuses from now on", "", List.of());
      }
      return words(entry);
    }

    private Optional<ChartRow> words(Entry entry) {
      if (entry instanceof Entry.Asked e) {
        String arguments = e.arguments().isEmpty() ? "" : " " + e.arguments();
        return ofClient(e.client(), "is asked to do", one.shown(e.verb() + arguments));
      } else if (entry instanceof Entry.Told e) {
        String arguments = e.arguments().isEmpty() ? "" : " " + e.arguments();
        return ofClient(e.client(), "tells its user", one.shown(e.event() + arguments));
      } else if (entry instanceof Entry.ClientEnded e) {
        return ofClient(e.client(), one.shown(e.how()), "");
      } else if (entry instanceof Entry.Noted e) {
        return apart(Look.NOTE, "note: " + one.shown(e.text()));
      } else if (entry instanceof Entry.Judged e) {
        Look look = e.outcome() == Outcome.FAILED ? Look.BAD : Look.NOTE;
        return apart(look, e.outcome().word() + ": " + one.shown(e.why()));
      }
      return Optional.empty();
    }

    private Optional<ChartRow> to(
        Way way,
        Entry.Connection connection,
        Look look,
        String words,
        String code,
        List<String> folded) {
      Optional<String> client = client(connection.service().client());
      Optional<String> lane = Optional.of(connection.toString());
      return Optional.of(new ChartRow(way, client, lane, look, words, code, folded));
    }

    private static Optional<ChartRow> row(
        Way way, Service service, Look look, String words, String code, List<String> folded) {
      Optional<String> lane = Optional.of(service.toString());
      return Optional.of(
          new ChartRow(way, client(service.client()), lane, look, words, code, folded));
    }

    private static Optional<ChartRow> ofClient(String client, String words, String code) {
      return Optional.of(
          new ChartRow(
              Way.STAYS, client(client), Optional.empty(), Look.NOTE, words, code, List.of()));
    }

    private static Optional<ChartRow> apart(Look look, String words) {
      return Optional.of(
          new ChartRow(Way.APART, Optional.empty(), Optional.empty(), look, words, "", List.of()));
    }

    private static Optional<String> client(String name) {
      return Optional.of(name).filter(one -> !one.isEmpty());
    }

    private List<String> headers(List<String[]> headers) {
      List<String> lines = new ArrayList<>();
      headers.forEach(header -> lines.add(one.shown(header[0] + ": " + header[1])));
      return lines;
    }

    private List<String> split(String text) {
      return text.isEmpty()
          ? List.of()
          : Stream.of(text.split("\r\n", -1)).map(one::shown).toList();
    }
  }
}
