package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.PercentCode;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.P2pField;

/**
 * The values of a play's names at one moment of its journal, and by which name each can be written
 * in a dialogue without includes, blocks and rules, in which all names share one file.
 */
final class FlatNames implements Scene {
  /** Of one name: so many values are told apart when a rule finds its own again. */
  private static final int MOST_REMEMBERED = 100;

  private static final String USER = "user";

  private final Map<Integer, String> values = new HashMap<>();
  private final Map<Integer, Flat> flats = new HashMap<>();
  private final Map<Integer, List<Flat>> learned = new HashMap<>();
  private final Map<Integer, Template> sources = new HashMap<>();
  private final Map<Integer, Name> exports = new HashMap<>();
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, String> users = new LinkedHashMap<>();
  private final List<String> secrets = new ArrayList<>();
  private final Set<Integer> givenSlots = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private final List<Flat> constants = new ArrayList<>();
  private final Set<String> rowNames = new HashSet<>();
  private final Redaction redaction;

  /** A name of the new dialogue. */
  static final class Flat {
    private final String text;
    private final @Nullable String value;
    private boolean used;

    /**
     * @param value empty where it is the client's own, which it keeps
     */
    private Flat(String text, @Nullable String value) {
      this.text = text;
      this.value = value;
    }

    String text() {
      return text;
    }

    String value() {
      return value == null ? "" : value;
    }

    /** Whether something is written by it, other than where it is learned. */
    boolean isUsed() {
      return used;
    }
  }

  FlatNames(Dialogue dialogue, String caseId, Redaction redaction) {
    this.redaction = redaction;
    dialogue.given().forEach(name -> givenSlots.add(name.slot()));
    for (Step step : Steps.all(dialogue.steps())) {
      if (step instanceof Step.Include include) {
        include.parameters().forEach(this::source);
        include.exports().forEach(export -> exports.put(export.to().slot(), export.from()));
      } else if (step instanceof Step.SetValues set) {
        set.bindings().forEach(this::source);
      }
    }
    dialogue.vars().forEach(this::constant);
    dialogue.cases().stream()
        .filter(row -> row.id().equals(caseId))
        .flatMap(row -> row.constants().stream())
        .forEach(
            value -> {
              rowNames.add(value.name().text());
              constant(value);
            });
    for (Dialogue.Client client : dialogue.clients()) {
      String user = dialogue.placeholder(client.name(), USER);
      users.put(user, client.user().fill(this));
      secrets.add(dialogue.placeholder(client.name(), "ticket"));
      secrets.add(dialogue.placeholder(client.name(), "password"));
    }
  }

  private void source(Step.Binding binding) {
    sources.put(binding.name().slot(), binding.value());
  }

  private void constant(Dialogue.Constant constant) {
    int slot = constant.name().slot();
    Flat flat = new Flat(constant.name().text(), constant.value());
    constants.removeIf(known -> known.text().equals(flat.text()));
    constants.add(flat);
    taken.add(flat.text());
    values.put(slot, constant.value());
    flats.put(slot, flat);
  }

  /** The constants of the case by which something is written. */
  List<Flat> constants() {
    return constants.stream().filter(Flat::isUsed).toList();
  }

  /** A value of the case's row, plain or percent-encoded, by its name. */
  Optional<String> constant(String text) {
    for (Flat flat : constants) {
      boolean plain = text.equals(flat.value);
      if (rowNames.contains(flat.text())
          && (plain || text.equals(PercentCode.encode(flat.value())))
          && text.length() > 1) {
        flat.used = true;
        return Optional.of("{" + flat.text() + (plain ? "}" : ":url}"));
      }
    }
    return Optional.empty();
  }

  /** An account, by its name. */
  Optional<String> user(String text) {
    return users.entrySet().stream()
        .filter(user -> user.getValue().equalsIgnoreCase(text))
        .findFirst()
        .map(user -> "{" + user.getKey() + "}");
  }

  /** A name has got a value. */
  void named(Name name, String value) {
    int slot = name.slot();
    values.put(slot, value);
    flats.remove(slot);
    learnedBefore(slot, value).ifPresent(flat -> flats.put(slot, flat));
    if (givenSlots.contains(slot)) {
      given.put(name.text(), value);
      users.computeIfPresent(name.text(), (user, old) -> value);
      flats.put(slot, new Flat(name.text(), null));
      return;
    }
    Name from = exports.get(slot);
    if (from == null) {
      from = source(sources.get(slot));
    }
    if (from != null && value.equals(values.get(from.slot())) && flats.containsKey(from.slot())) {
      flats.put(slot, flats.get(from.slot()));
    }
  }

  /** The new name that this value had before, where a rule finds its own again. */
  private Optional<Flat> learnedBefore(int slot, String value) {
    List<Flat> all = learned.getOrDefault(slot, List.of());
    for (int i = all.size() - 1; i >= 0; i--) {
      if (value.equals(all.get(i).value)) {
        return Optional.of(all.get(i));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Name source(@Nullable Template template) {
    return template != null
            && template.pieces().size() == 1
            && template.pieces().get(0) instanceof Piece.Known known
        ? known.name()
        : null;
  }

  /** A pattern has learned the value that the name has now: it gets a name of its own. */
  Flat learned(Name name) {
    String text = name.text();
    for (int n = 2; taken.contains(text) || Build.isGiven(text); n++) {
      text = name.text() + n;
    }
    taken.add(text);
    Flat flat = new Flat(text, values.getOrDefault(name.slot(), ""));
    flats.put(name.slot(), flat);
    remember(name.slot(), flat);
    return flat;
  }

  private void remember(int slot, Flat flat) {
    List<Flat> all = learned.computeIfAbsent(slot, any -> new ArrayList<>());
    if (all.size() < MOST_REMEMBERED) {
      all.add(flat);
    }
  }

  /** The numbers of a message that is kept by this word: {@code offer.id}. */
  List<Flat> kept(String word, Map<P2pField, Name> numbers) {
    List<Flat> out = new ArrayList<>();
    for (Map.Entry<P2pField, Name> number : numbers.entrySet()) {
      int slot = number.getValue().slot();
      Flat flat = new Flat(Moments.number(word, number.getKey()), values.getOrDefault(slot, ""));
      flats.put(slot, flat);
      remember(slot, flat);
      out.add(flat);
    }
    return out;
  }

  /** A new name that nothing else has. */
  String fresh(String base) {
    int n = 1;
    while (!taken.add(base + n)) {
      n++;
    }
    return base + n;
  }

  /** By which name the value of this one can be written; it counts as used. */
  Optional<Flat> flat(Name name) {
    Flat flat = flats.get(name.slot());
    if (flat == null || flat.value != null && !flat.value.equals(values.get(name.slot()))) {
      return Optional.empty();
    }
    flat.used = true;
    return Optional.of(flat);
  }

  /**
   * Text as a dialogue writes it: braces doubled, the account's secrets by their names, other
   * secrets hidden.
   */
  String literal(String text) {
    for (String word : secrets) {
      String secret = given.getOrDefault(word, "");
      int at = secret.isEmpty() ? -1 : text.indexOf(secret);
      if (at >= 0) {
        return literal(text.substring(0, at))
            + "{"
            + word
            + "}"
            + literal(text.substring(at + secret.length()));
      }
    }
    return doubled(redaction.hide(text));
  }

  /** Whether this cannot be written down as it is. */
  boolean isSecret(String text) {
    return !redaction.hide(text).equals(text);
  }

  static String doubled(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }

  @Override
  public Optional<String> value(Name name) {
    return Optional.ofNullable(values.get(name.slot()));
  }

  @Override
  public String transactionId() {
    return "";
  }

  @Override
  public String generate(Generator generator) {
    return "";
  }
}
