package org.msnmock.mockserver.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Baseline;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/**
 * A case that was judged, with all that is told about it.
 *
 * @param round from 1; more than 1 where a run plays each case several times
 * @param began when it was started
 * @param clientLog what the client wrote
 * @param known what the baseline says of it
 * @param again the command line that plays it again; empty where there is none
 */
public record CaseReport(
    Result result,
    int round,
    Instant began,
    List<String> clientLog,
    Optional<Baseline.Known> known,
    String again) {
  /** Characters of one line that are shown. */
  private static final int WIDTH = 2000;

  /** What stands in an explanation has to be short: lines, and characters of each. */
  private static final int LAST_WORDS = 5;

  private static final int LAST_WORDS_WIDTH = 200;

  private static final String ERROR_OUTPUT = "err  ";

  /** Stands behind what a client told in a form that we don't understand, before the reason. */
  private static final String NOT_TAKEN = "   [not taken";

  private static final int MOST_NOT_TAKEN = 2;

  private static final Pattern END = Pattern.compile("note the client ended, exit code (-?\\d+)");

  /** All is well, not for me, and ended by us with KILL or TERM. */
  private static final Set<String> NO_ERRORS = Set.of("0", "77", "137", "143");

  public CaseReport {
    clientLog = List.copyOf(clientLog);
  }

  /** A case that no baseline knows, and no command line plays again. */
  public CaseReport(Result result, int round, Instant began, List<String> clientLog) {
    this(result, round, began, clientLog, Optional.empty(), "");
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
    return fileName(".txt");
  }

  /** {@code signin.redirect.observed.dialogue.yaml}. */
  String observedName() {
    return fileName(ObservedDialogue.SUFFIX);
  }

  private String fileName(String suffix) {
    String id = result.caseId().replace("[", "+").replace("]", "");
    String safe = id.replaceAll("[^A-Za-z0-9._+-]", "_");
    String bounded =
        safe.length() <= 150
            ? safe
            : safe.substring(0, 150) + "_" + Integer.toHexString(safe.hashCode());
    return bounded + (round == 1 ? "" : "_round" + round) + suffix;
  }

  public Outcome outcome() {
    return result.outcome();
  }

  /**
   * Whether it failed, and no client came. A refused connection is none: a case that is ok without
   * one has seen its client all the same.
   */
  boolean hadNobody() {
    return outcome() == Outcome.FAILED
        && result.journal().stream().noneMatch(CaseReport::isContact);
  }

  private static boolean isContact(Entry entry) {
    return entry instanceof Entry.Connected
        || entry instanceof Entry.Requested
        || entry instanceof Entry.HandshakeFailed;
  }

  /** Whether it has the verdict that the baseline says: it is known, and nothing is new. */
  public boolean isAsKnown() {
    return known.map(one -> one.outcome() == outcome()).orElse(false);
  }

  /** Whether the baseline says another verdict, a worse one perhaps: the file has to be changed. */
  public boolean isAgainstBaseline() {
    return known.isPresent() && !isAsKnown();
  }

  /** In a sentence, with what the baseline has to do with it; empty for ok. */
  public String reason() {
    String reason = shown(result.reason());
    return known
        .map(this::baseline)
        .map(baseline -> reason.isEmpty() ? baseline : "%s (%s)".formatted(reason, baseline))
        .orElse(reason);
  }

  /** The explanation, several lines. */
  public String explanation() {
    boolean wanted = outcome() != Outcome.OK && !again.isEmpty();
    return Explanation.of(result, wordsOfTheClient())
        + known.map(one -> "  %-10s %s\n".formatted("baseline", baseline(one))).orElse("")
        + (wanted ? "  again: %s\n".formatted(hidden(again)) : "");
  }

  private String baseline(Baseline.Known one) {
    if (isAsKnown()) {
      return "as the baseline says" + one.why().map(why -> ": " + Text.printable(why)).orElse("");
    }
    String remedy = outcome() == Outcome.OK ? "remove that line" : "write down what is true now";
    return "%s says %s, it is %s: %s"
        .formatted(one.span().place(), one.outcome().word(), outcome().word(), remedy);
  }

  /** The conversation, line by line, a line feed after each. */
  public String transcript() {
    String lines = new Transcript(result.dialogue(), result.redaction()).of(result.journal());
    return result.dropped() == 0
        ? lines
        : "%s(the journal was full: %s entries were dropped)\n".formatted(lines, result.dropped());
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
        : "%s [and %s characters more]".formatted(safe.substring(0, WIDTH), safe.length() - WIDTH);
  }

  /** What may explain that something did not come: it was told, and not understood. */
  private List<String> wordsOfTheClient() {
    List<String> out = new ArrayList<>();
    List<String> notTaken = clientLog.stream().filter(line -> line.contains(NOT_TAKEN)).toList();
    for (String line : notTaken.subList(0, Math.min(MOST_NOT_TAKEN, notTaken.size()))) {
      int reason = line.lastIndexOf(NOT_TAKEN);
      out.add(shortened(hidden(line.substring(0, reason))));
      out.add(shortened(hidden(line.substring(reason))));
    }
    if (notTaken.size() > MOST_NOT_TAKEN) {
      out.add("   [%s more that were not taken]".formatted(notTaken.size() - MOST_NOT_TAKEN));
    }
    out.addAll(lastWords());
    return out;
  }

  /**
   * How the client ended, where that was an error and before the play did, with the end of its
   * standard error. One that breaks down because we hung up has nothing to say that explains why.
   */
  private List<String> lastWords() {
    Optional<String> code =
        clientLog.stream()
            .map(END::matcher)
            .filter(end -> end.matches() && !NO_ERRORS.contains(end.group(1)))
            .map(end -> end.group(1))
            .findFirst();
    Optional<Deviation> main = result.main();
    if (code.isEmpty() || main.isEmpty() || !mayBeTheEnd(main.get().kind())) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    if (!isToldOf(main.get().kind())) {
      out.add("   [it ended, exit code %s]".formatted(code.get()));
    }
    List<String> errors =
        clientLog.stream()
            .filter(line -> line.startsWith(ERROR_OUTPUT))
            .map(line -> line.substring(ERROR_OUTPUT.length()))
            .filter(line -> !line.isBlank())
            .toList();
    errors.stream()
        .skip(Math.max(0, errors.size() - LAST_WORDS))
        .forEach(line -> out.add(shortened(hidden(line))));
    return out;
  }

  private static boolean isToldOf(Deviation.Kind kind) {
    return kind == Deviation.Kind.CLIENT_ENDED || kind == Deviation.Kind.NOBODY_CAME;
  }

  /** Whether it may be that the client ended, and what is said of it is what came of that. */
  private boolean mayBeTheEnd(Deviation.Kind kind) {
    return isToldOf(kind)
        || kind == Deviation.Kind.CLOSED
        || result.journal().stream().anyMatch(Entry.ClosedByClient.class::isInstance);
  }

  private static String shortened(String text) {
    return text.length() <= LAST_WORDS_WIDTH ? text : text.substring(0, LAST_WORDS_WIDTH) + "...";
  }

  private String hidden(String text) {
    return result.redaction().hide(Text.printable(text));
  }

  /** A line that the client sent on a connection, likewise. */
  String shownLine(String line) {
    return shown(result.redaction().hideLine(line));
  }
}
