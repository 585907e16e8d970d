package org.msnmock.mockserver.report;

import java.time.Instant;
import java.util.List;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.wire.Text;

/**
 * A case that was judged, with all that is told about it.
 *
 * @param round from 1; more than 1 where a run plays each case several times
 * @param began when it was started
 * @param clientLog what the client wrote
 * @param again the command line that plays it again; empty where there is none
 */
public record CaseReport(
    Result result, int round, Instant began, List<String> clientLog, String again) {
  /** Characters of one line that are shown. */
  private static final int WIDTH = 2000;

  public CaseReport {
    clientLog = List.copyOf(clientLog);
  }

  /** One that no command line plays again. */
  public CaseReport(Result result, int round, Instant began, List<String> clientLog) {
    this(result, round, began, clientLog, "");
  }

  /** {@code signin.redirect}, {@code signin.redirect #2} in the second round. */
  public String name() {
    return round == 1 ? result.caseId() : result.caseId() + " #" + round;
  }

  /** What stands before the last point of the dialogue's id: {@code signin}. */
  public String folder() {
    String id = result.dialogue().id();
    int point = id.lastIndexOf('.');
    return point < 0 ? "dialogues" : id.substring(0, point);
  }

  /** {@code signin.redirect.txt}; safe on every file system and in a shell. */
  public String fileName() {
    String id = result.caseId().replace("[", "+").replace("]", "");
    String safe = id.replaceAll("[^A-Za-z0-9._+-]", "_");
    String bounded =
        safe.length() <= 150
            ? safe
            : safe.substring(0, 150) + "_" + Integer.toHexString(safe.hashCode());
    return bounded + (round == 1 ? "" : "_round" + round) + ".txt";
  }

  public Outcome outcome() {
    return result.outcome();
  }

  /** In a sentence, empty for ok. */
  public String reason() {
    return shown(result.reason());
  }

  /** The explanation, several lines. */
  public String explanation() {
    String text = Explanation.of(result);
    boolean wanted = outcome() != Outcome.OK && !again.isEmpty();
    return wanted ? "%s  again: %s\n".formatted(text, hidden(again)) : text;
  }

  /** The conversation, line by line, a line feed after each. */
  public String transcript() {
    String lines = new Transcript(result.redaction()).of(result.journal());
    return result.dropped() == 0
        ? lines
        : "%s(the journal was full: %d entries were dropped)\n".formatted(lines, result.dropped());
  }

  /** The client's own words, with secrets hidden. */
  public List<String> shownClientLog() {
    return clientLog.stream().map(this::shown).toList();
  }

  /** Any text of the client, its secrets hidden and control characters written out. */
  String shown(String text) {
    String safe = hidden(text);
    return safe.length() <= WIDTH
        ? safe
        : "%s [and %d characters more]".formatted(safe.substring(0, WIDTH), safe.length() - WIDTH);
  }

  private String hidden(String text) {
    return result.redaction().hide(Text.printable(text));
  }

  /** A line that the client sent on a connection, likewise. */
  String shownLine(String line) {
    return shown(result.redaction().hideLine(line));
  }
}
