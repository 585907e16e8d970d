package org.msnmock.mockserver.yaml;

import static org.msnmock.mockserver.schema.Schema.anything;
import static org.msnmock.mockserver.schema.Schema.list;
import static org.msnmock.mockserver.schema.Schema.ref;
import static org.msnmock.mockserver.schema.Schema.type;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.schema.Schema;

/**
 * The schema of dialogues and fragments, for editors, made of the tables that the reader goes by.
 * It is a help while typing: it refuses nothing that the reader takes, and takes much that the
 * reader refuses, which alone knows names, connections and what fits together.
 *
 * <p>Two things are as they are for the sake of editors. Which step an item is, is decided by
 * conditions on its telling key and not by a choice among all steps, else any mistake would be told
 * as "none of these". And {@code C} is a property of its own beside the pattern for {@code C ns},
 * else nothing would be offered.
 */
public final class DialogueSchema {
  private static final String STEP = "step-";
  private static final String RULE_HEAD = "rule-head-";

  private DialogueSchema() {}

  /** The whole document. */
  public static Schema schema() {
    return Schema.document("A dialogue of msnmock, or a fragment of one")
        .with("$comment", "Made by: msnmock schema dialogue")
        .with("type", "object")
        .with("if", anything().with("required", List.of("fragment")))
        .with("then", ref("fragment"))
        .with("else", ref("dialogue"))
        .with("definitions", definitions());
  }

  private static Map<String, Schema> definitions() {
    Map<String, Schema> out = new LinkedHashMap<>();
    List<String> required = List.of("dialogue", "id", "steps");
    out.put("dialogue", Shapes.map(Keys.DIALOGUE.all()).with("required", required));
    out.put("fragment", Shapes.map(Keys.FRAGMENT.all()).with("required", List.of("fragment")));
    out.put("requirement", Shapes.requirement());
    out.put("steps", list(ref("step")));
    out.put("some-steps", list(ref("step")).with("minItems", 1));
    out.put("branches", branches());
    out.put("rules", Schema.map(ref("rule").described("A rule, by its name.")));
    out.put("rule", rule());
    out.put("rule-steps", ruleSteps(type("array")));
    out.put("garbage", garbage());
    out.put("mime", Shapes.map(Keys.MIME.all()));
    out.put("mime-sent", Shapes.map(without(Keys.MIME.all(), PayloadReader.AWAITED)));
    out.put("p2p", Shapes.map(Keys.P2P.all()).with("dependencies", exclusive(P2pReader.CONTENTS)));
    out.put("slp", Shapes.map(Keys.SLP.all()));
    out.put("blocks", blocks(Keys.BLOCKS.all(), PeerBlocks.CONTENTS));
    out.put(
        "blocks-awaited", blocks(without(Keys.BLOCKS.all(), PeerBlocks.SENT), PeerBlocks.AWAITED));
    out.put("wire", Shapes.map(Keys.WIRE.all()));
    out.put("step", oneOf(List.of(Telling.values()), STEP));
    for (Telling telling : Telling.values()) {
      out.put(STEP + telling.word(), step(telling, telling.companionKeys()));
    }
    out.put("rule-head", oneOf(List.of(Telling.C), RULE_HEAD));
    List<Key> unlimited = without(Telling.C.companionKeys(), TimingReader.LIMITS);
    out.put(RULE_HEAD + Telling.C.word(), step(Telling.C, unlimited));
    out.put("rule-answer", oneOf(RuleReader.ANSWERS, STEP));
    return out;
  }

  private static List<Key> without(List<Key> keys, List<String> words) {
    return keys.stream().filter(key -> !words.contains(key.word())).toList();
  }

  private static Schema branches() {
    return Schema.map(ref("some-steps").described("A branch, by its name."))
        .with("minProperties", 1);
  }

  // ---- steps ----

  /** One of these steps. Each is defined under its word, with this before it. */
  private static Schema oneOf(Collection<Telling> tellings, String prefix) {
    List<Schema> choices = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    Map<String, Schema> offered = new LinkedHashMap<>();
    for (Telling telling : tellings) {
      String key = telling.hasSubject() ? telling.word() + "( .*)?" : telling.word();
      keys.add(key);
      Schema has = anything().with("not", anything().with("propertyNames", no(key)));
      choices.add(when(has, ref(prefix + telling.word())));
      offered.put(telling.word(), Shapes.property(telling.key()));
    }
    Schema none = anything().with("propertyNames", no(String.join("|", keys)));
    Schema unknown = anything().with("properties", offered).with("minProperties", 1).closed();
    choices.add(when(none, unknown));
    return type("object").with("allOf", choices);
  }

  /** A text other than these. */
  private static Schema no(String pattern) {
    return anything().with("not", anything().with("pattern", "^(" + pattern + ")$"));
  }

  /** Of what is no map nothing is asked, else it would be told to be each of the steps. */
  private static Schema when(Schema condition, Schema then) {
    return anything().with("if", condition.with("type", "object")).with("then", then);
  }

  /** The step with its companions. */
  private static Schema step(Telling telling, List<Key> companions) {
    Map<String, Object> properties = new LinkedHashMap<>();
    Schema value = Shapes.property(telling.key());
    properties.put(telling.word(), value);
    for (Key key : companions) {
      properties.put(
          key.word(),
          special(telling, key)
              .map(name -> ref(name).described(key.text()))
              .orElseGet(() -> Shapes.property(key)));
    }
    Schema step = anything().with("properties", properties);
    if (telling.hasSubject()) {
      String subject = "^%s (%s)$".formatted(telling.word(), Shapes.subject(telling));
      step = step.with("patternProperties", Map.of(subject, value));
    }
    step = step.closed();
    if (!telling.needed().isEmpty()) {
      step = step.with("required", List.copyOf(telling.needed()));
    }
    return switch (telling) {
      case C, S -> step.with("dependencies", exclusive(PayloadReader.KEYS));
      case DO -> step.with("allOf", arguments(telling, Words.VERBS));
      case SEE -> step.with("allOf", arguments(telling, Words.EVENTS));
      default -> step;
    };
  }

  /** What stands in a step where that depends on who sends it. */
  private static Optional<String> special(Telling telling, Key key) {
    if (telling == Telling.S && key.shape() == Shape.MIME) {
      return Optional.of("mime-sent");
    }
    return telling == Telling.C && key.shape() == Shape.BLOCKS
        ? Optional.of("blocks-awaited")
        : Optional.empty();
  }

  /** Each of these keys forbids the others. */
  private static Map<String, Schema> exclusive(List<String> keys) {
    Map<String, Schema> out = new LinkedHashMap<>();
    for (String key : keys) {
      Map<String, Object> others = new LinkedHashMap<>();
      keys.stream().filter(other -> !other.equals(key)).forEach(other -> others.put(other, false));
      out.put(key, anything().with("properties", others));
    }
    return out;
  }

  /** The arguments that each verb or event has. */
  private static List<Schema> arguments(Telling telling, Words words) {
    List<Schema> out = new ArrayList<>();
    for (String word : words.all()) {
      Schema said = anything().with("const", word);
      Schema condition =
          anything()
              .with("patternProperties", Map.of("^%s( .*)?$".formatted(telling.word()), said));
      Schema args = Shapes.map(words.arguments(word).stream().map(Words::argument).toList());
      out.add(
          when(
              condition,
              anything().with("properties", Map.of("args", args.described(words.text(word))))));
    }
    return out;
  }

  /** The keys of {@code blocks}, of some of which there has to be one. */
  private static Schema blocks(List<Key> keys, List<String> needed) {
    Map<String, Schema> dependencies = exclusive(PeerBlocks.CONTENTS);
    dependencies.putAll(exclusive(List.of("end", "cancel-after")));
    return Shapes.map(keys).with("anyOf", anyOf(needed)).with("dependencies", dependencies);
  }

  private static List<Schema> anyOf(List<String> needed) {
    return needed.stream().map(key -> anything().with("required", List.of(key))).toList();
  }

  private static Schema garbage() {
    return Shapes.map(Keys.GARBAGE.all())
        .with("anyOf", anyOf(GarbageReader.CONTENTS))
        .with("dependencies", exclusive(GarbageReader.CONTENTS));
  }

  // ---- background rules ----

  /** A list of steps, or a map that has them among its keys. */
  private static Schema rule() {
    Schema steps = ruleSteps(type("array", "object"));
    Map<String, Schema> properties = new LinkedHashMap<>();
    Keys.RULE.all().forEach(key -> properties.put(key.word(), Shapes.property(key)));
    return steps.with("properties", properties).with("required", List.of("steps")).closed();
  }

  private static Schema ruleSteps(Schema list) {
    return list.with("items", List.of(ref("rule-head")))
        .with("additionalItems", ref("rule-answer"))
        .with("minItems", 1);
  }
}
