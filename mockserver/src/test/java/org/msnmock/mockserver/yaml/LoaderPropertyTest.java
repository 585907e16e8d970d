package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in a file, the loader answers with findings. */
class LoaderPropertyTest {
  private static Path folder;
  private static byte[] example;

  @BeforeContainer
  static void example() throws IOException {
    folder = Files.createTempDirectory("loader");
    try (InputStream in =
        LoaderPropertyTest.class.getResourceAsStream("dialogues/signin/redirect.dialogue.yaml")) {
      example = Objects.requireNonNull(in).readAllBytes();
    }
  }

  @AfterContainer
  static void clean() throws IOException {
    Files.deleteIfExists(folder.resolve("a.dialogue.yaml"));
    Files.deleteIfExists(folder);
  }

  private static void load(byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve("a.dialogue.yaml"), bytes);
      LoadResult result = Loader.root(folder).load(file);
      result.findings().forEach(finding -> assertThat(finding.text()).isNotEmpty());
      assertThat(result.hasErrors()).isEqualTo(result.dialogues().isEmpty());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Property(tries = 200)
  void no_soup_of_bytes_makes_it_throw(@ForAll byte[] bytes) {
    load(bytes);
  }

  @Property(tries = 400)
  void no_soup_of_yaml_makes_it_throw(@ForAll("soups") String soup) {
    load(("dialogue: 1\nid: a\nsteps:\n" + soup).getBytes(StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<String> soups() {
    return Arbitraries.of(
            "  - ",
            "\n",
            "C: ",
            "S ns: ",
            "accept: ",
            "ns",
            "one-of:",
            "{",
            "}",
            "[",
            "]",
            "{trid}",
            "{x=*}",
            "{x}",
            "{=/",
            "/}",
            "'",
            "\"",
            "\\U",
            "|\n",
            ">",
            "&a ",
            "*a",
            "!t ",
            " #",
            "  ",
            "\t",
            "😀",
            "\u0000",
            "background: ",
            "include: a.dialogue.yaml",
            "md5(",
            ",",
            ": ",
            "? ",
            "quiet: 1s",
            "optional: ",
            "mime: ",
            "headers: ",
            "{len}",
            "- ",
            "<<: ",
            "%",
            "@",
            "within: 5")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 400)
  void no_damage_to_a_good_file_makes_it_throw(
      @ForAll("places") int at, @ForAll byte with, @ForAll("sizes") int cut) {
    // given
    byte[] damaged = example.clone();
    int from = at % damaged.length;
    for (int i = from; i < Math.min(damaged.length, from + cut); i++) {
      damaged[i] = with;
    }
    // then
    load(damaged);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 100_000);
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 40);
  }
}
