package org.msnmock.mockserver.yaml;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What editors are told of dialogues is what the loader does. */
class DialogueSchemaTest {
  private static final Path SCENARIOS = Path.of("..", "scenarios");
  private static final String REGENERATE =
      "mockserver/bin/msnmock schema dialogue > scenarios/dialogue.schema.json";
  private static final Path EVERYTHING = resource("everything");

  /** What nobody has written so far, in place of each value in turn. */
  private static final List<String> VALUES =
      List.of("\"two words\"", "5", "[\"x\"]", "{\"x\":\"y\"}");

  private static Path resource(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(DialogueSchemaTest.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> yaml(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @Test
  void the_file_in_the_tree_is_what_the_model_says() throws IOException {
    Path file = SCENARIOS.resolve("dialogue.schema.json");
    boolean same = Files.readString(file).equals(DialogueSchema.schema().toJson());

    assertThat(same)
        .as("The model has changed. Write it anew, in the checkout: %s", REGENERATE)
        .isTrue();
  }

  @Test
  void it_is_a_schema_of_draft_07() {
    String draft = "http://json-schema.org/draft-07/schema#";

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SchemaLocation.of(draft))
                .validate(DialogueSchema.schema().toJson(), InputFormat.JSON))
        .isEmpty();
  }

  @Test
  void every_property_has_a_text() {
    JsonNode schema = JsonMapper.shared().readTree(DialogueSchema.schema().toJson());
    List<String> silent = new ArrayList<>();
    for (JsonNode object : objects(schema)) {
      object
          .get("properties")
          .properties()
          .forEach(
              one -> {
                boolean isForbidden = one.getValue().isBoolean();
                if (!isForbidden && !one.getValue().has("description")) {
                  silent.add(one.toString());
                }
              });
    }

    assertThat(objects(schema)).hasSizeGreaterThan(100);
    assertThat(silent).isEmpty();
  }

  /** All objects of a schema that have properties, however deep. */
  private static List<JsonNode> objects(JsonNode schema) {
    List<JsonNode> out = new ArrayList<>();
    if (schema.path("properties").isObject()) {
      out.add(schema);
    }
    schema.forEach(inner -> out.addAll(objects(inner)));
    return out;
  }

  // ---- what is right ----

  @Test
  void every_bundled_dialogue_and_fragment_is_right() throws IOException {
    List<Path> files = yaml(SCENARIOS.resolve("dialogues"));

    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      assertThat(Editor.marks(Files.readString(file))).as(file.toString()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dialogues", "everything", "/org/msnmock/mockserver/junit/dialogues"})
  void so_are_the_examples_of_the_tests(String folder) throws IOException {
    for (Path file : yaml(resource(folder))) {
      boolean wrong = file.endsWith("presence/wrong.dialogue.yaml");
      assertThat(!Editor.marks(Files.readString(file)).isEmpty())
          .as(file.toString())
          .isEqualTo(wrong);
    }
  }

  @Test
  void there_is_an_example_of_everything() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path file : yaml(EVERYTHING)) {
      collect(Editor.tree(Files.readString(file)), used);
    }
    Set<String> all = new TreeSet<>();
    for (Keys keys : Keys.values()) {
      all.addAll(keys.words());
    }
    for (Telling telling : Telling.values()) {
      all.add(telling.word());
      telling.companionKeys().forEach(key -> all.add(telling.word() + " with " + key.word()));
    }
    Keys.COMPANIONS
        .all()
        .subList(0, 3)
        .forEach(common -> all.removeIf(pair -> pair.endsWith(" with " + common.word())));

    assertThat(Folder.texts(Loader.root(EVERYTHING).loadAll())).isEmpty();
    assertThat(used).containsAll(all);
  }

  /** All keys, and for each step what stands beside its telling key. */
  private static void collect(JsonNode node, Set<String> used) {
    Optional<Telling> telling =
        node.propertyNames().stream().flatMap(key -> Telling.of(key).stream()).findFirst();
    for (String key : node.propertyNames()) {
      used.add(Telling.of(key).map(Telling::word).orElse(key));
      telling.ifPresent(step -> used.add(step.word() + " with " + key));
    }
    node.forEach(inner -> collect(inner, used));
  }

  // ---- what is wrong ----

  /** Where the mark is, and the file without its head. */
  static List<List<String>> wrong() {
    return List.of(
        List.of("/steps/0/within", "steps: [{ accept: ns, within: 5 }]"),
        List.of("/steps/0/within", "steps: [{ accept: ns, within: 5 s }]"),
        List.of("/steps/0", "steps: [{ accept: ns, withn: 5s }]"),
        List.of("/steps/0", "steps: [{ accept: ns, after: 5s }]"),
        List.of("/steps/0/level", "steps: [{ accept: ns, level: shoud }]"),
        List.of("/steps/0/covers/1", "steps: [{ accept: ns, covers: [SYN-01, SYN 02] }]"),
        List.of("/steps/0/covers", "steps: [{ accept: ns, covers: SYN-01 }]"),
        List.of("/steps/0/accept", "steps: [{ accept: nexus }]"),
        List.of("/steps/0/accept", "steps: [{ accept: }]"),
        List.of("/steps/0", "steps: [{ sends: VER 1 MSNP9 }]"),
        List.of("/steps/0", "steps: [{ s: VER 1 MSNP9 }]"),
        List.of("/steps/0", "steps: [{ why: nothing }]"),
        List.of("/steps/0", "steps: [{}]"),
        List.of("/steps/0", "steps: [accept]"),
        List.of("/steps/0", "steps: [{ dial: peer }]"),
        List.of("/steps", "steps: { accept: ns }"),
        List.of("", "title: without steps"),
        List.of("", "stepps: []\nsteps: []"),
        List.of("/roles", "roles: { sb: { port: 1863 } }\nsteps: []"),
        List.of("/roles/ns", "roles: { ns: { tls: expired } }\nsteps: []"),
        List.of("/roles/login", "roles: { login: { certificate: expired } }\nsteps: []"),
        List.of("/roles/login/tls", "roles: { login: { tls: old } }\nsteps: []"),
        List.of("/otherwise", "otherwise: ignore\nsteps: []"),
        List.of("/clients", "clients: { %s }\nsteps: []".formatted(manyClients())),
        List.of("/clients/alice", "clients: { alice: { username: a } }\nsteps: []"),
        List.of("/vars", "vars: { a.b: c }\nsteps: []"),
        List.of("/vars/a", "vars: { a: [b] }\nsteps: []"),
        List.of("/cases/0", "cases: [{ nick: a }]\nsteps: []"),
        List.of("/cases/0/case", "cases: [{ case: a b }]\nsteps: []"),
        List.of("/tags", "tags: slow\nsteps: []"),
        List.of("/steps/1", "steps: [{ accept: ns }, { C: A, S: B }]"),
        List.of("/steps/1", "steps: [{ accept: ns }, { C ns sb: A }]"),
        List.of("/steps/1/C ns", "steps: [{ accept: ns }, { C ns: [VER] }]"),
        List.of("/steps/1/early", "steps: [{ accept: ns }, { C: OUT, early: sometimes }]"),
        List.of("/steps/1", "steps: [{ accept: ns }, { C: OUT, wire: { every: 1 } }]"),
        List.of("/steps/1/bytes", "steps: [{ accept: ns }, { S: 'MSG a b {len}', bytes: 0g }]"),
        List.of(
            "/steps/1/body", "steps: [{ accept: ns }, { S: 'MSG a b {len}', bytes: 00, body: x }]"),
        List.of(
            "/steps/1/mime",
            "steps: [{ accept: ns }, { S: 'MSG a b {len}', mime: { other-headers: allow } }]"),
        List.of(
            "/steps/1/mime/other-headers",
            "steps: [{ accept: ns }, { C: 'MSG {trid} U {len}', mime: { other-headers: yes } }]"),
        List.of(
            "/steps/1/p2p/flags",
            "steps: [{ accept: sb }, { C: 'MSG {trid} D {len}', p2p: { flags: 0xFG } }]"),
        List.of(
            "/steps/1/p2p/slp",
            "steps: [{ accept: sb }, { C: 'MSG {trid} D {len}', p2p: { text: a, slp: {} } }]"),
        List.of(
            "/steps/1/p2p/slp/body",
            "steps: [{ accept: sb }, { C: 'MSG {trid} D {len}', p2p: { slp: { body: [] } } }]"),
        List.of("/steps/1/wire/cut", "steps: [{ accept: ns }, { S: OUT, wire: { cut: 0 } }]"),
        List.of("/steps/1/wire/cut", "steps: [{ accept: ns }, { S: OUT, wire: { cut: 100% } }]"),
        List.of("/steps/1/wire/eol", "steps: [{ accept: ns }, { S: OUT, wire: { eol: crlf } }]"),
        List.of("/steps/1/wire", "steps: [{ accept: ns }, { S: OUT, wire: { chunk: [1] } }]"),
        List.of(
            "/steps/1/wire/flip", "steps: [{ accept: ns }, { S: OUT, wire: { flip: { at: 1 } } }]"),
        List.of("/steps/1/garbage", "steps: [{ accept: ns }, { garbage: { eol: lf } }]"),
        List.of(
            "/steps/1/garbage/hex", "steps: [{ accept: ns }, { garbage: { bytes: 1, hex: 00 } }]"),
        List.of("/steps/1", "steps: [{ accept: ns }, { repeat: 3 }]"),
        List.of("/steps/1/repeat", "steps: [{ accept: ns }, { repeat: often, steps: [{ C: A }] }]"),
        List.of("/steps/1/until", "steps: [{ accept: ns }, { optional: [{ C: A }], until: 1s }]"),
        List.of(
            "/steps/1/one-of/a/0/repeat",
            "steps: [{ accept: ns }, { one-of: { a: [{ repeat: 0, steps: [{ C: A }] }] } }]"),
        List.of("/steps/1/one-of/a", "steps: [{ accept: ns }, { one-of: { a: { C: A } } }]"),
        List.of("/steps/1/any-order", "steps: [{ accept: ns }, { any-order: {} }]"),
        List.of("/steps/0", "steps: [{ if: 1 == 2 }]"),
        List.of("/steps/0/verdict", "steps: [{ verdict: ok }]"),
        List.of("/steps/0/do", "steps: [{ do: dance }]"),
        List.of("/steps/0/args", "steps: [{ do: set-status, args: { state: AWY } }]"),
        List.of("/steps/0/args", "steps: [{ see alice: typing, args: { who: bob } }]"),
        List.of("/steps/0/args/groups", "steps: [{ see: contacts, args: { groups: [a] } }]"),
        List.of("/background/ping", "background: { ping: [] }\nsteps: []"),
        List.of("/background/ping/0", "background: { ping: [{ S: QNG }] }\nsteps: []"),
        List.of(
            "/background/ping/0", "background: { ping: [{ C ns: PNG, within: 1s }] }\nsteps: []"),
        List.of(
            "/background/ping/1",
            "background: { ping: [{ C ns: PNG }, { accept: ns }] }\nsteps: []"),
        List.of("/background/ping", "background: { ping: { times: 1 } }\nsteps: []"),
        List.of(
            "/background/ping/times",
            "background: { ping: { times: once, steps: [{ C ns: PNG }] } }\nsteps: []"));
  }

  private static String manyClients() {
    return IntStream.rangeClosed(1, 21).mapToObj("c%s: {}"::formatted).collect(joining(", "));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void what_is_wrong_is_marked_where_it_stands(List<String> file) {
    String text = "dialogue: 1\nid: a\n" + file.get(1);

    assertThat(Loader.root(EVERYTHING).loadText("a", text).hasErrors()).isTrue();
    assertThat(Editor.marks(text)).anyMatch(mark -> mark.startsWith(file.get(0) + ": "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dialogue: 2\nid: a\nsteps: []",
        "dialogue: 1\nsteps: []",
        "id: a\nsteps: []",
        "- accept: ns",
        "fragment: 2",
        "fragment: 1\nid: a",
        "fragment: 1\nparams: { a: { type: word } }",
        "fragment: 1\nparams: { a: text }",
        "fragment: 1\nexports: { a: b }",
        "fragment: 1\nsteps: [{ sends: A }]"
      })
  void so_is_a_wrong_head(String text) {
    assertThat(Editor.marks(text)).isNotEmpty();
  }

  // ---- what is neither ----

  /**
   * Every value of the example is replaced, every key removed and mistyped. The schema may take
   * what the loader refuses, but not where that is about keys and kinds of value, and never the
   * reverse.
   */
  @Test
  void it_is_of_one_mind_with_the_loader() throws IOException {
    JsonNode file = Editor.tree(Files.readString(EVERYTHING.resolve("everything.dialogue.yaml")));
    List<String> quarrels = new ArrayList<>();

    int variants = vary(file, "", file, quarrels);

    assertThat(variants).isGreaterThan(1000);
    assertThat(quarrels).containsExactly("/id removed: marked");
  }

  private static int vary(JsonNode node, String place, JsonNode file, List<String> quarrels) {
    int variants = 0;
    if (node instanceof ObjectNode map) {
      ObjectNode before = map.deepCopy();
      for (String key : before.propertyNames()) {
        for (String value : VALUES) {
          map.set(key, JsonMapper.shared().readTree(value));
          compare(file, "%s/%s: %s".formatted(place, key, value), quarrels);
        }
        map.remove(key);
        compare(file, "%s/%s removed".formatted(place, key), quarrels);
        map.set(key + "x", before.get(key));
        compare(file, "%s/%s mistyped".formatted(place, key), quarrels);
        map.removeAll();
        map.setAll(before);
        variants += VALUES.size() + 2;
      }
      for (String key : before.propertyNames()) {
        variants += vary(map.get(key), place + "/" + key, file, quarrels);
      }
    }
    for (int i = 0; i < node.size() && node.isArray(); i++) {
      variants += vary(node.get(i), place + "/" + i, file, quarrels);
    }
    return variants;
  }

  private static void compare(JsonNode file, String what, List<String> quarrels) {
    LoadResult loaded = Loader.root(EVERYTHING).loadText("everything", file.toString());
    boolean marked = !Editor.marks(part(file, what)).isEmpty();
    if (marked && !loaded.hasErrors()) {
      quarrels.add(what + ": marked");
    }
    Optional<Finding> unmarked =
        loaded.errors().stream().filter(DialogueSchemaTest::isAboutKeysAndKinds).findFirst();
    if (!marked && unmarked.isPresent()) {
      quarrels.add("%s: not marked, %s".formatted(what, unmarked.get().message()));
    }
  }

  /** Of many steps the one in question; the others are as they were, and right. */
  private static JsonNode part(JsonNode file, String place) {
    String[] names = place.split("[/: ]", 4);
    if (!names[1].equals("steps") || !names[2].matches("[0-9]+")) {
      return file;
    }
    ObjectNode part = ((ObjectNode) file).objectNode().setAll((ObjectNode) file);
    part.putArray("steps").add(file.get("steps").get(Integer.parseInt(names[2])));
    return part;
  }

  private static boolean isAboutKeysAndKinds(Finding finding) {
    return finding.message().startsWith("unknown key")
        || finding.message().startsWith("unknown step")
        || finding.message().matches("(?s).* must be a (text|list|map), not .*");
  }
}
