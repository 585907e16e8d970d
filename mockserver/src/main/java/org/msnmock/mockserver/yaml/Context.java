package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.msnmock.mockserver.dialogue.Function;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** Where reading stands: the file, the names in sight, and what steps inherit. */
final class Context {
  private static final Set<String> RESERVED =
      Set.of("trid", "len", "absent", "now", "random", "entry", "ca", "peer");

  private static final int MOST_NAMES = 1000;

  private final Build build;
  private final Report report;
  private final Flow flow;
  private final Map<String, Name> slots;
  private final Map<String, Target> connections;
  private final Map<String, Duration> durations;
  private final Inherited inherited;
  private final Part part;
  private final Optional<Conn> ruleConn;

  private Context(
      Build build,
      Report report,
      Flow flow,
      Map<String, Name> slots,
      Map<String, Target> connections,
      Map<String, Duration> durations,
      Inherited inherited,
      Part part,
      Optional<Conn> ruleConn) {
    this.build = build;
    this.report = report;
    this.flow = flow;
    this.slots = slots;
    this.connections = connections;
    this.durations = durations;
    this.inherited = inherited;
    this.part = part;
    this.ruleConn = ruleConn;
  }

  /** What steps inside of a block have when they state none of their own. */
  record Inherited(Level level, List<String> covers) {
    static final Inherited NOTHING = new Inherited(Level.MUST, List.of());
  }

  /** The outermost context of a file; connections are shared with its includer. */
  static Context of(Build build, Report report, Wires wires, Inherited inherited) {
    return new Context(
        build,
        report,
        new Flow(wires),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        inherited,
        Part.SCRIPT,
        Optional.empty());
  }

  /** The same file, on a way of its own. */
  Context branch() {
    return with(flow.copy(), slots, inherited);
  }

  /** A branch beside others, all of which are played. */
  Context fork() {
    return with(flow.fork(), slots, inherited);
  }

  /** Such a branch, whose new names are its own. */
  Context forkWithNames() {
    return with(flow.fork(), new HashMap<>(slots), inherited);
  }

  Context inheriting(Inherited other) {
    return with(flow, slots, other);
  }

  private Context with(Flow otherFlow, Map<String, Name> otherSlots, Inherited otherInherited) {
    return new Context(
        build,
        report,
        otherFlow,
        otherSlots,
        connections,
        durations,
        otherInherited,
        part,
        ruleConn);
  }

  /** A background rule: it sees the names of its block, and learns for itself alone. */
  Context rule(Conn conn) {
    return with(Part.RULE_HEAD, flow.apart(), new HashMap<>(), conn);
  }

  /** What a background rule does after its head. */
  Context answer() {
    return with(Part.RULE_ANSWER, flow, slots, ruleConn.orElseThrow());
  }

  private Context with(Part otherPart, Flow otherFlow, Map<String, Name> otherSlots, Conn conn) {
    return new Context(
        build,
        report,
        otherFlow,
        otherSlots,
        connections,
        durations,
        inherited,
        otherPart,
        Optional.of(conn));
  }

  /** What the steps belong to. */
  enum Part {
    SCRIPT,
    RULE_HEAD,
    RULE_ANSWER
  }

  boolean isRule() {
    return part != Part.SCRIPT;
  }

  boolean isAnswer() {
    return part == Part.RULE_ANSWER;
  }

  Build build() {
    return build;
  }

  Report report() {
    return report;
  }

  Flow flow() {
    return flow;
  }

  Wires wires() {
    return flow.wires();
  }

  Inherited inherited() {
    return inherited;
  }

  /** Parameters that are connections. */
  Map<String, Target> connections() {
    return connections;
  }

  /** Parameters that are durations. */
  Map<String, Duration> durations() {
    return durations;
  }

  /** In a background rule, the connection on which its line came. */
  Optional<Conn> ruleConn() {
    return ruleConn;
  }

  /** A name gets a value here. */
  Name learn(String text, Name.Visibility visibility, Piece.Equality equality, Span span) {
    if (isReserved(text)) {
      report.add(Code.D107, span, "\"%s\" is reserved and cannot be a name".formatted(text));
    } else if (flow.known().containsKey(text) && slots.containsKey(text)) {
      report.add(
          Code.D203,
          span,
          "{%s} has a value already, which is lost here".formatted(text),
          "fix: give it another name");
    } else if (isGiven(text) && !slots.containsKey(text)) {
      report.add(Code.D203, span, "{%s} hides the client's own from here on".formatted(text));
    }
    Name name = define(text, visibility, equality, span);
    build.overwritten(name);
    return name;
  }

  private boolean isGiven(String text) {
    return Build.isGiven(text) && !build.cast().areSeveral();
  }

  /** A name that has its value from the start: a constant or parameter. */
  Name define(String text, Name.Visibility visibility, Piece.Equality equality, Span span) {
    Name name = slots.get(text);
    if (name == null && slots.size() >= MOST_NAMES) {
      report.add(
          Code.D107,
          span,
          String.format(Locale.ROOT, "more than %,d names in one file", MOST_NAMES));
      return build.name(text, visibility);
    }
    if (name == null) {
      name = build.name(text, visibility);
      slots.put(text, name);
      build.learned(name, span, report);
    }
    flow.known().put(text, new Flow.Known(name, equality));
    flow.perhaps().remove(text);
    return name;
  }

  /**
   * Names that one word gives: {@code as: x} gives {@code x.line} and others.
   *
   * @param parts what stands behind the word
   */
  List<Name> defineTogether(Scalar word, List<String> parts, Name.Visibility visibility) {
    String text = word.text();
    if (parts.stream().anyMatch(part -> flow.known().containsKey(text + part))) {
      report.add(Code.D203, word.span(), "\"%s\" is kept already, and lost here".formatted(text));
    }
    if (slots.size() > MOST_NAMES) {
      report.add(
          Code.D107,
          word.span(),
          String.format(Locale.ROOT, "more than %,d names in one file", MOST_NAMES));
    }
    List<Name> names = new ArrayList<>();
    for (String part : parts) {
      names.add(slots.computeIfAbsent(text + part, whole -> build.name(whole, visibility)));
      flow.known()
          .put(text + part, new Flow.Known(names.get(names.size() - 1), Piece.Equality.EXACT));
      flow.perhaps().remove(text + part);
    }
    build.learnedTogether(names, text, word.span(), report);
    return names;
  }

  boolean isReserved(String text) {
    return hasMeaning(text) || build.cast().has(text);
  }

  /** Whether the language uses this word itself. */
  static boolean hasMeaning(String text) {
    return RESERVED.contains(text)
        || Role.fromWord(text).isPresent()
        || Function.fromWord(text).isPresent();
  }

  /** How to find a text that can be a name, where this one cannot. */
  String nameHint(String text) {
    return isReserved(text)
        ? "fix: choose another name; \"%s\" has a meaning of its own".formatted(text)
        : "fix: a name is a letter, then letters, digits, - and _";
  }

  /** A name that must have a value here; empty, and reported, when it has none. */
  Optional<Flow.Known> known(String text, Span span) {
    Optional<Flow.Known> found = find(text);
    if (found.isPresent()) {
      return found;
    }
    Name perhaps = flow.perhaps().get(text);
    if (perhaps != null) {
      build.used(perhaps);
      report.add(
          Code.D204,
          span,
          "{%s} is not learned on every way that leads here".formatted(text),
          "fix: {%s?} leaves it out where it is unknown, {%s?x} puts x there"
              .formatted(text, text));
    } else {
      unknown(text, span);
    }
    return Optional.empty();
  }

  /** A name that may have a value here; empty, and reported, when it never has. */
  Optional<Flow.Known> perhaps(String text, Span span) {
    Optional<Flow.Known> found = find(text);
    Name perhaps = flow.perhaps().get(text);
    if (found.isEmpty() && perhaps != null) {
      found = Optional.of(new Flow.Known(perhaps, Piece.Equality.EXACT));
      build.used(perhaps);
    } else if (found.isEmpty()) {
      unknown(text, span);
    }
    return found;
  }

  private Optional<Flow.Known> find(String text) {
    Flow.Known known = flow.known().get(text);
    if (known != null) {
      build.used(known.name());
      return Optional.of(known);
    }
    return flow.perhaps().containsKey(text) ? Optional.empty() : build.given(text);
  }

  private void unknown(String text, Span span) {
    if (connections.containsKey(text)) {
      report.add(
          Code.D201, span, "{%s} is a connection, which cannot stand in a text".formatted(text));
      return;
    }
    if (Build.isGiven(text)) { // or it were known
      report.add(
          Code.D503,
          span,
          "{%s} of which client? there are %s".formatted(text, build.cast().listed()),
          "fix: write  {%s}  or another's".formatted(build.cast().example(text)));
      return;
    }
    Set<String> near = new TreeSet<>(flow.known().keySet());
    near.addAll(flow.perhaps().keySet());
    List<String> candidates = new ArrayList<>(near);
    Build.givenWords().forEach(word -> candidates.addAll(build.cast().spellings(word)));
    String meant =
        Nearest.to(text, candidates)
            .or(() -> Nearest.begunBy(text, candidates))
            .map("     did you mean {%s}?"::formatted)
            .orElse("");
    List<String> listed = new ArrayList<>(flow.known().keySet());
    for (String word : List.of("user", "password", "name", "ticket")) {
      build.cast().spellings(word).stream().filter(s -> !listed.contains(s)).forEach(listed::add);
    }
    String known = String.join(", ", listed.subList(0, Math.min(20, listed.size())));
    report.add(
        Code.D201,
        span,
        "{%s} is not known here".formatted(text),
        "known: %s%s  to learn it write {%s=*}".formatted(known, meant, text));
  }
}
