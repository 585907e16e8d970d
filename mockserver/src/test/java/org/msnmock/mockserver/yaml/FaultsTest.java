package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LineEnding;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

/** {@code wire:} and {@code garbage}: what is done to bytes on purpose. */
class FaultsTest {
  @RegisterExtension final Folder folder = new Folder();

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: ns\n" + steps);
  }

  private Step.ServerLine line(String wire) {
    String step = "  - S: MSG a b {len}\n    body: x\n    wire: " + wire + "\n";
    return (Step.ServerLine) clean(steps(step)).steps().get(1);
  }

  private Step.Garbage garbage(String content) {
    return (Step.Garbage)
        clean(steps("  - garbage: { " + content + " }\n    after: 1s\n")).steps().get(1);
  }

  private static byte[] bytes(Step.Garbage step) {
    return step.content().fill(null);
  }

  // ---- wire ----

  @Test
  void a_line_without_faults_has_no_damage() {
    assertThat(line("{ every: 2 }").damage()).isEqualTo(Damage.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "cut: 60%, 60, PERCENT, CLOSE",
    "cut: 17, 17, BYTES, CLOSE",
    "'cut: 17, then: close', 17, BYTES, CLOSE",
    "'cut: 1%, then: reset', 1, PERCENT, RESET",
    "'cut: 99%, then: stall', 99, PERCENT, STALL",
  })
  void a_cut_is_a_share_or_a_number_of_bytes_and_closes_unless_it_says_otherwise(
      String cut, int amount, Damage.Unit unit, Damage.Then then) {
    assertThat(line("{ " + cut + " }").damage().cut()).contains(new Damage.Cut(amount, unit, then));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, NOTHING", "25, 25, NOTHING", "+7, 7, REAL_LENGTH", "-3, -3, REAL_LENGTH"})
  void a_length_is_announced_as_it_is_or_by_what_it_is_too_long_or_short(
      String written, int number, Damage.Basis basis) {
    assertThat(line("{ len: " + written + " }").damage().length())
        .contains(new Damage.Announced(number, basis));
  }

  @ParameterizedTest
  @CsvSource({"lf, LF", "cr, CR", "none, NONE"})
  void a_line_may_end_wrongly(String eol, LineEnding ending) {
    assertThat(line("{ eol: " + eol + " }").damage().ending()).isEqualTo(ending);
  }

  @Test
  void faults_stand_side_by_side() {
    // when
    Step.ServerLine line =
        line(
            "{ chunks: [3, rest], gap: 1ms, flip: { at: 10, mask: fE }, len: +1, eol: lf,"
                + " repeat: 100, cut: 50% }");
    // then
    assertThat(line.delivery()).isEqualTo(new Delivery.Chunks(List.of(3), Duration.ofMillis(1)));
    assertThat(line.damage())
        .isEqualTo(
            new Damage(
                Optional.of(new Damage.Announced(1, Damage.Basis.REAL_LENGTH)),
                LineEnding.LF,
                100,
                Optional.of(new Damage.Flip(10, 0xfe)),
                Optional.of(new Damage.Cut(50, Damage.Unit.PERCENT, Damage.Then.CLOSE))));
  }

  @ParameterizedTest
  @CsvSource({
    "'{ cut: 0 }', D107 6:18+1",
    "'{ cut: 100% }', D107 6:18+4",
    "'{ cut: -1 }', D107 6:18+2",
    "'{ cut: %, then: reset }', D101",
    "'{ cut: 5, then: rest }', D107 6:27+4",
    "'{ then: reset }', D102 6:13+4",
    "'{ gap: 1ms }', D102 6:13+3",
    "'{ cut: 5, gap: 1ms }', D102 6:21+3",
    "'{ every: 1, chunks: [2] }', D102 6:13+5",
    "'{ join: next, cut: 5 }', D102 6:25+3",
    "'{ join: next, every: 5 }', D102 6:25+5",
    "'{ join: next, chunks: [5] }', D102 6:25+6",
    "'{ flip: 10 }', D107 6:19+2",
    "'{ flip: { at: 10 } }', D107 6:19+1",
    "'{ flip: { at: x, mask: 01 } }', D107 6:25+1",
    "'{ flip: { at: 1, mask: 00 } }', D107 6:34+2",
    "'{ flip: { at: 1, mask: 1 } }', D107 6:34+1",
    "'{ flip: { at: 1, mask: 0g } }', D107 6:34+2",
    "'{ flip: { at: 1, msk: 01 } }', D102 6:28+3",
    "'{ len: 0 }', D603 6:13+3",
    "'{ eol: crlf }', D107 6:18+4",
    "'{ repeat: 1 }', D107 6:21+1",
    "'{ repeat: 101 }', D107 6:21+3",
  })
  void a_wrong_fault_is_refused_at_its_place(String wire, String finding) {
    assertThat(errors(steps("  - S: QNG 50\n    wire: " + wire + "\n  - S: QNG 50\n")))
        .anyMatch(one -> one.startsWith(finding));
  }

  @Test
  void a_wrong_fault_gets_a_suggestion() {
    // when
    LoadResult result =
        steps(
            """
              - S: QNG 50
                wire: { cut: half }
              - S: QNG 50
                wire: { cut: 9, then: rest }
              - accept: ns
              - S: MSG a b {len}
                body: x
                wire: { len: long, eol: fl }
            """);
    // then
    assertThat(result.errors())
        .extracting(Finding::hints)
        .containsExactly(
            List.of("fix: cut: 60%, or cut: 17 after 17 bytes; at least one is sent and one kept"),
            List.of("known: close, reset, stall", "did you mean \"reset\"?"),
            List.of("fix: len: 0, or len: +7 and len: -3 for more and less than the real length"),
            List.of("known: lf, cr, none", "did you mean \"lf\"?"));
  }

  @Test
  void answers_on_nexus_and_login_are_cut_damaged_and_broken_up() {
    // when
    Step.ServerAnswer answer =
        (Step.ServerAnswer)
            clean(
                    folder.steps(
                        """
                          - C login: GET /x
                          - S login: 200 OK
                            wire: { every: 3, gap: 2ms, flip: { at: 9, mask: 01 }, cut: 40, then: stall }
                        """))
                .steps()
                .get(1);
    // then
    assertThat(answer.delivery()).isEqualTo(new Delivery.Every(3, Duration.ofMillis(2)));
    assertThat(answer.damage().flip()).contains(new Damage.Flip(9, 1));
    assertThat(answer.damage().cut())
        .contains(new Damage.Cut(40, Damage.Unit.BYTES, Damage.Then.STALL));
  }

  @ParameterizedTest
  @ValueSource(strings = {"len: 0", "eol: lf", "repeat: 2", "join: next"})
  void what_is_for_lines_is_refused_in_an_answer(String fault) {
    // when
    LoadResult result =
        steps("  - C login: GET /x\n  - S login: 200 OK\n    wire: { " + fault + " }\n");
    // then
    assertThat(errors(result)).containsExactly("D102 7:13+" + fault.indexOf(':'));
    assertThat(result.errors().get(0).hints().get(0))
        .isEqualTo("known: chunks, cut, every, flip, gap, then");
  }

  @Test
  void an_answer_on_login_may_follow_one_that_was_cut_as_each_has_a_connection_of_its_own() {
    clean(
        folder.steps(
            """
              - C login: GET /x
              - S login: 200 OK
                wire: { cut: 5, then: reset }
              - C login: GET /x
              - S login: 200 OK
            """));
  }

  // ---- after a cut ----

  @ParameterizedTest
  @ValueSource(strings = {"{ cut: 5 }", "{ cut: 5, then: reset }"})
  void nothing_is_sent_or_awaited_after_a_cut_that_ends_the_connection(String wire) {
    // given
    String steps =
        "  - S: QNG 50\n    wire: %s\n  - S: QNG 50\n  - C: PNG\n  - garbage: { hex: 00 }\n"
                .formatted(wire)
            + "  - accept: ns\n  - S: QNG 50\n  - C: PNG\n";
    // then
    assertThat(errors(steps(steps))).containsExactly("D504 7:5+9", "D504 8:5+6", "D504 9:5+7");
  }

  @Test
  void after_a_stall_the_client_may_go_on_and_the_connection_may_be_closed() {
    // given
    String steps =
        """
          - S: QNG 50
            wire: { cut: 5, then: stall }
          - C: PNG
          - S: QNG 50
          - garbage: { hex: 00 }
          - expect-close: ns
          - close: ns
        """;
    // when
    LoadResult result = steps(steps);
    // then
    assertThat(errors(result)).containsExactly("D504 8:5+9", "D504 9:5+7");
    assertThat(result.errors().get(0).message()).contains("stall");
    assertThat(result.errors().get(0).hints())
        .containsExactly(
            "fix: accept the client's next connection before it, or leave the step out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "stall"})
  void a_cut_on_one_way_only_is_no_end(String then) {
    clean(
        steps(
            """
              - one-of:
                  a: [{ C: PNG }, { S: QNG 50, wire: { cut: 1, then: %s } }]
                  b: [{ C: OUT }]
              - S ns: OUT
            """
                .formatted(then)));
  }

  @Test
  void a_cut_on_all_ways_is_the_end_though_each_ends_it_otherwise() {
    // given
    String steps =
        """
          - one-of:
              a: [{ C: PNG }, { S: QNG 50, wire: { cut: 1, then: stall } }]
              b: [{ C: OUT }, { close: ns }]
          - C ns: CHG
          - S ns: OUT
        """;
    // then
    assertThat(errors(steps(steps))).containsExactly("D504 9:5+9");
  }

  @Test
  void a_stall_in_one_of_several_branches_side_by_side_holds_after_them() {
    // given
    String steps =
        """
          - accept: sb
          - parallel:
              a: [{ C ns: PNG }, { S ns: QNG 50, wire: { cut: 1, then: stall } }]
              b: [{ C sb: OUT }]
          - S ns: OUT
        """;
    // then
    assertThat(errors(steps(steps))).containsExactly("D504 9:5+9");
  }

  @Test
  void a_rule_cannot_answer_on_what_it_has_cut() {
    // given
    String steps =
        """
          - background:
              ping:
                - C ns: PNG
                - S: QNG 50
                  wire: { cut: 3 }
                - S: QNG 50
            steps: [{ C: OUT }]
        """;
    // then
    assertThat(errors(steps(steps))).containsExactly("D504 10:11+9");
  }

  // ---- garbage ----

  @Test
  void garbage_is_the_same_for_the_same_seed() {
    assertThat(bytes(garbage("bytes: 64, seed: 7"))).hasSize(64);
    assertThat(bytes(garbage("bytes: 64, seed: 7")))
        .isEqualTo(bytes(garbage("bytes: 64, seed: 7")));
    assertThat(bytes(garbage("bytes: 64, seed: 7")))
        .isNotEqualTo(bytes(garbage("bytes: 64, seed: 8")));
    assertThat(bytes(garbage("bytes: 64"))).isEqualTo(bytes(garbage("bytes: 64, seed: 0")));
  }

  @Test
  void garbage_is_stated_in_hex_or_as_a_text() {
    assertThat(bytes(garbage("hex: 00 fF"))).isEqualTo(new byte[] {0, (byte) 0xff});
    assertThat(bytes(garbage("text: \"a\\nb c\"")))
        .isEqualTo("a\r\nb c".getBytes(StandardCharsets.US_ASCII));
    assertThat(garbage("text: \"{user}\"").content()).isInstanceOf(Payload.Body.class);
  }

  @Test
  void garbage_ends_as_a_line_unless_it_says_otherwise() {
    assertThat(garbage("hex: 00").ending()).isEqualTo(LineEnding.CRLF);
    assertThat(garbage("hex: 00, eol: crlf").ending()).isEqualTo(LineEnding.CRLF);
    assertThat(garbage("hex: 00, eol: lf").ending()).isEqualTo(LineEnding.LF);
    assertThat(garbage("hex: 00, eol: cr").ending()).isEqualTo(LineEnding.CR);
    assertThat(garbage("hex: 00, eol: none").ending()).isEqualTo(LineEnding.NONE);
    assertThat(garbage("hex: 00").after()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void garbage_names_its_connection_or_takes_the_current_one() {
    // when
    List<Step> steps =
        clean(steps("  - garbage: { hex: 00 }\n  - garbage ns: { hex: 00 }\n")).steps();
    // then
    assertThat(((Step.Garbage) steps.get(1)).target()).isEqualTo(new Target.Current());
    assertThat(((Step.Garbage) steps.get(2)).target())
        .isEqualTo(new Target.Listener(Service.of(Role.NOTIFICATION_SERVER)));
  }

  @ParameterizedTest
  @CsvSource({
    "'garbage: x', D107 5:14+1",
    "'garbage: {}', D107 5:14+1",
    "'garbage: { byts: 3 }', D102 5:16+4",
    "'garbage: { bytes: 0 }', D107 5:23+1",
    "'garbage: { bytes: 1048577 }', D107 5:23+7",
    "'garbage: { bytes: 3, seed: -1 }', D107 5:32+2",
    "'garbage: { hex: 0 }', D107 5:21+1",
    "'garbage: { hex: xy }', D107 5:21+1",
    "'garbage: { hex: 00, text: a }', D102 5:25+4",
    "'garbage: { hex: 00, seed: 1 }', D102 5:25+4",
    "'garbage: { hex: 00, eol: none! }', D107 5:30+5",
    "'garbage: { text: \"{usre}\" }', D201 5:23+6",
    "'garbage sb: { hex: 00 }', D501 5:5+10",
    "'garbage login: { hex: 00 }', D107 5:5+13",
    "'garbage bob.ns: { hex: 00 }', D201 5:5+14",
    "'{ garbage: { hex: 00 }, wire: { every: 1 } }', D102 5:29+4",
  })
  void wrong_garbage_is_refused_at_its_place(String step, String finding) {
    assertThat(errors(steps("  - " + step + "\n"))).contains(finding);
  }

  @Test
  void a_background_rule_sends_no_garbage() {
    assertThat(
            errors(
                steps(
                    "  - background: { x: [{ C ns: PNG }, { garbage: { hex: 00 } }] }\n"
                        + "    steps: [{ C: OUT }]\n")))
        .containsExactly("D304 5:38+1");
  }
}
