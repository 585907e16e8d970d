package org.msnmock.mockserver.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * A run as report.json has it, which is all that its page says: texts with no secrets in them. What
 * each part means says {@link ReportSchema}, where they stand in the same order.
 *
 * <p>Read from a file it may be anybody's. What is not a text or a number is a word of ours.
 */
public record ReportDocument(
    String format,
    int version,
    Instant began,
    double seconds,
    RunReport.End end,
    int selected,
    Outcome failOn,
    long seed,
    Map<Outcome, Integer> counts,
    int asBaseline,
    List<Case> cases,
    Optional<List<String>> notJudged,
    Optional<List<Subject>> requirements) {
  /** The value of {@code format}. */
  static final String FORMAT = "msnmock-report";

  static final int VERSION = 1;

  private static final double NANOSECONDS = 1e9;

  /** {@code 17 cases in 4.2 s: 15 ok, 2 FAILED}. */
  public String summary() {
    return ConsoleText.summary(this);
  }

  Duration took() {
    return duration(seconds);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / NANOSECONDS;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * NANOSECONDS));
  }

  /** A case that was judged. */
  record Case(
      String id,
      int round,
      String title,
      Optional<String> source,
      String file,
      List<String> covers,
      List<String> tags,
      Outcome verdict,
      boolean failed,
      String reason,
      Optional<Known> baseline,
      Instant began,
      double seconds,
      long seed,
      int stepsDone,
      int steps,
      List<Step> script,
      List<String> branches,
      Map<String, Integer> rules,
      List<Deviation> deviations,
      List<Entry> journal,
      long dropped,
      List<String> client,
      String log,
      String observed,
      String again,
      Optional<Acceptance> accept) {

    /** {@code signin.redirect}, {@code signin.redirect #2} in the second round. */
    String name() {
      return name(id, round);
    }

    private static String name(String id, int round) {
      return round == 1 ? id : id + " #" + round;
    }

    Duration took() {
      return duration(seconds);
    }
  }

  /** What is required of clients in one respect. */
  record Subject(String title, List<Requirement> requirements) {}

  /** Something that a client has to do. */
  record Requirement(
      String id,
      String level,
      String text,
      Optional<String> source,
      Optional<String> note,
      Optional<String> uncovered,
      Optional<Outcome> verdict,
      List<Showing> cases) {}

  /** A case that is about a requirement. */
  record Showing(String id, int round, Optional<Outcome> verdict) {

    /** As that of the case. */
    String name() {
      return Case.name(id, round);
    }
  }

  /** How the dialogue would have to change; for {@code msnmock accept}. */
  record Acceptance(Optional<String> refused, List<Edit> edits) {}

  /** A change of one step; {@code what} is {@code do} in the file. */
  record Edit(
      @JsonProperty("do") String what,
      String file,
      int line,
      int column,
      String source,
      String text) {}

  /** What the baseline says. */
  record Known(Outcome verdict, Optional<String> why, String file, int line, int column) {}

  /** A step of the dialogue, or the name of a branch that begins. */
  record Step(
      Sort kind,
      int depth,
      String text,
      Optional<Integer> number,
      Optional<String> fate,
      Optional<String> file,
      Optional<Integer> line,
      Optional<String> why) {

    /** What stands in a script. */
    enum Sort implements Word {
      STEP,
      BRANCH
    }
  }

  /** What the client did otherwise. */
  record Deviation(
      String kind,
      Outcome verdict,
      double time,
      String summary,
      Optional<Awaiting> step,
      Optional<String> connection,
      Optional<String> expected,
      Optional<String> received,
      Optional<Mismatch> mismatch,
      List<String> picture,
      Optional<String> origin,
      List<String> elseOk,
      List<String> hints) {}

  /** The step that was awaiting. */
  record Awaiting(
      int number,
      String file,
      int line,
      int column,
      String text,
      Optional<String> why,
      List<String> covers,
      String level,
      List<String> includedFrom) {

    String place() {
      return "%s:%s:%s".formatted(file, line, column);
    }
  }

  /** Where what came is not what was awaited. */
  record Mismatch(
      String part, int index, String file, int line, int column, String expected, String received) {

    String place() {
      return "%s:%s:%s".formatted(file, line, column);
    }
  }

  /** Something that happened. What has a way is a row of the chart. */
  record Entry(
      double time,
      String kind,
      Optional<String> connection,
      Optional<String> line,
      Optional<List<String>> payload,
      Optional<Integer> bytes,
      Optional<String> step,
      Optional<String> fault,
      Optional<String> text,
      Optional<ChartRow.Way> way,
      Optional<String> client,
      Optional<String> lane,
      Optional<ChartRow.Look> look,
      Optional<String> words,
      Optional<String> code,
      Optional<List<String>> details,
      Optional<String> by) {}

  /** One of a few values, with a word of its own in the document. */
  interface Word {
    /** As in Java. */
    String name();

    /** {@code failed-fast}. */
    default String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
