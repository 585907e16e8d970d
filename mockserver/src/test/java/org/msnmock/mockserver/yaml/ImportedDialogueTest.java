package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.yaml.ImportedDialogue.Complaint;

class ImportedDialogueTest {

  /** The example of the language, 10.10. */
  private static final String EXAMPLE =
      """
      dialogue: 1
      id: quick.pasted
      title: A transcript pasted as it stood in a protocol page
      steps:
        - accept: ns
        - C: VER {trid} MSNP9 {**}
        - S: VER {trid} MSNP9 CVR0
        - C: CVR {trid} {*} {*} {*} {*} {*} {*} {*} {user}
        - S: CVR {trid} 6.0.0602 6.0.0602 1.0.0000 http://dl.example.com/s.exe http://example.com
      """;

  @ParameterizedTest
  @CsvSource({
    "'C: ', 'S: '",
    ">>> , <<< ",
    "'-> ', '<- '",
    "C:, S:",
    "'--> ', '<-- '",
    "'12:30:01 C: ', '12:30:02 S: '",
    "'[12:30] -> ', '[12:30] <- '",
    "'2003-05-01 12:30:01.250 - >>> ', '2003-05-01T12:30:01,250: <<< '",
    "'0.103  C: ', '  1.840  S: '",
    "'(9:05:01 PM) C: ', '(9:05:01 PM) S: '",
  })
  void the_example_of_the_language_in_each_way_to_write_it(String client, String server) {
    String pasted =
        """
        CVER 1 MSNP9 MSNP8 CVR0
        SVER 1 MSNP9 CVR0
        CCVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS me@example.org
        SCVR 2 6.0.0602 6.0.0602 1.0.0000 http://dl.example.com/s.exe http://example.com
        """
            .replaceAll("(?m)^C", client)
            .replaceAll("(?m)^S", server);

    ImportedDialogue imported =
        ImportedDialogue.from(
                pasted,
                "quick.pasted",
                "A transcript pasted as it stood in a protocol page",
                Optional.of("me@example.org"))
            .orElseThrow();

    assertThat(imported.text()).isEqualTo(EXAMPLE);
    assertThat(imported.complaints()).isEmpty();
    assertThat(imported.steps()).isEqualTo(5);
    load(imported);
  }

  @Test
  void the_account_is_guessed_from_the_line_that_names_it() {
    assertThat(
            steps(
                """
                C: CVR 1 0x0409 win 4.10 i386 MSNMSGR 5 MSMSGS Me@Example.org
                C: USR 2 TWN I me@example.org
                S: USR 2 OK me@example.org Me%20Too 1
                S: NLN NLN some.me@example.org Other 0
                """))
        .containsExactly(
            "accept: ns",
            "C: CVR {trid} {*} {*} {*} {*} {*} {*} {*} {user}",
            "C: USR {trid} TWN I {user}",
            "S: USR {trid} OK {user} Me%20Too 1",
            "S: NLN NLN some.me@example.org Other 0");
  }

  @Test
  void the_last_field_of_CVR_is_any_token_where_the_account_is_not_known() {
    assertThat(steps("C: CVR 1 a b me@example.org")).contains("C: CVR {trid} {*} {*} {*}");
  }

  @Test
  void an_answer_that_comes_late_names_the_id_that_it_answers() {
    assertThat(
            steps(
                """
                C: SYN 4 0
                C: CHG 5 NLN 0
                S: SYN 4 1 0 0
                S: CHG 5 NLN 0
                S: ILN 5 AWY bob@example.com Bob 0
                """))
        .containsExactly(
            "accept: ns",
            "C: SYN {id1=trid} 0",
            "C: CHG {trid} NLN 0",
            "S: SYN {id1} 1 0 0",
            "S: CHG {trid} NLN 0",
            "S: ILN {trid} AWY bob@example.com Bob 0");
  }

  @Test
  void numbers_that_are_no_transaction_ids_stay() {
    assertThat(
            steps(
                """
                C: PNG
                S: QNG 50
                C: CHG 50 NLN 0
                S: QNG 50
                S: CHL 0 15570131571988941333
                S: 911 7
                """))
        .containsExactly(
            "accept: ns",
            "C: PNG",
            "S: QNG 50",
            "C: CHG {trid} NLN 0",
            "S: QNG 50",
            "S: CHL 0 15570131571988941333",
            "S: 911 7");
  }

  @Test
  void a_redirect_leads_to_the_servers_of_the_run() {
    assertThat(
            steps(
                """
                C: VER 0 MSNP8
                S: XFR 1 NS 207.46.106.118:1863 0 207.46.104.20:1863
                C: VER 0 MSNP8
                S: RNG 1 207.46.108.1:1863 CKI 1.2 bob@example.com Bob
                C: ANS 1 me@example.org 1.2 1
                S: ANS 1 OK
                """))
        .containsExactly(
            "accept: ds",
            "C: VER {trid} MSNP8 {**}",
            "S: XFR 1 NS {ns.addr} 0 207.46.104.20:1863",
            "accept: ns",
            "C: VER {trid} MSNP8 {**}",
            "S: RNG 1 {sb.addr} CKI 1.2 bob@example.com Bob",
            "accept: sb",
            "C: ANS {trid} me@example.org 1.2 1",
            "S: ANS {trid} OK");
  }

  @Test
  void a_ticket_is_no_part_of_a_file() {
    assertThat(steps("C: USR 4 TWN S t=secret&p=secret")).contains("C: USR {trid} TWN S {=ticket}");
  }

  @Test
  void payloads_stand_below_their_lines() {
    Dialogue dialogue =
        dialogue(
            """
            C: USR 1 TWN I me@example.org
            C: QRY 9 msmsgs@msnmsgr.com 32
            8f2f5a91b72102cd28355e9fc9000d6e
            S: QRY 9
            >>> QRY 10 msmsgs@msnmsgr.com 32\\r\\n8f2f5a91b72102cd28355e9fc9000d6e
            S: MSG Hotmail Hotmail 58
            MIME-Version: 1.0
            X-To: me@example.org {x}

            hi there #1
            S: MSG Hotmail Hotmail 21
               MIME-Version: 1.0

            """);

    assertThat(text(dialogue))
        .contains("C: QRY {trid} msmsgs@msnmsgr.com {len}", "S: MSG Hotmail Hotmail {len}");
    assertThat(payloads(dialogue))
        .containsExactly("MIME-Version: 1.0|X-To: <user> {x}||hi there #1", "MIME-Version: 1.0||");
  }

  @Test
  void a_payload_of_another_length_is_reported_and_its_real_length_counts() {
    ImportedDialogue imported = imported("S: MSG Hotmail Hotmail 99\nhello\n");

    assertThat(imported.complaints())
        .containsExactly(
            new Complaint(
                1,
                "MSG announces another length than the 5 bytes that follow; {len} will be the real"
                    + " one"));
    assertThat(imported.text())
        .contains("S: MSG Hotmail Hotmail {len}\n    body: |-\n      hello\n");
    load(imported);
  }

  @Test
  void line_ends_that_are_written_out_are_kept_whatever_the_length() {
    ImportedDialogue imported =
        imported(
            """
            S: MSG Hotmail Hotmail 99\\r\\n
            A: b\\r\\n
            \\r\\n
            C: PNG\\r\\n
            \\r\\n
            """);

    assertThat(imported.complaints()).hasSize(1);
    assertThat(payloads(load(imported))).containsExactly("A: b||");
    assertThat(imported.steps()).isEqualTo(3);
  }

  @Test
  void lines_that_make_no_sense_are_left_out_with_their_number() {
    ImportedDialogue imported =
        imported(
            """
            # a comment, and an empty line

            Then the client says:
            C: VER 0 MSNP8
            C:
            S: VER 0 MSNP8
            and so on
            C: %s
            """
                .formatted("x".repeat(9000)));

    assertThat(imported.complaints()).extracting(Complaint::line).containsExactly(3, 5, 7, 8);
    assertThat(imported.complaints().get(0).message()).startsWith("left out: it begins neither");
    assertThat(imported.steps()).isEqualTo(3);
  }

  @Test
  void what_YAML_would_misread_is_quoted() {
    Dialogue dialogue =
        dialogue(
            """
            S: LST bob@example.com Bob #1 3
            S: NLN NLN bob@example.com a:
            S: NLN NLN bob@example.com x:%20y: z
            S: "quoted" \\ and {braces}
            S: NLN NLN bob@example.com \u0007\u202e\u00e4\ud83d\ude00
            """);

    assertThat(text(dialogue))
        .containsExactly(
            "accept: ns",
            "S: LST bob@example.com Bob #1 3",
            "S: NLN NLN bob@example.com a:",
            "S: NLN NLN bob@example.com x:%20y: z",
            "S: \"quoted\" \\ and {{braces}}",
            "S: NLN NLN bob@example.com \u0007\u202e\u00e4\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "just words", "VER 1 MSNP9"})
  void without_any_line_there_is_no_dialogue(String text) {
    assertThat(ImportedDialogue.from(text, "a", "b", Optional.empty())).isEmpty();
  }

  @Property(tries = 300)
  void any_line_is_loaded_as_it_stood(@ForAll @StringLength(max = 60) String text) {
    String line = "S: NLN NLN bob@example.com x" + onOneLine(text);

    assertThat(text(load(imported("C: VER 0 MSNP9\n" + line))))
        .last()
        .isEqualTo(line.stripTrailing().replace("{", "{{").replace("}", "}}"));
  }

  @Property(tries = 300)
  void any_payload_is_loaded_as_it_stood(@ForAll @StringLength(max = 60) String text) {
    String payload = "y" + onOneLine(text);

    assertThat(
            payloads(load(imported("S: MSG Hotmail Hotmail 4000\n" + payload + "\n\n" + payload))))
        .containsExactly(payload + "||" + payload);
  }

  @Test
  void the_id_is_the_place(@TempDir Path folder) {
    assertThat(ImportedDialogue.idOf(folder.resolve("pasted.dialogue.yaml"))).isEqualTo("pasted");
  }

  /** As if it had been read from a file, where it is one line. */
  private static String onOneLine(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .replaceAll("[\r\n]", "")
        .replace("\\r\\n", "");
  }

  private static ImportedDialogue imported(String text) {
    return ImportedDialogue.from(text, "a", "b", Optional.empty()).orElseThrow();
  }

  private static Dialogue dialogue(String text) {
    ImportedDialogue imported = imported(text);
    assertThat(imported.complaints()).isEmpty();
    return load(imported);
  }

  private static List<String> steps(String text) {
    return text(dialogue(text));
  }

  private static List<String> text(Dialogue dialogue) {
    return dialogue.steps().stream()
        .map(step -> step.info().text().replaceFirst("^([CS]|accept) ns: ", "$1: "))
        .toList();
  }

  /** What the server sends, an upright for each line end. */
  private static List<String> payloads(Dialogue dialogue) {
    return dialogue.steps().stream()
        .filter(Step.ServerLine.class::isInstance)
        .flatMap(step -> ((Step.ServerLine) step).payload().stream())
        .map(payload -> written((Payload.Body) payload))
        .toList();
  }

  private static String written(Payload.Body body) {
    StringBuilder out = new StringBuilder();
    body.text()
        .pieces()
        .forEach(piece -> out.append(piece instanceof Piece.Fixed fixed ? fixed.text() : "<user>"));
    return out.toString().replace("\r\n", "|");
  }

  private static Dialogue load(ImportedDialogue imported) {
    LoadResult result = Loader.root(Path.of("")).loadText("a", imported.text());
    assertThat(result.errors()).as(imported.text()).isEmpty();
    return result.dialogues().get(0);
  }
}
