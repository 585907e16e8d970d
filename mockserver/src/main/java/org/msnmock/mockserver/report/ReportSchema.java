package org.msnmock.mockserver.report;

import static org.msnmock.mockserver.schema.Schema.list;
import static org.msnmock.mockserver.schema.Schema.ref;
import static org.msnmock.mockserver.schema.Schema.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.schema.Schema;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.yaml.Acceptance;

/**
 * The schema of what {@link JsonReport} writes, property by property in the same order, for whoever
 * writes a program that reads it.
 */
public final class ReportSchema {
  private static final Schema TEXT = type("string");
  private static final Schema TEXTS = list(TEXT);
  private static final Schema COUNT = type("integer").with("minimum", 0);
  private static final Schema ORDINAL = type("integer").with("minimum", 1);
  private static final Schema SECONDS = type("number").with("minimum", 0);
  private static final Schema YES_OR_NO = type("boolean");
  private static final Schema WORD = words(Stream.of(Outcome.values()).map(Outcome::word).toList());

  private ReportSchema() {}

  /** The whole document. */
  public static Schema schema() {
    Map<String, Schema> definitions = new LinkedHashMap<>();
    definitions.put("case", one());
    definitions.put("step", scriptStep());
    definitions.put("deviation", deviation());
    definitions.put("entry", entry());
    definitions.put("subject", subject());
    definitions.put("requirement", requirement());
    definitions.put("showing", showing());
    Schema document =
        Schema.document("A run of msnmock: report.json")
            .with("$comment", "Made by: msnmock schema report");
    return run().into(document).with("definitions", definitions);
  }

  /** The properties of an object. Others there are none. */
  private static final class Properties {
    private final Map<String, Schema> all = new LinkedHashMap<>();
    private final List<String> always = new ArrayList<>();

    /** One that is always there. */
    Properties always(String name, Schema value, String text) {
      always.add(name);
      return sometimes(name, value, text);
    }

    /** One that is there when there is something to say; the text says when. */
    Properties sometimes(String name, Schema value, String text) {
      all.put(name, value.described(text));
      return this;
    }

    /** Where something is written. */
    Properties place(String what) {
      return always(
              "file",
              TEXT,
              "The file of %s, seen from the folder of the dialogues.".formatted(what))
          .always("line", ORDINAL, "The line there, counted from 1.")
          .always("column", ORDINAL, "The column there, in code points, counted from 1.");
    }

    Schema into(Schema schema) {
      return schema
          .with("type", "object")
          .with("properties", all)
          .with("required", always)
          .closed();
    }

    Schema object() {
      return into(Schema.anything());
    }
  }

  private static Properties run() {
    return new Properties()
        .always("format", words(List.of(ReportDocument.FORMAT)), "What this document is.")
        .always(
            "version",
            Schema.anything().with("const", ReportDocument.VERSION),
            "The version of the format. Keys are added without a new one; none changes its meaning.")
        .always("began", moment(), "When the run began.")
        .always("seconds", SECONDS, "How long it took.")
        .always(
            "end",
            words(RunReport.End.values()),
            "How it ended: finished, all selected cases were judged; failed-fast, at the first"
                + " failure, as was asked for; interrupted, from outside; stopped, for want of a client"
                + " or a port.")
        .always("selected", COUNT, "How many cases were to be judged.")
        .always("failOn", WORD, "The mildest verdict that makes the run fail.")
        .always("seed", type("integer"), "What the generated values of the run were made from.")
        .always("counts", counts(), "How many cases have each verdict.")
        .always("asBaseline", COUNT, "How many cases have the verdict that the baseline says.")
        .always(
            "cases", list(ref("case")), "The cases that were judged, in the order of their play.")
        .sometimes(
            "notJudged",
            TEXTS,
            "The ids of the selected cases that were not judged, or not in all rounds. Not there where"
                + " all were.")
        .sometimes(
            "requirements",
            list(ref("subject")),
            "What is required of clients, by subject. Not there where the dialogues have no list of"
                + " it.");
  }

  private static Schema subject() {
    return new Properties()
        .always("title", TEXT, "The subject.")
        .always("requirements", list(ref("requirement")), "What is required.")
        .object();
  }

  private static Schema requirement() {
    return new Properties()
        .always("id", TEXT, "The id by which dialogues name it.")
        .always(
            "level",
            words(Stream.of(Level.values()).map(Level::word).toList()),
            "How much it weighs when a client does otherwise.")
        .always("text", TEXT, "What a client does, in a sentence.")
        .sometimes("source", TEXT, "Who says so. Not there where nobody is named.")
        .sometimes("note", TEXT, "What is uncertain about it. Not there where nothing is.")
        .sometimes("uncovered", TEXT, "Why no dialogue covers it. Not there where one does.")
        .sometimes(
            "verdict",
            WORD,
            "The worst of its cases. Not there where none of them came to judge it.")
        .always("cases", list(ref("showing")), "The cases of this run that are about it.")
        .object();
  }

  private static Schema showing() {
    return new Properties()
        .always("id", TEXT, "The id of the case.")
        .always("round", ORDINAL, "Its round.")
        .sometimes(
            "verdict",
            WORD,
            "What the case says of the requirement. Not there where it ended before it came to it.")
        .object();
  }

  private static Schema moment() {
    return TEXT.with("format", "date-time");
  }

  private static Schema counts() {
    Properties counts = new Properties();
    for (Outcome outcome : Outcome.values()) {
      counts.always(outcome.word(), COUNT, "How many cases are %s.".formatted(outcome.word()));
    }
    return counts.object();
  }

  private static Schema one() {
    return new Properties()
        .always("id", TEXT, "The dialogue's id, and behind it, in brackets, the name of the case.")
        .always("round", ORDINAL, "The round, more than 1 where each case is played several times.")
        .always("title", TEXT, "What the dialogue is about.")
        .sometimes("source", TEXT, "Its source, as the dialogue names it. Not there without one.")
        .always("file", TEXT, "Its file, seen from the folder of the dialogues.")
        .always("covers", TEXTS, "The requirements that it shows, by their ids.")
        .always("tags", TEXTS, "Its tags, in alphabetical order.")
        .always("verdict", WORD, "The worst verdict that was reached.")
        .always("failed", YES_OR_NO, "Whether this case makes the run fail.")
        .always("reason", TEXT, "Why, in a sentence. Empty where the verdict is ok.")
        .sometimes(
            "baseline", baseline(), "What the baseline says. Not there where it says nothing.")
        .always("began", moment(), "When the case began.")
        .always("seconds", SECONDS, "How long it took.")
        .always("seed", type("integer"), "What its generated values were made from.")
        .always("stepsDone", COUNT, "How many steps were done.")
        .always("steps", COUNT, "How many steps the dialogue has, includes opened.")
        .always(
            "script",
            list(ref("step")),
            "All its steps, in the order of the file, and the branches among them.")
        .always("branches", TEXTS, "The ways that were taken, as in  33:3 one-of: leaves.")
        .always("rules", Schema.map(COUNT), "How often each background rule was used, by its name.")
        .always(
            "deviations",
            list(ref("deviation")),
            "What the client did otherwise, in order. What ended the play is the last.")
        .always("journal", list(ref("entry")), "All that happened, in order.")
        .always("dropped", COUNT, "How many entries the journal had no room for.")
        .always("client", TEXTS, "What the client wrote, line by line, secrets hidden.")
        .always("log", TEXT, "The file with the log of this case, beside this report.")
        .always("observed", TEXT, "The file with what happened as a dialogue, beside this report.")
        .always("again", TEXT, "The command that plays this case again.")
        .sometimes(
            "accept",
            acceptance(),
            "How the dialogue would have to change for this to be right. Not there where nothing"
                + " deviated.")
        .object();
  }

  private static Schema acceptance() {
    Schema edit =
        new Properties()
            .always(
                "do",
                words(Stream.of(Acceptance.Kind.values()).map(ReportMaker::word).toList()),
                "What is done to the step.")
            .place("the change")
            .always("source", TEXT, "The line as it was read.")
            .always("text", TEXT, "What is to stand there. Empty for nothing.")
            .object();
    return new Properties()
        .sometimes("refused", TEXT, "Why it cannot be. Not there where it can.")
        .always("edits", list(edit), "The changes, none where it cannot be.")
        .object();
  }

  private static Schema scriptStep() {
    return new Properties()
        .always(
            "kind", words(ReportDocument.Step.Sort.values()), "A step, or a branch that begins.")
        .always("depth", type("integer").with("minimum", 0), "How many blocks it stands in.")
        .always("text", TEXT, "The step as it stands there; of a branch its name.")
        .sometimes("number", ORDINAL, "Its number from 1 on. Not there for a branch.")
        .sometimes(
            "fate",
            TEXT,
            "What became of it: done, not reached, no trace, or the verdict of a deviation. Not there"
                + " for blocks and branches.")
        .sometimes("file", TEXT, "Its file, seen from the folder of the dialogues.")
        .sometimes("line", ORDINAL, "The line there, counted from 1.")
        .sometimes("why", TEXT, "Its why. Not there without one.")
        .object();
  }

  private static Schema baseline() {
    return new Properties()
        .always("verdict", WORD, "The verdict that is known.")
        .sometimes("why", TEXT, "The reason that is written there. Not there without one.")
        .place("the baseline")
        .object();
  }

  private static Schema deviation() {
    return new Properties()
        .always(
            "kind",
            words(Stream.of(Deviation.Kind.values()).map(Enum::name).toList()),
            "What sort of thing happened.")
        .always("verdict", WORD, "The verdict that it makes.")
        .always("time", SECONDS, "When, in seconds since the play began.")
        .always("summary", TEXT, "What happened, in a sentence.")
        .sometimes(
            "step", step(), "The step that was awaiting, or the nearest. Not there without one.")
        .sometimes("connection", TEXT, "The connection, as in  ns #1. Not there without one.")
        .sometimes("expected", TEXT, "The line that was awaited. Not there where none was.")
        .sometimes("received", TEXT, "The line or request that came. Not there where none came.")
        .sometimes(
            "mismatch",
            mismatch(),
            "Where what came is not what was awaited. Not there where nothing can be compared.")
        .always(
            "picture",
            TEXTS,
            "The line of the dialogue with its number, and a line of carets below the part that was"
                + " not met. Empty without a place.")
        .sometimes(
            "origin",
            TEXT,
            "Where the expected value came from. Not there where it stands in the dialogue itself.")
        .always("elseOk", TEXTS, "What else would have been right at this moment.")
        .always("hints", TEXTS, "Likely causes, the likeliest first.")
        .object();
  }

  private static Schema step() {
    return new Properties()
        .always("number", COUNT, "Its number from 1 on; 0 in a background rule.")
        .place("the step")
        .always("text", TEXT, "The step as it stands there.")
        .sometimes("why", TEXT, "Its why. Not there without one.")
        .always("covers", TEXTS, "The requirements at stake in it, by their ids.")
        .always(
            "level",
            words(Stream.of(Level.values()).map(Level::word).toList()),
            "How much a deviation at it weighs.")
        .always("includedFrom", TEXTS, "The includes that lead there, the innermost first.")
        .object();
  }

  private static Schema mismatch() {
    return new Properties()
        .always(
            "part",
            words(Stream.of(Mismatch.Part.values()).map(Mismatch.Part::word).distinct().toList()),
            "What is not as it was awaited.")
        .always(
            "index",
            COUNT,
            "The token, counted from 0; in other parts, how many things before it are right.")
        .place("the pattern that was not met")
        .always(
            "expected", TEXT, "What would have been right, values filled in. Empty for nothing.")
        .always("received", TEXT, "What stood there. Empty for nothing.")
        .object();
  }

  private static Schema entry() {
    return new Properties()
        .always("time", SECONDS, "When, in seconds since the play began.")
        .always("kind", words(kinds()), "What sort of thing happened.")
        .sometimes("connection", TEXT, "The connection of a line, as in  ns #1.")
        .sometimes("line", TEXT, "The line, without its payload.")
        .sometimes("payload", TEXTS, "The payload of the line, cut at its line ends.")
        .sometimes("bytes", COUNT, "The length of that payload, in bytes.")
        .sometimes("step", TEXT, "The place of the step that took or sent the line.")
        .sometimes("fault", TEXT, "What was done to the bytes of a line that we sent.")
        .sometimes("text", TEXT, "What happened, where it is about no line.")
        .sometimes(
            "way",
            words(ChartRow.Way.values()),
            "Which way it goes: to-server; to-client; stays, at one of them; apart, said by nobody. Not"
                + " there for what only repeats another entry.")
        .sometimes("client", TEXT, "Whose it is, where the dialogue has several clients.")
        .sometimes("lane", TEXT, "The connection or the service of HTTP. Not there without one.")
        .sometimes(
            "look",
            words(ChartRow.Look.values()),
            "What it is for the eye: said, open, close, bad or a note. There with a way.")
        .sometimes("words", TEXT, "What happened, in a few words, where the fault does not say it.")
        .sometimes("code", TEXT, "What was on the wire, where it is not the line.")
        .sometimes(
            "details", TEXTS, "Headers and the beginning of the body of a request or an answer.")
        .sometimes("by", TEXT, "The step or rule that did it or took it.")
        .object();
  }

  private static Schema words(ReportDocument.Word... words) {
    return words(Stream.of(words).map(ReportDocument.Word::word).toList());
  }

  private static Schema words(List<String> words) {
    return Schema.words(words);
  }

  private static List<String> kinds() {
    return Stream.of(Entry.class.getPermittedSubclasses())
        .filter(Entry::isTold)
        .map(ReportMaker::kind)
        .sorted()
        .toList();
  }
}
