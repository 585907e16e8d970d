package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Role;

/** What all files of one dialogue share while it is put together. */
final class Build {
  static final int MAX_STEPS = 100_000;
  private static final long MAX_TEXT = 64L * 1024 * 1024;

  /** What is the same for all clients. */
  private static final String SHARED = "ca.file";

  private static final Map<String, Given> GIVEN = givenNames();

  private final Library library;
  private final Cast cast;
  private final PayloadCommands payloadCommands;
  private final Otherwise otherwise;
  private final List<Name> names = new ArrayList<>();
  private final Map<String, Name> given = new LinkedHashMap<>();
  private final Set<Name> optional = new HashSet<>();
  private final Map<Name, Kind> kinds = new HashMap<>();
  private final Map<Name, Set<String>> constants = new HashMap<>();
  private final BitSet used = new BitSet();
  private final Set<Name> latelyUsed = new LinkedHashSet<>();
  private final List<Learned> learned = new ArrayList<>();
  private final IdentityHashMap<Step, Site> sites = new IdentityHashMap<>();
  private final Set<Service> accepted = new HashSet<>();
  private final Set<Step> again = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Service> entries = new HashMap<>();
  private int aliases;
  private boolean unread;
  private int steps;
  private int ruleSteps;
  private long opened;

  Build(Library library, Cast cast, PayloadCommands payloadCommands, Otherwise otherwise) {
    this.library = library;
    this.cast = cast;
    this.payloadCommands = payloadCommands;
    this.otherwise = otherwise;
  }

  /** What comes from outside: how it is shown and compared. */
  private record Given(Name.Visibility visibility, Piece.Equality equality) {}

  /**
   * Where names got values first, one of which must be used; what they are and what to do.
   *
   * @param fix empty where it is what is to be done of any name
   */
  private record Learned(List<Name> names, String what, String fix, Span span, Report report) {}

  /** The connection of a step that reads or writes, and the report of its file. */
  record Site(Conn conn, Report report) {}

  private static Map<String, Given> givenNames() {
    Given shown = new Given(Name.Visibility.SHOWN, Piece.Equality.EXACT);
    Given hidden = new Given(Name.Visibility.HIDDEN, Piece.Equality.EXACT);
    Map<String, Given> out = new LinkedHashMap<>();
    out.put("user", new Given(Name.Visibility.SHOWN, Piece.Equality.CASELESS));
    out.put("password", hidden);
    out.put("name", shown);
    out.put("ticket", hidden);
    for (String place : List.of("ds", "ns", "sb", "peer", "entry")) {
      for (String part : List.of(".addr", ".host", ".port")) {
        out.put(place + part, shown);
      }
    }
    for (String address : List.of("nexus.url", "login.url", "login.site", "login.alias", SHARED)) {
      out.put(address, shown);
    }
    return out;
  }

  Library library() {
    return library;
  }

  /** The clients under test. */
  Cast cast() {
    return cast;
  }

  PayloadCommands payloadCommands() {
    return payloadCommands;
  }

  /** Whether an emulator answers, and accepts connections, beside the script. */
  boolean isEmulated() {
    return otherwise == Otherwise.EMULATOR;
  }

  /** A new name with a slot of its own. */
  Name name(String text, Name.Visibility visibility) {
    Name name = new Name(text, names.size(), visibility);
    names.add(name);
    return name;
  }

  /** A name has this value from the start, be it in one case only. */
  void constant(Name name, String value) {
    constants.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(value);
  }

  /** A name gets a value that nobody knows yet. */
  void overwritten(Name name) {
    constants.remove(name);
  }

  /** All values that a name can have here; empty where they are not known. */
  Set<String> constants(Name name) {
    return constants.getOrDefault(name, Set.of());
  }

  /** How many names there are so far. */
  int nameCount() {
    return names.size();
  }

  /** The names since then that are given no value from outside. */
  List<Name> namesSince(int count) {
    List<Name> out = new ArrayList<>(names.subList(count, names.size()));
    out.removeAll(given.values());
    return out;
  }

  static boolean isGiven(String text) {
    return GIVEN.containsKey(text);
  }

  /** Names of accounts and of addresses. */
  static List<String> givenWords() {
    return List.copyOf(GIVEN.keySet());
  }

  /**
   * A name whose value comes from outside; the client's name may stand before it, and must where
   * there are several.
   */
  Optional<Flow.Known> given(String text) {
    Cast.Part part = cast.part(text);
    boolean shared = part.word().equals(SHARED);
    Given kind = GIVEN.get(part.word());
    if (kind == null || part.isOpen() && !shared) {
      return Optional.empty();
    }
    String whole =
        part.subject().isEmpty() || shared ? part.word() : part.subject() + "." + part.word();
    Name name = given.computeIfAbsent(whole, one -> name(one, kind.visibility()));
    return Optional.of(new Flow.Known(name, kind.equality()));
  }

  void learned(Name name, Span span, Report report) {
    learned.add(new Learned(List.of(name), "{%s}".formatted(name.text()), "", span, report));
  }

  /** A name is learned of a token of this kind. */
  void ofKind(Name name, Kind kind) {
    kinds.put(name, kind);
  }

  /** A name is learned of a token that may be missing. */
  void mayBeMissing(Name name) {
    optional.add(name);
  }

  /** Names that came by one word: {@code as: x} and {@code mark: x}. */
  void learnedTogether(List<Name> names, String word, Span span, Report report) {
    learned.add(
        new Learned(
            List.copyOf(names), "\"%s\"".formatted(word), "fix: leave it out", span, report));
  }

  void used(Name name) {
    used.set(name.slot());
    latelyUsed.add(name);
  }

  /** Begins to gather anew what is used. */
  void forgetUsed() {
    latelyUsed.clear();
  }

  /** The names used since then, but for those that have their values from outside. */
  List<Name> latelyUsed() {
    List<Name> out = new ArrayList<>(latelyUsed);
    out.removeAll(given.values());
    return out;
  }

  /** Warns of names that got a value for nothing. */
  void reportUnused() {
    for (Learned one : learned) {
      if (one.names().stream().noneMatch(name -> used.get(name.slot()))) {
        one.names().forEach(this::used);
        one.report().add(Code.D202, one.span(), one.what() + " is never used", fix(one));
      }
    }
  }

  private String fix(Learned unused) {
    if (!unused.fix().isEmpty()) {
      return unused.fix();
    }
    String kind = kinds.getOrDefault(unused.names().get(0), Kind.INT).word();
    return optional.containsAll(unused.names())
        ? "fix: leave the name out, {=%s?} checks a kind and {=*?} takes anything".formatted(kind)
        : "fix: leave the name out, {=%s} checks a kind and {*} takes anything".formatted(kind);
  }

  /** Something here may have been an {@code accept}; nobody can know any more what is open. */
  void unreadStep() {
    unread = true;
  }

  boolean hasUnreadStep() {
    return unread;
  }

  /** Where this dialogue accepts a client first: {@code {entry}}. */
  Service entry(String subject) {
    return entries.getOrDefault(subject, new Service(subject, Role.DISPATCH_SERVER));
  }

  /** Whether it is accepted above, be it on one way only. */
  boolean isAccepted(Service service) {
    return accepted.contains(service);
  }

  boolean acceptsNothing() {
    return accepted.isEmpty();
  }

  void accepted(Service service) {
    accepted.add(service);
    entries.putIfAbsent(service.client(), service);
  }

  /** Some connection of its client was accepted before; only the first has a time to start. */
  void acceptsAgain(Step.Accept step) {
    again.add(step);
  }

  boolean isAgain(Step.Accept step) {
    return again.contains(step);
  }

  /** We call the client there; it need not call us. */
  void dialled(Service service) {
    accepted.add(service);
  }

  int newAlias() {
    return aliases++;
  }

  int aliases() {
    return aliases;
  }

  /** The number of the next step of the script. */
  int nextStep() {
    return ++steps;
  }

  void ruleStep() {
    ruleSteps++;
  }

  int steps() {
    return steps;
  }

  /** A file is opened, once more or for the first time. */
  void opened(Document document) {
    opened += document.length();
  }

  /** Whether there is more of everything, includes opened, than a dialogue may have. */
  boolean isTooLong() {
    return steps + ruleSteps > MAX_STEPS || opened > MAX_TEXT;
  }

  void site(Step step, Conn conn, Report report) {
    sites.put(step, new Site(conn, report));
  }

  Optional<Site> site(Step step) {
    return Optional.ofNullable(sites.get(step));
  }

  List<Name> names() {
    return names;
  }

  List<Name> given() {
    return List.copyOf(given.values());
  }
}
