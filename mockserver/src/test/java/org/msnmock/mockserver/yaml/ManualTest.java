package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Function;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.LineEnding;
import org.msnmock.mockserver.dialogue.Operator;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.wire.Role;

/** The manual says what the loader knows, and its examples load. */
class ManualTest {
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  private final Manual manual = Manual.read();

  @TempDir private Path folder;

  @BeforeEach
  void save() throws IOException {
    manual.save(folder);
  }

  // ---- tables ----

  @Test
  void the_tables_are_those_of_the_model() {
    Map<String, String> tables = tables();
    if (Manual.isRewritten()) {
      Manual.rewriteTables(tables);
      return;
    }

    assertThat(manual.tables()).as(Manual.REWRITE).isEqualTo(tables);
  }

  private static Map<String, String> tables() {
    Map<String, String> out = new LinkedHashMap<>();
    for (Keys keys : Keys.values()) {
      out.put(keys.name().toLowerCase(Locale.ROOT), keys(keys));
    }
    out.put("steps", steps());
    out.put("verbs", words("do", Words.VERBS));
    out.put("events", words("see", Words.EVENTS));
    out.put("arguments", arguments());
    out.put("codes", codes());
    return out;
  }

  private static String keys(Keys keys) {
    List<String> rows = new ArrayList<>();
    keys.all().forEach(key -> rows.add(row(code(key.word()), key.text())));
    return table("| key | meaning |", rows);
  }

  private static String steps() {
    List<String> common = Keys.COMPANIONS.all().subList(0, 3).stream().map(Key::word).toList();
    List<String> rows = new ArrayList<>();
    for (Telling telling : Telling.values()) {
      String beside =
          telling.companionKeys().stream()
              .map(Key::word)
              .filter(word -> !common.contains(word))
              .map(word -> code(word) + (telling.needed().contains(word) ? "!" : ""))
              .collect(Collectors.joining(" "));
      rows.add(row(code(telling.word()), beside, telling.key().text()));
    }
    return table("| step | beside it | meaning |", rows);
  }

  private static String words(String step, Words words) {
    List<String> rows = new ArrayList<>();
    for (String word : words.all()) {
      String arguments =
          words.arguments(word).stream().map(ManualTest::code).collect(Collectors.joining(" "));
      rows.add(row(code(word), arguments, words.text(word)));
    }
    return table("| %s | args | meaning |".formatted(code(step)), rows);
  }

  private static String arguments() {
    TreeSet<String> all = new TreeSet<>();
    for (Words words : Words.values()) {
      words.all().forEach(word -> all.addAll(words.arguments(word)));
    }
    List<String> rows = new ArrayList<>();
    all.forEach(word -> rows.add(row(code(word), Words.argument(word).text())));
    return table("| arg | meaning |", rows);
  }

  private static String codes() {
    List<String> rows = new ArrayList<>();
    for (Code code : Code.values()) {
      boolean warns = code.severity() == Severity.WARNING;
      rows.add(row(code.name(), code.title() + (warns ? " (a warning)" : "")));
    }
    return table("| code | finds |", rows);
  }

  private static String table(String head, List<String> rows) {
    long columns = head.chars().filter(c -> c == '|').count() - 1;
    return head + "\n|" + "---|".repeat((int) columns) + "\n" + String.join("", rows);
  }

  private static String row(String... cells) {
    List<String> escaped =
        Arrays.stream(cells)
            .map(cell -> cell.replace("|", "\\|").replace("*", "\\*").replace("<", "\\<"))
            .toList();
    return ("| " + String.join(" | ", escaped) + " |\n").replace("|  |", "| |");
  }

  private static String code(String word) {
    return "`" + word + "`";
  }

  // ---- names ----

  @Test
  void each_word_of_the_language_is_named() {
    TreeSet<String> named = new TreeSet<>();
    Matcher matcher = CODE.matcher(manual.text().replaceAll("(?ms)^```.*?^```$", ""));
    while (matcher.find()) {
      named.add(matcher.group(1));
      named.addAll(List.of(matcher.group(1).split("[^A-Za-z0-9-]+")));
    }

    assertThat(named).containsAll(words());
    assertThat(manual.text())
        .contains(Build.givenWords().stream().map("{%s}"::formatted).toList())
        .contains(Stream.of(Damage.Then.values()).map(Damage.Then::word).toList())
        .contains(PayloadReader.OTHERS)
        .contains(Otherwise.words())
        .contains(List.of(WireReader.REST, WireReader.NEXT));
  }

  private static List<String> words() {
    List<String> out = new ArrayList<>(Telling.allWords());
    Stream.of(Telling.values()).forEach(telling -> out.addAll(telling.later()));
    Stream.of(Kind.values()).map(Kind::word).forEach(out::add);
    Stream.of(Function.values()).map(Function::word).forEach(out::add);
    Stream.of(Format.values())
        .filter(one -> one != Format.PLAIN)
        .map(Format::word)
        .forEach(out::add);
    for (Generator.Made made : Generator.Made.values()) {
      String word = made.name().toLowerCase(Locale.ROOT);
      switch (made) {
        case DIGITS, HEX -> out.add(word + (made == Generator.Made.HEX ? "32" : "20"));
        default -> out.add(word);
      }
    }
    out.addAll(Operator.words());
    out.addAll(OperandReader.FUNCTIONS);
    out.addAll(ParameterReader.TYPES);
    out.addAll(Early.words());
    Stream.of(Level.values()).map(Level::word).forEach(out::add);
    Stream.of(Outcome.values()).map(Outcome::word).forEach(out::add);
    Stream.of(LineEnding.values()).map(LineEnding::word).forEach(out::add);
    Stream.of(Role.values()).map(Role::word).forEach(out::add);
    out.addAll(RolesReader.CERTIFICATES);
    return out;
  }

  // ---- examples ----

  @TestFactory
  Stream<DynamicTest> dialogues_load_without_a_finding() {
    return manual.blocks().stream()
        .filter(block -> block.info().equals("yaml") && block.isDialogue())
        .map(
            block ->
                dynamicTest(
                    block.id(),
                    () -> {
                      assertThat(Folder.texts(load(block.id()))).isEmpty();
                      assertThat(Editor.marks(block.text())).isEmpty();
                    }));
  }

  private LoadResult load(String id) {
    return Loader.root(folder).load(folder.resolve(id + ".dialogue.yaml"));
  }

  /** Steps, and heads without an id, with what is missing around them. */
  @TestFactory
  Stream<DynamicTest> parts_load_without_a_finding_but_what_they_leave_unused() {
    return manual.blocks().stream()
        .filter(block -> block.info().equals("yaml") && !block.isDialogue())
        .map(
            block ->
                dynamicTest(
                    block.text().lines().findFirst().orElse(""),
                    () -> {
                      String file = "dialogue: 1\nid: part\n" + completed(block.text());
                      Files.writeString(folder.resolve("part.dialogue.yaml"), file);
                      assertThat(load("part").findings())
                          .filteredOn(finding -> finding.code() != Code.D202)
                          .extracting(Finding::text)
                          .isEmpty();
                      assertThat(Editor.marks(file)).isEmpty();
                    }));
  }

  private static String completed(String part) {
    String before = "steps:\n  - accept: sb\n  - accept: ds\n  - accept: ns\n";
    return part.startsWith("- ") || part.startsWith("# lint")
        ? before + part.replaceAll("(?m)^(?=.)", "  ")
        : part;
  }

  @Test
  void every_block_is_tested_by_somebody() {
    List<String> known = List.of("yaml", "console", "yaml wrong");

    assertThat(manual.blocks())
        .allMatch(
            block ->
                known.contains(block.info())
                    || block.info().startsWith("client")
                    || block.info().matches("(yaml|text) [a-z/]+\\.[a-z]+"));
  }

  @Test
  void the_fragment_loads_and_the_wrong_one_does_not() {
    assertThat(manual.blocks())
        .filteredOn(block -> block.text().startsWith("fragment:"))
        .hasSize(1);
    assertThat(Editor.marks(read("fragments/online.yaml"))).isEmpty();
    for (Manual.Block block : manual.blocks()) {
      if (block.info().equals("yaml wrong")) {
        assertThat(load(block.id()).hasErrors()).isTrue();
      }
    }
  }

  @Test
  void the_list_of_requirements_loads() {
    LoadResult loaded = Loader.root(folder.resolve("example")).loadAll();

    assertThat(Folder.texts(loaded)).isEmpty();
    assertThat(loaded.requirements().all()).hasSize(2);
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
