package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.wire.Role;

/** Connections, lines, payloads, requests, and what the protocol says to them. */
class WireTest {
  @RegisterExtension final Folder folder = new Folder();

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: ns\n" + steps);
  }

  /** The step after {@code accept: ns}. */
  private Step step(String step) {
    return clean(steps("  - " + step + "\n")).steps().get(1);
  }

  @Test
  void a_line_names_its_connection_or_takes_the_current_one() {
    // when
    List<Step> steps =
        clean(
                steps(
                    """
                      - { accept: sb, as: first }
                      - S: QNG 50
                      - S ns: QNG 50
                      - S alice.ns: QNG 50
                      - S first: QNG 50
                      - S {entry}: QNG 50
                      - use: ns
                    """))
            .steps();
    // then
    assertThat(steps.subList(2, 7).stream().map(step -> ((Step.ServerLine) step).target()))
        .containsExactly(
            new Target.Current(),
            new Target.Listener(Service.of(Role.NOTIFICATION_SERVER)),
            new Target.Listener(Service.of(Role.NOTIFICATION_SERVER)),
            new Target.Alias("first", 0),
            new Target.Listener(Service.of(Role.NOTIFICATION_SERVER)));
    assertThat(((Step.Accept) steps.get(1)).alias()).contains(new Target.Alias("first", 0));
  }

  @Test
  void a_connection_is_used_after_it_was_accepted() {
    // when
    LoadResult result = folder.steps("  - C ns: PNG\n  - S ns: QNG 50\n  - C: OUT\n");
    // then
    assertThat(places(result)).containsExactly("D501 4:5+9", "D501 6:5+6");
  }

  @Test
  void a_connection_accepted_on_one_way_only_is_not_open() {
    // given
    String steps =
        """
          - one-of:
              a: [{ accept: sb }]
              b: [{ C: OUT }]
          - S sb: QNG 50
          - S: QNG 50
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D501 8:5+12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close: ns", "reset: ns"})
  void nothing_is_sent_or_awaited_after_the_end_of_a_connection(String end) {
    // when
    LoadResult result =
        steps("  - " + end + "\n  - S: QNG 50\n  - C: PNG\n  - accept: ns\n  - S: QNG 50\n");
    // then
    assertThat(places(result)).containsExactly("D504 6:5+9", "D504 7:5+6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ close: ns }",
        "{ reset: ns }",
        "{ S: QNG 50, wire: { cut: 2 } }",
        "{ S: QNG 50, wire: { cut: 2, then: reset } }"
      })
  void nobody_hears_a_close_after_our_own(String end) {
    assertThat(places(steps("  - " + end + "\n  - expect-close: ns\n")))
        .containsExactly("D505 6:5+16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ S: QNG 50, wire: { cut: 2, then: stall } }",
        "{ one-of: { a: [{ C: PNG }, { close: ns }], b: [{ C: OUT }] } }"
      })
  void a_close_is_heard_on_what_we_may_have_left_open(String before) {
    clean(steps("  - " + before + "\n  - expect-close: ns\n"));
  }

  @Test
  void a_close_on_one_way_only_is_no_end() {
    clean(
        steps(
            """
              - one-of:
                  a: [{ C: PNG }, { close: ns }]
                  b: [{ C: OUT }]
              - S ns: OUT
            """));
  }

  @Test
  void an_unknown_connection_gets_a_suggestion() {
    // when
    LoadResult result = steps("  - S nss: QNG 50\n  - S {con}: OUT\n");
    // then
    assertThat(places(result)).containsExactly("D201 5:5+5", "D201 6:5+7");
    assertThat(result.findings().get(0).hints()).contains("did you mean \"ns\"?");
  }

  @Test
  void a_transaction_id_must_have_been_learned_on_its_connection() {
    // given
    String steps =
        """
          - S: VER {trid} MSNP9
          - C: VER {trid} {**}
          - S: VER {trid} MSNP9
          - accept: sb
          - S: ACK {trid}
          - S ns: VER {trid} MSNP9
        """;
    // then
    assertThat(places(steps(steps))).containsExactly("D604 5:12+6", "D604 9:12+6");
  }

  @Test
  void a_transaction_id_that_some_way_learns_may_be_sent() {
    clean(
        steps(
            """
              - one-of:
                  a: [{ C: "SYN {trid} 0" }]
                  b: [{ C: PNG }]
              - S: SYN {trid} 0
            """));
  }

  @Test
  void a_transaction_id_belongs_to_a_line() {
    assertThat(errors(steps("  - C: SYN {trid} 0\n  - note: \"{trid}\"\n")))
        .containsExactly("D604 6:12+6");
  }

  @ParameterizedTest
  @CsvSource({
    "S: FOO 1, D601 5:8+3",
    "C: NLN {trid}, D601 5:8+3",
    "S: CHL 0, D602 5:8+5",
    "C: SYN {trid} 1 2 3, D602 5:8+16",
    "S: QNG 1 2, D602 5:8+7",
  })
  void an_unknown_command_or_number_of_tokens_is_a_warning(String step, String finding) {
    // when
    LoadResult result = steps("  - " + step + "\n");
    // then
    assertThat(places(result)).containsExactly(finding);
    assertThat(result.dialogues()).hasSize(1);
  }

  @Test
  void a_mistyped_command_gets_a_suggestion() {
    assertThat(steps("  - S: NLM\n").findings().get(0).hints())
        .containsExactly("did you mean \"NLN\"?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"S: 911 7", "S: 800 0", "C: CHG {trid} {**}", "C: CHG {trid} NLN {=int?} {=*?}"})
  void errors_rests_and_optional_tokens_are_no_warning(String step) {
    step(step);
  }

  @ParameterizedTest
  @CsvSource({
    "'S: NLN {len}', D603 5:12+5",
    "'{ S: NLN NLN a b 0, body: x }', D603 5:25+4",
    "'{ C: OUT, body: x }', D603 5:15+4",
    "'S: MSG a b {len}', D603 5:16+5",
    "'C: CHG {len} x', D603 5:12+5",
  })
  void a_payload_and_its_length_belong_together(String step, String finding) {
    assertThat(errors(steps("  - " + step + "\n"))).containsExactly(finding);
  }

  @Test
  void payload_commands_add_to_the_table() {
    clean(
        folder
            .with(
                "a.dialogue.yaml",
                "dialogue: 1\nid: a\npayload-commands: [UUX]\nsteps:\n  - accept: ns\n  - C: UUX {trid} {len}\n")
            .load());
  }

  @Test
  void a_body_has_CRLF_line_ends() {
    // when
    Step.ServerLine line =
        (Step.ServerLine) step("S: NOT {len}\n    body: |-\n      one\n      {user}");
    // then
    List<Piece> pieces = ((Payload.Body) line.payload().orElseThrow()).text().pieces();
    assertThat(((Piece.Fixed) pieces.get(0)).text()).isEqualTo("one\r\n");
    assertThat(pieces.get(1)).isInstanceOf(Piece.Known.class);
    assertThat(pieces).hasSize(2);
  }

  @Test
  void mime_is_headers_and_a_text_or_fields() {
    // when
    Step.ClientLine line =
        (Step.ClientLine)
            step(
                """
                C: MSG {trid} {=U|N} {len}
                    mime:
                      headers:
                        MIME-Version: 1.0
                        X-MMS-IM-Format: FN={=url}; EF={=*};{*}
                        P2P-Dest: "{absent}"
                      other-headers: allow
                      fields: { Port: "{=int}" }
                      other-fields: deny""");
    // then
    PayloadPattern.Mime mime = (PayloadPattern.Mime) line.payload().orElseThrow();
    assertThat(mime.headers())
        .extracting(PayloadPattern.Header::name)
        .containsExactly("MIME-Version", "X-MMS-IM-Format", "P2P-Dest");
    assertThat(mime.headers().get(1).value().pieces()).hasSize(6);
    assertThat(mime.headers().get(2).value().isAbsent()).isTrue();
    assertThat(mime.otherHeaders()).isEqualTo(PayloadPattern.Others.ALLOWED);
    assertThat(mime.otherFields()).isEqualTo(PayloadPattern.Others.DENIED);
    assertThat(mime.fields()).hasSize(1);
    assertThat(mime.text()).isEmpty();
  }

  @Test
  void mime_is_written_in_file_order() {
    // when
    Step.ServerLine line =
        (Step.ServerLine)
            step("{ S: \"MSG a b {len}\", mime: { headers: { B: 1, A: \"{user}\" }, text: x } }");
    // then
    Payload.Mime mime = (Payload.Mime) line.payload().orElseThrow();
    assertThat(mime.headers()).extracting(Payload.Header::name).containsExactly("B", "A");
    assertThat(mime.text()).isPresent();
  }

  @Test
  void bytes_and_files_are_raw() {
    // given
    folder.with("data/x.bin", new byte[] {1, 2, (byte) 0xff});
    // when
    Step.ServerLine bytes = (Step.ServerLine) step("{ S: \"NOT {len}\", bytes: 01 02 fF }");
    Step.ServerLine file = (Step.ServerLine) step("{ S: \"NOT {len}\", file: data/x.bin }");
    // then
    assertThat(((Payload.Raw) bytes.payload().orElseThrow()).fill(null))
        .isEqualTo(((Payload.Raw) file.payload().orElseThrow()).fill(null))
        .isEqualTo(new byte[] {1, 2, (byte) 0xff});
  }

  @ParameterizedTest
  @CsvSource({
    "'bytes: 01 0', D107 5:34+4",
    "'bytes: 01 0g', D107 5:38+1",
    "'file: none.bin', D111 5:33+8",
    "'mime: x', D107 5:33+1",
    "'mime: { header: {} }', D102 5:35+6",
    "'mime: { headers: { A: 1, a: 2 } }', D103 5:52+1",
    "'mime: { headers: { \"A B\": 1 } }', D107 5:46+5",
    "'mime: { headers: { A: \"x\\ny\" } }', D107 5:49+6",
    "'mime: { text: x, fields: { A: 1 } }', D102 5:44+6",
    "'mime: { other-headers: allow }', D102 5:35+13",
    "'body: x, bytes: 00', D102 5:36+5",
    "'p2p: {}', D107 5:32+1",
    "'p2p: { dest: a@b }, body: x', D102 5:27+3",
    "'blocks: {}', D603 5:27+6",
    "'headers: { A: 1 }, body: x', D102 5:27+7",
  })
  void a_wrong_payload_is_refused_at_its_place(String payload, String finding) {
    assertThat(errors(steps("  - { S: \"MSG a b {len}\", " + payload + " }\n")))
        .containsExactly(finding);
  }

  /** It would stand for no text when the play comes to it. */
  @ParameterizedTest
  @CsvSource({
    "'body: \"{absent}\"', D107 5:38+10",
    "'mime: { text: \"{absent}\" }', D107 5:46+10",
  })
  void a_text_that_is_awaited_cannot_be_absent(String payload, String finding) {
    assertThat(errors(steps("  - { C: \"MSG {trid} N {len}\", " + payload + " }\n")))
        .containsExactly(finding);
  }

  @Test
  void requests_and_answers_are_scripted_on_login_and_nexus() {
    // when
    List<Step> steps =
        clean(
                folder.steps(
                    """
                      - C login: GET /login2.srf?x={user:url} HTTP/1.1
                        within: 15s
                        headers: { Host: "{*}", Cookie: "{absent}" }
                        auth: { sign-in: "{user:url}", pwd: "{password:url}" }
                      - S login: 302 Found
                        headers: { Location: "{login.url}" }
                        body: moved
                        after: 1s
                    """))
            .steps();
    // then
    Step.ClientRequest request = (Step.ClientRequest) steps.get(0);
    assertThat(request.service().role()).isEqualTo(Role.LOGIN);
    assertThat(request.request().method()).isEqualTo("GET");
    assertThat(request.request().path().pieces()).hasSize(2);
    assertThat(request.request().path().span().place()).isEqualTo("a.dialogue.yaml:4:18");
    assertThat(request.request().headers().get(1).value().isAbsent()).isTrue();
    assertThat(request.request().authorization()).hasSize(2);
    assertThat(request.timing().within()).contains(Duration.ofSeconds(15));
    Step.ServerAnswer answer = (Step.ServerAnswer) steps.get(1);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.reason()).isEqualTo("Found");
    assertThat(answer.headers()).hasSize(1);
    assertThat(answer.body()).isPresent();
    assertThat(answer.after()).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "'C login: GET', D107 5:14+3",
    "'C login: get /x', D107 5:14+6",
    "'{ C login: GET /x, body: x }', D102 5:24+4",
    "'S login: 200 OK', D501 5:5+15",
    "'S login: OK', D107 5:14+2",
    "'accept: nexus', D107 5:5+13",
    "'close: login', D107 5:5+12",
  })
  void a_wrong_request_or_answer_is_refused_at_its_place(String step, String finding) {
    assertThat(errors(steps("  - " + step + "\n"))).contains(finding);
  }

  @Test
  void faults_hurt_one_line() {
    // when
    List<Step> steps =
        clean(
                steps(
                    """
                      - S: QNG 50
                        wire: { chunks: [3, 1, rest], gap: 40ms }
                      - S: QNG 50
                        wire: { every: 1, gap: 2ms }
                      - S: QNG 50
                        wire: { join: next }
                      - S: QNG 50
                        after: 3s
                    """))
            .steps();
    // then
    assertThat(steps.subList(1, 5).stream().map(step -> ((Step.ServerLine) step).delivery()))
        .containsExactly(
            new Delivery.Chunks(List.of(3, 1), Duration.ofMillis(40)),
            new Delivery.Every(1, Duration.ofMillis(2)),
            new Delivery.JoinNext(),
            new Delivery.Whole());
    assertThat(((Step.ServerLine) steps.get(4)).after()).isEqualTo(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @CsvSource({
    "'{ join: next }', D107 5:5+9",
    "'{ join: now }', D107 6:19+3",
    "'{ chunks: [0] }', D107 6:22+1",
    "'{ chunks: [rest, 1] }', D107 6:22+4",
    "'{ every: x }', D107 6:20+1",
    "'{ evry: 1 }', D102 6:13+4",
    "'x', D107 6:11+1",
  })
  void a_wrong_fault_is_refused_at_its_place(String wire, String finding) {
    assertThat(errors(steps("  - S: QNG 50\n    wire: " + wire + "\n  - accept: sb\n")))
        .containsExactly(finding);
  }

  @Test
  void early_lines_may_be_forbidden() {
    assertThat(((Step.ClientLine) step("{ C: OUT, early: fail }")).early()).isEqualTo(Early.FAIL);
    assertThat(((Step.ClientLine) step("C: OUT")).early()).isEqualTo(Early.NOTED);
    assertThat(errors(steps("  - { C: OUT, early: never }\n"))).containsExactly("D107 5:22+5");
  }

  @Test
  void quiet_is_for_the_current_connection_one_or_all() {
    assertThat(((Step.Quiet) step("quiet: 2s")).target()).contains(new Target.Current());
    assertThat(((Step.Quiet) step("{ quiet: 2s, for: any }")).target()).isEqualTo(Optional.empty());
    assertThat(((Step.Quiet) step("{ quiet: 2m, for: ns }")).target())
        .contains(new Target.Listener(Service.of(Role.NOTIFICATION_SERVER)));
  }

  @Test
  void small_steps_are_read() {
    assertThat(((Step.Pause) step("pause: 200ms")).duration()).isEqualTo(Duration.ofMillis(200));
    assertThat(((Step.SetVerdict) step("{ verdict: non-strict, why: x }")).outcome())
        .isEqualTo(Outcome.NON_STRICT);
    assertThat(((Step.Refuse) step("refuse: sb")).service().role()).isEqualTo(Role.SWITCHBOARD);
    assertThat(step("expect-close: ns")).isInstanceOf(Step.ExpectClose.class);
    assertThat(((Step.Reset) step("{ reset: ns, after: 1s }")).after())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void the_client_is_asked_and_tells() {
    // when
    Step.Do act =
        (Step.Do) step("{ do alice: add-contacts, args: { who: [bob@example.com, \"{user}\"] } }");
    Step.See see =
        (Step.See) step("{ see: message, args: { text: \"100% #1\", bold: true }, within: 1s }");
    // then
    assertThat(act.verb()).isEqualTo("add-contacts");
    assertThat(act.arguments().get("who").pieces()).hasSize(3);
    assertThat(see.event()).isEqualTo("message");
    Map<String, Template> arguments = see.arguments();
    assertThat(((Piece.Fixed) arguments.get("bold").pieces().get(0)).text()).isEqualTo("true");
    assertThat(see.timing().within()).contains(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "'do: sing-in', D102 5:9+7",
    "'see: signed-on', D102 5:10+9",
    "'do bob: typing', D201 5:5+6",
    "'{ do: block, args: { whom: x } }', D102 5:26+4",
    "'{ do: set-picture, args: { file: smiel.png } }', D111 5:38+9",
    "'{ do: set-picture, args: { file: ../x } }', D111 5:38+4",
    "'{ do: set-picture, args: { file: \"{user}\" } }', D107 5:38+8",
    "'{ see: contacts, args: { forward: { A: [b] } } }', D107 5:39+1",
    "'{ see: contacts, args: { groups: [b] } }', D107 5:38+1",
    "'{ see: contacts, args: { groups: { A: { b: c } } } }', D107 5:43+1",
  })
  void a_wrong_verb_event_or_argument_is_refused_at_its_place(String step, String finding) {
    assertThat(errors(steps("  - " + step + "\n"))).containsExactly(finding);
  }

  @ParameterizedTest
  @CsvSource({
    "'{ C: PNG, pass: emulator }', D107 5:21+8",
    "'{ C: PNG, pass: script }', D107 5:21+6",
    "'{ quiet: 1s, since: x }', D112 5:18+5",
    "'{ S: QNG 50, pass: emulator }', D102 5:18+4",
    "'{ C: PNG, after: 1s }', D102 5:15+5",
    "'{ S: QNG 50, within: 1s }', D102 5:18+6",
  })
  void companions_that_come_later_are_refused_as_such(String step, String finding) {
    assertThat(errors(steps("  - " + step + "\n"))).containsExactly(finding);
  }

  @Test
  void a_file_that_the_client_is_to_take_stands_beside_the_dialogue() throws IOException {
    // given
    folder.with("smile.png", "GIF89a");
    // when
    Step.Do act = (Step.Do) step("{ do: set-picture, args: { file: smile.png } }");
    // then
    assertThat(act.files())
        .containsExactly(Map.entry("file", folder.path().toRealPath().resolve("smile.png")));
  }

  @Test
  void a_file_that_the_client_is_to_take_may_have_its_whole_path(@TempDir Path elsewhere)
      throws IOException {
    // given
    Path file = Files.writeString(elsewhere.resolve("smile.png"), "GIF89a");
    // when, then
    assertThat(((Step.Do) step("{ do: set-picture, args: { file: '" + file + "' } }")).files())
        .containsExactly(Map.entry("file", file));
    assertThat(errors(steps("  - { do: set-picture, args: { file: '" + file + "x' } }\n")))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("D111");
  }

  @Test
  void a_file_as_payload_is_bounded() {
    // given
    folder.with("big.bin", "x".repeat(1024 * 1024 + 1).getBytes(StandardCharsets.UTF_8));
    // then
    assertThat(errors(steps("  - { S: \"NOT {len}\", file: big.bin }\n")))
        .containsExactly("D111 5:29+7");
  }
}
