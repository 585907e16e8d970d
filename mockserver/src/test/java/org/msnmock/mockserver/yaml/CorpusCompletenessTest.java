package org.msnmock.mockserver.yaml;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Function;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Operator;

/**
 * That the corpus has a file for all that the model of the language has, and for nothing else. A
 * new step, companion, kind, function, format or code makes it fail until the files are there.
 */
class CorpusCompletenessTest {
  private static final String MISTAKES = "mistakes/";
  private static final String PASSES = "/passes";
  private static final String FAILS = "/fails";
  private static final String REFUSED = "/refused";
  private static final String WARNS = "/warns";

  private static final String SENT = "what we send is not judged";
  private static final String DONE = "what we do to a connection is not judged";

  private static final List<String> CONNECTIVES = List.of("and", "or", "not");

  /** Files that make no sense, and why. */
  private static final Map<String, String> SENSELESS =
      Map.ofEntries(
          entry("steps/S/fails", SENT),
          entry("steps/garbage/fails", SENT),
          entry("steps/close/fails", DONE),
          entry("steps/reset/fails", DONE),
          entry("steps/refuse/fails", DONE),
          entry("steps/pause/fails", "the server waits, whatever the client does"),
          entry("companions/S/after/fails", SENT),
          entry("companions/S/headers/fails", SENT),
          entry("companions/S/wire/fails", SENT),
          entry("companions/S/body/fails", SENT),
          entry("companions/S/mime/fails", SENT),
          entry("companions/S/bytes/fails", SENT),
          entry("companions/S/file/fails", SENT),
          entry("companions/S/p2p/fails", SENT),
          entry("companions/S/blocks/fails", SENT),
          entry("blocks/random/fails", SENT),
          entry("blocks/end/fails", SENT),
          entry("blocks/cancel-after/fails", SENT),
          entry("companions/garbage/after/fails", SENT),
          entry("companions/close/after/fails", DONE),
          entry("companions/reset/after/fails", DONE),
          entry("companions/do/args/fails", "what the client is asked to do is not judged"));

  private static Set<String> present() {
    return CorpusFile.all().stream().map(CorpusFile::name).collect(Collectors.toSet());
  }

  // ---- what the model asks for ----

  private static Set<String> wanted() {
    Set<String> out = new TreeSet<>();
    for (Telling telling : Telling.values()) {
      all("steps/" + telling.word(), out);
      telling.ownCompanions().forEach(key -> all(companion(telling, key), out));
      telling.later().forEach(key -> out.add(companion(telling, key) + REFUSED));
    }
    Telling.OF_EVERY_STEP.forEach(key -> all("companions/every-step/" + key, out));
    Stream.of(Kind.values()).forEach(kind -> all("kinds/" + kind.word(), out));
    Stream.of(Function.values()).forEach(function -> all("functions/" + function.word(), out));
    Stream.of(Format.values())
        .filter(format -> format != Format.PLAIN)
        .forEach(format -> all("formats/" + format.word(), out));
    Stream.of(Operator.values()).forEach(operator -> all(operator(operator), out));
    OperandReader.FUNCTIONS.forEach(word -> all("questions/" + word, out));
    Keys.WIRE.words().forEach(key -> loaded("wire/" + key, out));
    Keys.GARBAGE.words().forEach(key -> loaded("garbage/" + key, out));
    Keys.DIALOGUE.words().forEach(key -> loaded("head/" + key, out));
    Keys.MIME.words().forEach(key -> all("mime/" + key, out));
    Keys.P2P.words().forEach(key -> all("p2p/" + key, out));
    Keys.SLP.words().forEach(key -> all("slp/" + key, out));
    Keys.BLOCKS.words().forEach(key -> all("blocks/" + key, out));
    Keys.FLIP.words().forEach(key -> loaded("flip/" + key, out));
    Keys.ACCOUNT.words().forEach(key -> loaded("account/" + key, out));
    Keys.PARAMETER.words().forEach(key -> loaded("parameter/" + key, out));
    Keys.FRAGMENT.words().forEach(key -> loaded("fragment/" + key, out));
    Stream.of(Generator.Made.values()).forEach(made -> loaded("generators/" + word(made), out));
    CONNECTIVES.forEach(word -> all("connectives/" + word, out));
    out.addAll(List.of("lint/off" + PASSES, "lint/off" + WARNS));
    for (Code code : Code.values()) {
      out.add("codes/" + code + PASSES);
      out.add("codes/" + code + (code.severity() == Severity.ERROR ? REFUSED : WARNS));
    }
    return out;
  }

  private static String companion(Telling telling, String key) {
    return "companions/" + telling.word() + "/" + key;
  }

  /** A folder by the name of the operator: its sign cannot be one everywhere. */
  private static String operator(Operator operator) {
    return "operators/" + operator.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String word(Generator.Made made) {
    return made.name().toLowerCase(Locale.ROOT);
  }

  /** What has no say in whether a client passes. */
  private static void loaded(String place, Set<String> out) {
    out.addAll(List.of(place + PASSES, place + REFUSED));
  }

  private static void all(String place, Set<String> out) {
    out.addAll(List.of(place + PASSES, place + FAILS, place + REFUSED));
  }

  // ---- and what there is ----

  @Test
  void all_that_the_model_has_is_in_the_corpus() {
    // given
    Set<String> missing = wanted();
    // when
    missing.removeAll(present());
    missing.removeAll(SENSELESS.keySet());
    // then
    assertThat(missing).as("files of the corpus that are missing").isEmpty();
  }

  @Test
  void nothing_else_is_in_the_corpus() {
    // given
    Set<String> odd = new TreeSet<>(present());
    // when
    odd.removeAll(wanted());
    odd.removeIf(CorpusCompletenessTest::isMistake);
    // then
    assertThat(odd).as("files of the corpus that stand for nothing in the model").isEmpty();
  }

  private static boolean isMistake(String name) {
    return name.startsWith(MISTAKES) && (name.endsWith(REFUSED) || name.endsWith(WARNS));
  }

  @Test
  void what_makes_no_sense_is_asked_for_by_the_model_and_not_there() {
    // given
    Set<String> superfluous = new TreeSet<>(SENSELESS.keySet());
    Set<String> unknown = new TreeSet<>(SENSELESS.keySet());
    // when
    superfluous.retainAll(present());
    unknown.removeAll(wanted());
    // then
    assertThat(superfluous).as("exceptions whose files are there").isEmpty();
    assertThat(unknown).as("exceptions for what the model does not have").isEmpty();
  }

  @Test
  void twenty_mistakes_are_in_the_corpus_at_the_least() {
    assertThat(present())
        .filteredOn(name -> name.startsWith(MISTAKES))
        .hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void each_text_of_a_finding_belongs_to_a_file() throws IOException {
    // given
    Set<String> named = new TreeSet<>();
    present().stream()
        .filter(name -> name.endsWith(REFUSED) || name.endsWith(WARNS))
        .forEach(name -> named.add(name + ".txt"));
    // when
    Set<String> texts;
    try (Stream<Path> files = Files.walk(CorpusFile.ROOT)) {
      texts =
          files
              .map(path -> CorpusFile.ROOT.relativize(path).toString().replace('\\', '/'))
              .filter(name -> name.endsWith(".txt") && !name.startsWith("fragments/"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    // then
    assertThat(texts).isEqualTo(named);
  }

  @Test
  void each_file_has_in_it_what_it_stands_for() {
    List<String> without =
        CorpusFile.all().stream()
            .filter(file -> !subject(file).matcher(file.text()).find())
            .map(CorpusFile::name)
            .toList();
    assertThat(without).as("files in which what they stand for does not occur").isEmpty();
  }

  /** What stands in a file by the name of its folder; of a mistake, anything. */
  private static Pattern subject(CorpusFile file) {
    String[] path = file.name().split("/");
    String word = Pattern.quote(path[path.length - 2]);
    boolean mistyped = file.expectation().sort() == CorpusFile.Sort.REFUSED;
    return switch (path[0]) {
      case "steps" -> Pattern.compile("(- |\\{ ?)" + word + "( \\S+)?:");
      case "operators" -> Pattern.compile(mistyped ? "check:" : " " + sign(path[1]) + " ");
      case "questions" -> Pattern.compile(mistyped ? "\\(" : word + "\\(");
      case "wire", "garbage", "flip", "blocks" -> Pattern.compile("[{,] ?" + word + ":");
      case "mime", "p2p", "slp" -> Pattern.compile(word + ":");
      case "fragment", "parameter" -> Pattern.compile("include:");
      case "account" -> Pattern.compile(mistyped ? "clients:" : "\\{ ?" + word + ":");
      case "generators" -> Pattern.compile(mistyped ? "" : "(\\{|:)" + word);
      case "connectives" -> Pattern.compile(mistyped ? "check:" : "\\b" + word + " ");
      case "lint" -> Pattern.compile("# lint: off ");
      case "head" -> Pattern.compile(isAbsent(file) ? "" : "(?m)^" + word + ":");
      case "companions" -> Pattern.compile("(\\s|\\{ ?)" + word + ":");
      case "kinds" -> Pattern.compile(mistyped ? "=" : "=" + word + "}");
      case "functions" -> Pattern.compile(mistyped ? "\\(" : "\\{" + word + "\\(");
      case "formats" -> Pattern.compile(mistyped ? ":" : ":" + word + "}");
      case "codes" -> Pattern.compile(isFound(file) ? "(?m)^# (refused|warns): " + word : "");
      default -> Pattern.compile("");
    };
  }

  private static String sign(String folder) {
    return Pattern.quote(
        Operator.valueOf(folder.toUpperCase(Locale.ROOT).replace('-', '_')).word());
  }

  /** Whether the mistake is that the key is not there. */
  private static boolean isAbsent(CorpusFile file) {
    return Set.of("head/id/refused", "head/steps/refused").contains(file.name());
  }

  private static boolean isFound(CorpusFile file) {
    return file.expectation().sort() == CorpusFile.Sort.REFUSED
        || file.expectation().sort() == CorpusFile.Sort.WARNS;
  }
}
