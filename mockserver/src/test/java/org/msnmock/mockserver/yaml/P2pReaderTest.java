package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.P2pPattern;
import org.msnmock.mockserver.dialogue.P2pPayload;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.wire.P2pField;

/** What {@code p2p:} becomes, and what is wrong with it. */
class P2pReaderTest {
  @RegisterExtension final Folder folder = new Folder();

  private static final String MESSAGE =
      "  - { C: \"MSG {trid} D {len}\", p2p: { id: 1 }, as: it }\n";

  private LoadResult steps(String steps) {
    return folder.steps("  - accept: sb\n" + steps);
  }

  private LoadResult awaited(String p2p) {
    return steps("  - { C: \"MSG {trid} D {len}\", p2p: " + p2p + " }\n");
  }

  private LoadResult sent(String p2p) {
    return steps("  - { S: \"MSG a@b.c A {len}\", p2p: " + p2p + " }\n");
  }

  @Test
  void numbers_are_read_in_the_order_of_the_wire() {
    Step.ClientLine line =
        (Step.ClientLine)
            clean(awaited("{ footer: 1, flags: \"{=0|0x20}\", session: \"{=int}\" }"))
                .steps()
                .get(1);

    P2pPattern pattern = (P2pPattern) line.payload().orElseThrow();
    assertThat(pattern.numbers().stream().map(P2pPattern.Numeral::field))
        .containsExactly(P2pField.SESSION, P2pField.FLAGS, P2pField.FOOTER);
  }

  @Test
  void an_ack_states_all_numbers_but_the_id() {
    List<Step> steps =
        clean(steps(MESSAGE + "  - { S: \"MSG a@b.c A {len}\", p2p: { dest: a@b.c, ack: it } }\n"))
            .steps();

    P2pPayload payload = (P2pPayload) ((Step.ServerLine) steps.get(2)).payload().orElseThrow();
    assertThat(payload.numbers().stream().map(P2pPayload.Numeral::field))
        .containsExactlyInAnyOrder(
            P2pField.SESSION,
            P2pField.OFFSET,
            P2pField.TOTAL,
            P2pField.LENGTH,
            P2pField.FLAGS,
            P2pField.ACK_ID,
            P2pField.ACK_UID,
            P2pField.ACK_SIZE,
            P2pField.FOOTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ id: \"{=trid}\", offset: \"{=bits}\", total: \"{=*}\", flags: \"{=/[0-9]+/}\" }",
        "{ session: \"0x{user}\" }",
        "{ slp: {} }",
        "{ text: \"\" }",
      })
  void what_can_be_awaited_is_read(String p2p) {
    clean(awaited(p2p));
  }

  @ParameterizedTest
  @CsvSource({
    "x, D107 5:37+1",
    "'{ Session: 1 }', D102 5:39+7",
    "'{ session: 1, session: 2 }', D103 5:51+7",
    "'{ session: 4294967296 }', D107 5:48+10",
    "'{ session: \"\" }', D107 5:48+2",
    "'{ session: \"{=hex}\" }', D107 5:49+6",
    "'{ session: \"{=ticket}\" }', D107 5:49+9",
    "'{ session: \"{=A|B}\" }', D107 5:49+6",
    "'{ session: \"{=1|4294967296}\" }', D107 5:49+15",
    "'{ session: \"1{=int}\" }', D107 5:50+6",
    "'{ session: \"{absent}\" }', D107 5:49+8",
    "'{ session: \"{trid}\" }', D107 5:49+6",
    "'{ session: \"{other}\" }', D201 5:49+7",
    "'{ session: [1] }', D107 5:48+1",
    "'{ bytes: 0 }', D107 5:46+1",
    "'{ file: none.bin }', D111 5:45+8",
    "'{ text: a, slp: {} }', D102 5:48+3",
    "'{ ack: it }', D201 5:44+2",
    "'{ ack: {} }', D107 5:44+1",
    "'{ text: \"{absent}\" }', D107 5:45+10",
    "'{ slp: { start: \"{absent}\" } }', D107 5:53+10",
    "'{ slp: { body: \"{absent}\" } }', D107 5:52+10",
    "'{ slp: { title: x } }', D102 5:46+5",
    "'{ slp: { headers: { A: 1, a: 2 } } }', D103 5:63+1",
    "'{ slp: { headers: [A] } }', D107 5:55+1",
    "'{ slp: { body: { \"A B\": 1 } } }', D107 5:54+5",
    "'{ dest: \"a\\nb\" }', D107 5:45+6",
  })
  void what_cannot_be_awaited_is_refused_at_its_place(String p2p, String finding) {
    assertThat(errors(awaited(p2p))).containsExactly(finding);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', D107 5:36+1",
    "'{ dest: a, flags: \"{=int}\" }', D205 5:55+6",
    "'{ dest: a, flags: 0x }', D107 5:54+2",
    "'{ dest: a, slp: { body: x } }', D107 5:52+1",
    "'{ dest: a, slp: { start: \"a\\nb\" } }', D107 5:61+6",
    "'{ dest: \"a\\nb\" }', D107 5:44+6",
  })
  void what_cannot_be_sent_is_refused_at_its_place(String p2p, String finding) {
    assertThat(errors(sent(p2p))).containsExactly(finding);
  }

  @Test
  void an_ack_beside_data_is_refused() {
    assertThat(
            errors(
                steps(MESSAGE + "  - { C: \"MSG {trid} D {len}\", p2p: { text: a, ack: it } }\n")))
        .containsExactly("D102 6:48+3");
  }

  @ParameterizedTest
  @CsvSource({
    "'C: \"MSG {trid} N {len}\", p2p: {}', D107 6:22+1",
    "'C: \"QRY {trid} x {len}\", p2p: {}', D107 6:32+3",
    "'S: \"QRY {len}\", p2p: { dest: a }', D107 6:23+3",
    "'C: \"MSG {trid} D 10\", p2p: {}', D603 6:29+3",
  })
  void a_message_comes_in_an_msg_of_type_d(String step, String finding) {
    LoadResult loaded =
        folder
            .with(
                "a.dialogue.yaml",
                "dialogue: 1\nid: a\npayload-commands: [QRY]\nsteps:\n  - accept: sb\n  - { "
                    + step
                    + " }\n")
            .load();

    assertThat(errors(loaded)).containsExactly(finding);
  }

  @Test
  void another_type_may_be_a_pattern() {
    clean(steps("  - { C: \"MSG {trid} {=D|N} {len}\", p2p: {} }\n"));
  }

  @Test
  void an_ack_wants_a_message_that_is_known_on_every_way() {
    assertThat(
            errors(
                steps(
                    """
                      - one-of:
                          one: [{ C: "MSG {trid} D {len}", p2p: {}, as: it }]
                          two: [{ C: OUT }]
                      - { S: "MSG a@b.c A {len}", p2p: { dest: a, ack: it } }
                    """)))
        .containsExactly("D204 8:52+2");
  }

  @Test
  void a_name_that_keeps_another_line_has_no_numbers_any_more() {
    LoadResult loaded =
        steps(
            MESSAGE
                + "  - { C: OUT, as: it }\n"
                + "  - { S: \"MSG a@b.c A {len}\", p2p: { dest: a, ack: it } }\n");

    assertThat(errors(loaded)).containsExactly("D201 7:52+2");
  }

  @Test
  void requests_and_answers_have_none() {
    LoadResult loaded =
        steps(
            """
              - { C login: GET /a, p2p: {} }
              - { S login: 200 OK, p2p: { dest: a } }
            """);

    assertThat(errors(loaded)).containsExactly("D102 5:24+3", "D102 6:24+3");
  }
}
