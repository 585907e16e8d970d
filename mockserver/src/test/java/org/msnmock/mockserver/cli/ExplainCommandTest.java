package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
  private static final String HELLO =
      """
      dialogue: 1
      id: hello
      title: Greets
      vars: { version: MSNP9 }
      cases:
        - { case: plain, nick: Alice }
        - { case: blank, nick: Alice Liddell }
      background:
        ping:
          - C ns: PNG
          - S: QNG 50
      steps:
        - accept: ns
        - C: VER {trid} {version} {**}
        - S: VER {trid} MSNP9 CVR0
        - C: CVR {trid} {locale=hex} {**}
        - S: CVR {trid} 1 1 1 x y
        - C: USR {trid} TWN I {user}
        - S: USR {trid} TWN S x
        - C: USR {trid} TWN S {ticket}
        - S: USR {trid} OK {user} x
        - set: { twice: "{nick}{nick}", late: "{locale}" }
        - C: REA {trid} {user} {nick:url}
        - S: REA {trid} 1 {user} {nick:url}
        - C: PRP {trid} {locale} {locale} {late} {twice}
        - C: PRP {trid} HTTP {ns.addr} {md5(locale, 'x')}
        - C: QRY {trid} x {len}
          body: "{md5('x')}"
        - C login: GET /login2.srf
          headers: { A: b }
        - S login: 200 OK
        - include: part.yaml
          with: { who: "{user}", what: "{locale}" }
      """;
  private static final String PART =
      """
      fragment: 1
      title: Adds
      params:
        who: { type: email }
        what: {}
      steps:
        - C: ADD {trid} FL {who} {what}
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("hello.dialogue.yaml"), HELLO);
    Files.writeString(folder.resolve("part.yaml"), PART);
  }

  @Test
  void names_the_step_that_takes_the_line_and_shows_it() {
    assertThat(explain("VER 1 MSNP9 CVR0")).isEqualTo(0);

    assertThat(out.toString())
        .isEqualTo(
            """
            VER 1 MSNP9 CVR0   in hello[plain]

            taken by step 2 of 19
              hello.dialogue.yaml:14:5
                 14 |   - C: VER {trid} {version} {**}
                    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

            1 of 10 awaited lines takes it
            """);
  }

  @Test
  void says_whose_connection_a_fragment_is_about() throws IOException {
    Files.writeString(
        folder.resolve("greets.yaml"),
        """
        fragment: 1
        title: Greets
        params:
          conn: { type: connection }
        steps:
          - C {conn}: VER {trid} {**}
        """);
    Files.writeString(
        folder.resolve("hello.dialogue.yaml"),
        """
        dialogue: 1
        id: hello
        title: Two greet
        clients: { alice: {}, bob: {} }
        steps:
          - accept: alice.ns
          - accept: bob.ns
          - include: greets.yaml
            with: { conn: alice.ns }
          - include: greets.yaml
            with: { conn: bob.ns }
        """);

    assertThat(explain("VER 1 MSNP9")).isEqualTo(0);

    assertThat(out.toString())
        .contains("taken by step 4 of 6, on alice.ns\n", "taken by step 6 of 6, on bob.ns\n");
  }

  @Test
  void says_that_the_emulator_gets_what_no_step_takes() throws IOException {
    Files.writeString(
        folder.resolve("hello.dialogue.yaml"),
        """
        dialogue: 1
        id: hello
        title: A status
        otherwise: emulator
        steps:
          - C ns: CHG {trid} AWY {**}
        """);

    assertThat(explain("CHG 1 BSY 0")).isEqualTo(1);

    assertThat(out.toString()).endsWith("it is left to the emulator\n");
  }

  @Test
  void says_of_the_nearest_why_not_with_the_token_under_a_caret() {
    assertThat(explain("VER 1 MSNP8 CVR0")).isEqualTo(1);

    assertThat(out.toString())
        .contains(
            """
            not by step 2 of 19
              hello.dialogue.yaml:14:19
                 14 |   - C: VER {trid} {version} {**}
                    |                   ^^^^^^^^^
              token 3    expected  MSNP9
                         received  MSNP8
            """,
            "0 of 10 awaited lines take it");
  }

  @Test
  void a_line_that_ends_too_soon_and_one_too_long_are_told() {
    explain("USR 1 TWN");
    explain("PNG 1");

    assertThat(out.toString())
        .contains("token 4    expected  I", "received  (nothing)")
        .contains("not by background rule \"ping\"", "token 2    expected  (nothing)");
  }

  @Test
  void a_background_rule_takes_lines_too() {
    assertThat(explain("PNG")).isEqualTo(0);

    assertThat(out.toString()).contains("taken by background rule \"ping\"");
  }

  @Test
  void the_account_is_known() {
    assertThat(explain("USR 3 TWN I ALICE@example.com")).isEqualTo(0);
    assertThat(explain("USR 3 TWN I bob@example.com")).isEqualTo(1);

    assertThat(out.toString())
        .contains("token 5    expected  alice@example.com", "received  bob@example.com");
  }

  @Test
  void a_case_has_its_own_values() {
    assertThat(explain("REA 7 alice@example.com Alice")).isEqualTo(0);
    assertThat(explain("REA 7 alice@example.com Alice%20Liddell")).isEqualTo(1);
    assertThat(explain("REA 7 alice@example.com Alice%20Liddell", "--case", "blank")).isEqualTo(0);

    assertThat(out.toString()).contains("in hello[blank]");
  }

  @Test
  void what_is_learned_while_playing_is_told_and_not_judged() {
    assertThat(explain("PRP 9 0x0409 0x0409 abc AliceAlice")).isEqualTo(0);

    assertThat(out.toString())
        .contains(
            "if         {locale} is 0x0409   (learned at hello.dialogue.yaml:16:19)",
            "if         {late} is abc   (set at hello.dialogue.yaml:22:");
  }

  @Test
  void a_value_that_stands_twice_has_to_be_the_same_twice() {
    assertThat(explain("PRP 9 0x0409 0x0410 abc AliceAlice")).isEqualTo(1);

    assertThat(out.toString()).contains("token 4    expected  0x0409", "received  0x0410");
  }

  @Test
  void a_value_that_is_not_known_has_to_be_of_its_kind() {
    assertThat(explain("PRP 9 none none abc AliceAlice")).isEqualTo(1);

    assertThat(out.toString())
        .contains("expected  the value of {locale}, a hexadecimal number, learned at hello");
  }

  @Test
  void what_is_set_from_constants_alone_is_known() {
    assertThat(explain("PRP 9 1 1 abc Alice")).isEqualTo(1);

    assertThat(out.toString()).contains("token 6    expected  AliceAlice");
  }

  @Test
  void addresses_and_functions_of_learned_values_are_not_known() {
    assertThat(explain("PRP 9 HTTP 127.0.0.1:1863 abc")).isEqualTo(0);

    assertThat(out.toString())
        .contains(
            "if         {ns.addr} is 127.0.0.1:1863   (an address of the run)",
            "if         md5(locale, 'x') is abc   (made of values that come while playing)");
  }

  @Test
  void a_missing_value_that_is_not_known_is_named() {
    assertThat(explain("PRP 9 HTTP")).isEqualTo(1);

    assertThat(out.toString()).contains("expected  the value of {ns.addr}, an address of the run");
  }

  @Test
  void a_ticket_is_not_known_and_not_shown() {
    assertThat(explain("USR 4 TWN S t=topsecret")).isEqualTo(0);

    assertThat(out.toString())
        .contains("USR 4 TWN S [hidden]", "if         {ticket} is [hidden], 11 characters")
        .doesNotContain("topsecret");
  }

  @Test
  void parameters_of_a_fragment_are_known_where_their_values_are() {
    assertThat(explain("ADD 5 FL carol@example.com 9")).isEqualTo(1);
    assertThat(explain("ADD 5 FL alice@example.com 9")).isEqualTo(0);

    assertThat(out.toString())
        .contains(
            "token 4    expected  alice@example.com",
            "included   from hello.dialogue.yaml:32:",
            "if         {what} is 9   (given at hello.dialogue.yaml:33:");
  }

  @Test
  void payloads_and_headers_are_left_out_and_that_is_said() {
    assertThat(explain("QRY 5 x 32")).isEqualTo(0);
    assertThat(explain("GET /login2.srf")).isEqualTo(0);
    assertThat(explain("GET http://login.example.com/login2.srf HTTP/1.1")).isEqualTo(0);
    assertThat(explain("GET /login3.srf")).isEqualTo(1);

    assertThat(out.toString())
        .contains(
            "note       the payload does not stand in the line",
            "note       the headers of a request do not stand in its line",
            "path       expected  /login2.srf");
  }

  @Test
  void without_any_step_for_the_command_the_first_ones_are_shown() {
    assertThat(explain("XYZ 5")).isEqualTo(1);

    assertThat(out.toString()).contains("token 1    expected  VER", "received  XYZ");
  }

  @Test
  void a_request_that_nobody_takes_is_held_against_those_that_are_awaited() {
    assertThat(explain("POST /login2.srf")).isEqualTo(1);

    assertThat(out.toString())
        .contains("- C login: GET /login2.srf", "method     expected  GET", "received  POST")
        .doesNotContain("expected  VER");
  }

  @Test
  void what_would_harm_a_terminal_is_written_out() {
    assertThat(explain("VER 1 \u001b[31m")).isEqualTo(1);

    assertThat(out.toString()).contains("received  \\x1b[31m").doesNotContain("\u001b");
  }

  @Test
  void a_wrong_file_is_4_and_shown_as_lint_does() throws IOException {
    Files.writeString(folder.resolve("hello.dialogue.yaml"), HELLO.replace("accept:", "acept:"));

    assertThat(explain("VER 1 MSNP9")).isEqualTo(4);
    assertThat(err.toString()).contains("hello.dialogue.yaml:13:5  error D102");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "VER 1\nMSNP9", "VER 1\r"})
  void a_line_that_is_none_is_64(String line) {
    assertThat(explain(line)).isEqualTo(64);
  }

  @Test
  void an_endless_line_an_unknown_case_and_a_missing_file_are_64() {
    assertThat(explain("VER " + "x".repeat(9000))).isEqualTo(64);
    assertThat(explain("VER 1", "--case", "none")).isEqualTo(64);
    assertThat(err.toString()).contains("no case \"none\"; known: plain, blank");
    assertThat(run("explain", "no.dialogue.yaml", "VER 1")).isEqualTo(64);
    assertThat(run("explain", ".", "VER 1")).isEqualTo(64);
    assertThat(run("explain", "hello.dialogue.yaml")).isEqualTo(64);
    assertThat(run("explain", "hello.dialogue.yaml", "VER", "1")).isEqualTo(64);
  }

  private int explain(String line, String... more) {
    String[] words = new String[more.length + 3];
    words[0] = "explain";
    words[1] = "hello.dialogue.yaml";
    words[2] = line;
    System.arraycopy(more, 0, words, 3, more.length);
    return run(words);
  }

  private int run(String... line) {
    return Msnmock.run(
        new Console(new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), folder),
        line);
  }
}
