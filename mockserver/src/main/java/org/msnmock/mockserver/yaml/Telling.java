package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that say what a step is, with the keys that may stand beside them. */
@SuppressWarnings("ImmutableEnumChecker") // the sets are copies that nobody can change
enum Telling {
  C(
      "C",
      "within between not-before since early headers auth body mime bytes file as",
      "p2p blocks pass"),
  S("S", "after headers wire body mime bytes file as", "p2p blocks"),
  GARBAGE("garbage", "after", ""),
  ACCEPT("accept", "within between not-before since as", ""),
  USE("use", "", ""),
  EXPECT_CLOSE("expect-close", "within between not-before since", ""),
  CLOSE("close", "after", ""),
  RESET("reset", "after", ""),
  REFUSE("refuse", "", ""),
  ONE_OF("one-of", "", ""),
  OPTIONAL("optional", "until", ""),
  ANY_ORDER("any-order", "", ""),
  PARALLEL("parallel", "", ""),
  REPEAT("repeat", "steps collect until", ""),
  BACKGROUND("background", "steps", ""),
  INCLUDE("include", "with export", ""),
  SET("set", "", ""),
  DO("do", "args", ""),
  SEE("see", "args within between not-before since", ""),
  PAUSE("pause", "", ""),
  MARK("mark", "", ""),
  IF("if", "then else", ""),
  CHECK("check", "", ""),
  QUIET("quiet", "for", "since"),
  VERDICT("verdict", "", ""),
  NOTE("note", "", "");

  private static final String COMMON = "why covers level";

  /** Companions of every step. */
  static final Set<String> OF_EVERY_STEP = words(COMMON);

  /** Steps of the language that this version does not play. */
  static final Set<String> LATER = Set.of("dial");

  private final String word;
  private final Set<String> own;
  private final Set<String> companions;
  private final Set<String> later;
  private final String beside;

  Telling(String word, String companions, String later) {
    this.word = word;
    this.own = words(companions);
    this.companions = words(COMMON + " " + companions);
    this.later = words(later);
    this.beside = "beside \"" + word + "\"";
  }

  private static Set<String> words(String text) {
    Set<String> out = new HashSet<>(List.of(text.split(" ")));
    out.remove("");
    return Set.copyOf(out);
  }

  String word() {
    return word;
  }

  /** Companions that not every step has. */
  Set<String> ownCompanions() {
    return own;
  }

  /** With {@code why}, {@code covers} and {@code level}. */
  Set<String> companions() {
    return companions;
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

  static boolean isLater(String key) {
    return LATER.contains(firstWord(key));
  }

  static Optional<Telling> of(String key) {
    String first = firstWord(key);
    for (Telling telling : values()) {
      if (telling.word.equals(first) && (telling.hasSubject() || first.length() == key.length())) {
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
    return isLater(key)
        || of(key).isPresent()
        || List.of(values()).stream()
            .anyMatch(telling -> telling.companions.contains(key) || telling.later.contains(key));
  }

  static List<String> allWords() {
    List<String> out = new ArrayList<>(LATER);
    for (Telling telling : values()) {
      out.add(telling.word);
    }
    out.sort(null);
    return out;
  }

  private static String firstWord(String key) {
    int blank = key.indexOf(' ');
    return blank < 0 ? key : key.substring(0, blank);
  }
}
