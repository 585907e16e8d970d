package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The keys that say what a step is, with the keys that may stand beside them. */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the sets after the constructor
enum Telling {
  C(
      "C",
      Shape.LINE,
      "A line that the client has to send, token by token. C ns names the connection; on "
          + "nexus and login it is a request, as in C login: GET /login2.srf. {name=pattern} "
          + "learns, {name} has to be equal, {*} is any token, {**} the rest.",
      "within between not-before since early headers auth body mime bytes file p2p blocks as pass",
      ""),
  S(
      "S",
      Shape.LINE,
      "A line that we send. S ns names the connection; on nexus and login it is an answer, "
          + "as in S login: 200 OK. {name} and {trid} are filled in, {len} is the length of the "
          + "payload.",
      "after headers wire body mime bytes file p2p blocks as",
      ""),
  GARBAGE("garbage", Shape.GARBAGE, "Bytes that are no line, sent to the client.", "after", ""),
  ACCEPT(
      "accept",
      Shape.LISTENER,
      "The client has to connect to ds, ns, sb or peer. The connection is current from now on.",
      "within between not-before since as",
      ""),
  DIAL(
      "dial",
      Shape.PEER,
      "We connect to the client, which said where it listens. The connection is current from now "
          + "on.",
      "to! within as",
      ""),
  USE(
      "use",
      Shape.CONNECTION,
      "Makes a connection the current one, which C and S mean when they name none.",
      "",
      ""),
  EXPECT_CLOSE(
      "expect-close",
      Shape.CONNECTION,
      "The client has to close this connection.",
      "within between not-before since",
      ""),
  CLOSE("close", Shape.CONNECTION, "We close this connection.", "after", ""),
  RESET("reset", Shape.CONNECTION, "We break this connection.", "after", ""),
  REFUSE("refuse", Shape.ROLE, "From now on nobody listens there: the client is refused.", "", ""),
  ONE_OF(
      "one-of",
      Shape.BRANCHES,
      "One of these branches is played: the top-most whose first step fits what the client "
          + "does next.",
      "",
      ""),
  OPTIONAL(
      "optional",
      Shape.SOME_STEPS,
      "Steps that are played once if the client does the first of them, and else not.",
      "until",
      ""),
  ANY_ORDER(
      "any-order",
      Shape.BRANCHES,
      "All of these branches are played, in whatever order the client goes through them.",
      "",
      ""),
  PARALLEL(
      "parallel",
      Shape.BRANCHES,
      "All of these branches are played side by side. Each reads connections of its own.",
      "",
      ""),
  REPEAT(
      "repeat",
      Shape.TIMES,
      "Plays its steps as often as this says: 3, 1..5, 1..*.",
      "steps! collect until",
      ""),
  BACKGROUND(
      "background",
      Shape.RULES,
      "Rules that answer what the script does not await, while these steps are played.",
      "steps!",
      ""),
  INCLUDE(
      "include",
      Shape.TEXT,
      "Plays a fragment. The file is searched in this file's folder and in those above.",
      "with export",
      ""),
  SET("set", Shape.VALUES, "Gives values to names, in this order.", "", ""),
  DO(
      "do",
      Shape.VERB,
      "Asks the client to act, as its user would. Without an adapter the dialogue is "
          + "unsupported.",
      "args",
      ""),
  SEE(
      "see",
      Shape.EVENT,
      "What the client has to tell its user. Without an adapter the step is skipped.",
      "args within between not-before since",
      ""),
  PAUSE("pause", Shape.DURATION, "Waits: 200ms, 5s, 2m.", "", ""),
  MARK("mark", Shape.NAME, "Gives a name to this moment, for since and elapsed(name).", "", ""),
  IF(
      "if",
      Shape.TEXT,
      "A condition, as in  ack == \"A\" or count(added) > 2  with == != < <= > >= contains "
          + "in matches and or not.",
      "then! else",
      ""),
  CHECK(
      "check",
      Shape.TEXT,
      "A condition that has to hold, as in  elapsed(start) < 10s and effects contains \"B\".",
      "",
      ""),
  QUIET(
      "quiet",
      Shape.DURATION,
      "For so long nothing may come, but what background rules answer.",
      "for",
      "since"),
  VERDICT(
      "verdict",
      Shape.VERDICT,
      "Sets a verdict. The play goes on after informational and non-strict, and ends with "
          + "unsupported and failed.",
      "",
      ""),
  NOTE("note", Shape.TEXT, "Writes a text into the journal.", "", "");

  /** Beside every step. */
  private static final String COMMON = "why covers level";

  /** The companions of every step. */
  static final Set<String> OF_EVERY_STEP = Set.copyOf(split(COMMON));

  private final Key key;
  private final Map<String, Key> companions = new LinkedHashMap<>();
  private final Set<String> words;
  private final Set<String> needed = new LinkedHashSet<>();
  private final Set<String> later;
  private final String beside;

  /**
   * @param text what editors say of the step
   * @param companions words of {@link Keys#COMPANIONS}; a ! stands behind what must not be missing
   * @param later companions that this version does not read
   */
  Telling(String word, Shape shape, String text, String companions, String later) {
    this.key = new Key(word, shape, text);
    for (String companion : split(companions + " " + COMMON)) {
      String bare = companion.replace("!", "");
      this.companions.put(bare, Keys.COMPANIONS.find(bare).orElseThrow());
      if (!bare.equals(companion)) {
        needed.add(bare);
      }
    }
    this.words = Set.copyOf(this.companions.keySet());
    this.later = Set.copyOf(split(later));
    this.beside = "beside \"" + word + "\"";
  }

  private static List<String> split(String words) {
    return Stream.of(words.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  String word() {
    return key.word();
  }

  /** The telling key itself. */
  Key key() {
    return key;
  }

  /** Companions that not every step has. */
  Set<String> ownCompanions() {
    Set<String> own = new TreeSet<>(words);
    own.removeAll(OF_EVERY_STEP);
    return own;
  }

  /** With {@code why}, {@code covers} and {@code level}. */
  Set<String> companions() {
    return words;
  }

  /** The companions with what they mean, the step's own before those of all steps. */
  List<Key> companionKeys() {
    return List.copyOf(companions.values());
  }

  /** Companions without which there is no such step. */
  Set<String> needed() {
    return needed;
  }

  /** Companions that this version does not read. */
  Set<String> later() {
    return later;
  }

  /** For messages about companions. */
  String beside() {
    return beside;
  }

  /** Whether a connection or client may stand behind the word, as in {@code C ns}. */
  boolean hasSubject() {
    return this == C || this == S || this == GARBAGE || this == DO || this == SEE;
  }

  /** Whether below it names stand, each with steps of its own. */
  boolean hasBranches() {
    return this == ONE_OF || this == ANY_ORDER || this == PARALLEL;
  }

  static Optional<Telling> of(String key) {
    String first = firstWord(key);
    for (Telling telling : values()) {
      if (telling.word().equals(first)
          && (telling.hasSubject() || first.length() == key.length())) {
        return Optional.of(telling);
      }
    }
    return Optional.empty();
  }

  /** What stands behind the first word of a key: a connection or client. */
  static String subject(String key) {
    int blank = key.indexOf(' ');
    return blank < 0 ? "" : key.substring(blank + 1);
  }

  /** Whether a step may have this key, with or without a connection behind it. */
  static boolean isKey(String key) {
    return of(key).isPresent()
        || List.of(values()).stream()
            .anyMatch(
                telling -> telling.companions.containsKey(key) || telling.later.contains(key));
  }

  static List<String> allWords() {
    List<String> out = new ArrayList<>();
    for (Telling telling : values()) {
      out.add(telling.word());
    }
    out.sort(null);
    return out;
  }

  private static String firstWord(String key) {
    int blank = key.indexOf(' ');
    return blank < 0 ? key : key.substring(0, blank);
  }
}
