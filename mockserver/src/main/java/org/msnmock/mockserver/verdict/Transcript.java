package org.msnmock.mockserver.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Text;

/**
 * Journal entries as lines for people, one or more each:
 *
 * <pre>
 *    1.806  ds #1  C  VER 1 MSNP9 MSNP8 CVR0                        signin/a.dialogue.yaml:14
 * </pre>
 */
public final class Transcript {
  private static final int WIDEST = 160;
  private static final int MOST_PAYLOAD_LINES = 40;

  /** {@code login}, {@code ns #12}. */
  private static final int LANE = 6;

  private final Redaction redaction;
  private final String format;

  public Transcript(Dialogue dialogue, Redaction redaction) {
    this.redaction = redaction;
    int longest = dialogue.subjects().stream().mapToInt(String::length).max().orElse(0);
    this.format = "%-" + (longest == 0 ? LANE : longest + 1 + LANE) + "s";
  }

  /** All entries, line ends included. */
  public String of(List<Entry> entries) {
    StringBuilder out = new StringBuilder();
    entries.forEach(entry -> lines(entry).forEach(line -> out.append(line).append('\n')));
    return out.toString();
  }

  /** The lines of one entry; none for what only repeats another. */
  public List<String> lines(Entry entry) {
    List<String> out = new ArrayList<>(1);
    String time = String.format(Locale.ROOT, "%9.3f  ", entry.time() / 1e9);
    String what = what(entry);
    if (what.isEmpty()) {
      return out;
    }
    String step = entry.place().map(span -> span.file() + ":" + span.line()).orElse("");
    String line = time + shortened(what);
    out.add(step.isEmpty() ? line : "%-78s  %s".formatted(line, step));
    payload(entry, out);
    return out;
  }

  /** A connection or service, as wide as all are. */
  private String lane(Object name) {
    return format.formatted(name);
  }

  private String what(Entry entry) {
    if (entry instanceof Entry.Connected e) {
      return "%s -> connected from %s".formatted(lane(e.connection()), e.remote());
    } else if (entry instanceof Entry.Accepted e) {
      return "%s -> accepted".formatted(lane(e.connection()));
    } else if (entry instanceof Entry.Dialled e) {
      return "%s <- connected to %s".formatted(lane(e.connection()), e.to());
    } else if (entry instanceof Entry.Heard e) {
      return "%s C  %s".formatted(lane(e.connection()), clientLine(e.frame()));
    } else if (entry instanceof Entry.Taken e) {
      return e.taker() == Entry.Taker.SCRIPT
          ? ""
          : "%s    taken by a background rule".formatted(lane(e.connection()));
    } else if (entry instanceof Entry.PassedOver e) {
      return "%s    passed over: nobody awaited %s"
          .formatted(lane(e.connection()), hide(e.frame().command()));
    } else if (entry instanceof Entry.Left e) {
      return "%s    left to the emulator".formatted(lane(e.connection()));
    } else if (entry instanceof Entry.Emulated e) {
      return "%s S  %s   (emulator)".formatted(lane(e.connection()), hide(e.frame().text()));
    } else if (entry instanceof Entry.Malformed e) {
      return "%s C  no line: %s: %s".formatted(lane(e.connection()), e.what(), hide(e.line()));
    } else if (entry instanceof Entry.Said e) {
      return "%s S  %s%s".formatted(lane(e.connection()), hide(e.frame().text()), fault(e.fault()));
    } else if (entry instanceof Entry.SentGarbage e) {
      return "%s S  garbage, %s bytes: %s"
          .formatted(lane(e.connection()), e.size(), hide(e.text()));
    } else if (entry instanceof Entry.NotDelivered e) {
      return "%s S  not delivered, the client has closed: %s"
          .formatted(lane(e.connection()), hide(e.line()));
    }
    return ending(entry);
  }

  private static String fault(String words) {
    return words.isEmpty() ? "" : "   (" + words + ")";
  }

  private String ending(Entry entry) {
    if (entry instanceof Entry.ClosedByClient e) {
      return "%s <- closed by the client%s"
          .formatted(lane(e.connection()), e.manner() == Entry.Manner.RST ? " with a reset" : "");
    } else if (entry instanceof Entry.ClosedByUs e) {
      return "%s <- %s by the server"
          .formatted(lane(e.connection()), e.manner() == Entry.Manner.RST ? "reset" : "closed");
    } else if (entry instanceof Entry.Refused e) {
      return "%s    refuses connections from now on".formatted(lane(e.service()));
    } else if (entry instanceof Entry.Requested e) {
      String authorization =
          e.request().header("Authorization").map(value -> "   " + hide(value)).orElse("");
      return "%s C  %s %s%s"
          .formatted(
              lane(e.service()), e.request().method(), hide(e.request().path()), authorization);
    } else if (entry instanceof Entry.Answered e) {
      return "%s S  %s %s%s%s%s"
          .formatted(
              lane(e.service()),
              e.answer().status(),
              e.answer().reason(),
              headers(e),
              e.taker() == Entry.Taker.PASSPORT ? "   (built-in Passport)" : "",
              fault(e.fault()));
    } else if (entry instanceof Entry.HandshakeFailed e) {
      return "%s    TLS handshake with %s failed: %s"
          .formatted(lane(e.service()), e.remote(), e.reason());
    }
    return words(entry);
  }

  private String headers(Entry.Answered answered) {
    StringBuilder out = new StringBuilder();
    for (String[] header : answered.answer().headers()) {
      out.append("   ").append(hide(header[0] + ": " + header[1]));
    }
    return out.toString();
  }

  private String words(Entry entry) {
    if (entry instanceof Entry.Asked e) {
      return "%s do %s %s"
          .formatted(
              who(e.client()),
              e.verb(),
              e.arguments().isEmpty() ? "" : hide(e.arguments().toString()));
    } else if (entry instanceof Entry.Told e) {
      return "%s told %s %s"
          .formatted(
              who(e.client()),
              hide(e.event()),
              e.arguments().isEmpty() ? "" : hide(e.arguments().toString()));
    } else if (entry instanceof Entry.ClientEnded e) {
      return e.how();
    } else if (entry instanceof Entry.Noted e) {
      return "note   " + hide(e.text());
    } else if (entry instanceof Entry.Judged e) {
      return "%s: %s".formatted(e.outcome().word().toUpperCase(Locale.ROOT), hide(e.why()));
    } else if (entry instanceof Entry.AfterTheEnd e) {
      return "%s C  after the end: %s"
          .formatted(lane(e.connection()), redaction.hideLine(Text.printable(e.what())));
    }
    return "";
  }

  private static String who(String client) {
    return client.isEmpty() ? "client" : client;
  }

  private void payload(Entry entry, List<String> out) {
    if (entry instanceof Entry.Heard e && e.frame().hasPayload()) {
      payload(e.frame(), out);
    } else if (entry instanceof Entry.Said e && e.frame().hasPayload()) {
      payload(e.frame(), out);
    } else if (entry instanceof Entry.Emulated e && e.frame().hasPayload()) {
      payload(e.frame(), out);
    }
  }

  private void payload(Frame frame, List<String> out) {
    String[] lines = frame.payloadText().split("\r\n", -1);
    for (int i = 0; i < lines.length && i < MOST_PAYLOAD_LINES; i++) {
      if (i < lines.length - 1 || !lines[i].isEmpty()) {
        out.add(" ".repeat(21) + "| " + shortened(hide(lines[i])));
      }
    }
    if (lines.length > MOST_PAYLOAD_LINES) {
      out.add(" ".repeat(21) + "| ... %s more lines".formatted(lines.length - MOST_PAYLOAD_LINES));
    }
  }

  private String clientLine(Frame frame) {
    String blank = frame.endsWithBlank() ? "[blank]" : "";
    return redaction.hideLine(Text.printable(frame.text())) + blank;
  }

  private String hide(String text) {
    return redaction.hide(Text.printable(text));
  }

  private static String shortened(String text) {
    return text.length() <= WIDEST
        ? text
        : text.substring(0, WIDEST) + "... (" + text.length() + " characters)";
  }
}
