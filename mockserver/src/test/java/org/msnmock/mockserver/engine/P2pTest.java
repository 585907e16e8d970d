package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.P2pField;
import org.msnmock.mockserver.wire.P2pMessage;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.Acceptance;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/** {@code p2p:} on lines of the client and of the server. */
class P2pTest {
  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: bob@example.com";
  private static final String EMPTY_LINE = "\r\n\r\n";
  private static final String OK = "MSNSLP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n\r\n\0";

  /** The last transaction id. */
  private int id;

  private static byte[] join(byte[]... parts) {
    byte[] out = new byte[0];
    for (byte[] part : parts) {
      out = Spoiled.join(out, part);
    }
    return out;
  }

  /** A payload whose total and length are those of the data, unless they are stated. */
  private static byte[] payload(String head, Map<P2pField, Long> numbers, String data) {
    byte[] bytes = Text.encode(data);
    Map<P2pField, Long> all = new EnumMap<>(P2pField.class);
    all.put(P2pField.LENGTH, (long) bytes.length);
    all.put(P2pField.TOTAL, (long) bytes.length);
    all.putAll(numbers);
    return join(Text.encode(head + EMPTY_LINE), P2pMessage.of(all, bytes).bytes());
  }

  private TestPlay says(TestPlay play, byte[] payload) {
    id++;
    return play.event(
        new Event.Line(
            1, new Frame("MSG %s D %s".formatted(id, payload.length), LineEnd.CRLF, payload)));
  }

  private static TestPlay play(String steps) {
    return TestPlay.of("steps:\n  - accept: sb\n" + steps).connect(1, "sb");
  }

  private static TestPlay awaiting(String p2p) {
    return play("  - C: MSG {trid} D {len}\n    p2p: " + p2p + "\n");
  }

  /** The messages in lines that were sent, oldest first. */
  private static List<P2pMessage> sent(TestPlay play) {
    return play.sent.stream().map(bytes -> P2pMessage.inside(bytes).orElseThrow()).toList();
  }

  // ---- what always has to be so ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MIME-Version: 1.0\r\nContent-Type: application/x-msnmsgrp2p",
        "MIME-Version: 1.0\r\nContent-Type: text/plain\r\nP2P-Dest: bob@example.com",
        "MIME-Version: 2.0\r\nContent-Type: application/x-msnmsgrp2p\r\nP2P-Dest: bob@example.com",
        "Content-Type: application/x-msnmsgrp2p\r\nP2P-Dest: bob@example.com",
      })
  void the_headers_of_a_p2p_message_have_to_be_there(String head) {
    assertThat(says(awaiting("{}"), payload(head, Map.of(), "")).outcome()).isEqualTo("failed");
    assertThat(says(awaiting("{}"), payload(HEAD, Map.of(), "")).outcome()).isEqualTo("ok");
  }

  @Test
  void headers_come_in_any_order_and_others_with_them() {
    String head =
        "x-odd: 1\r\np2p-dest: bob@example.com\r\n"
            + "content-type: application/x-msnmsgrp2p\r\nmime-version: 1.0";

    assertThat(says(awaiting("{ dest: bob@example.com }"), payload(head, Map.of(), "")).outcome())
        .isEqualTo("ok");
  }

  @Test
  void a_payload_without_an_empty_line_is_no_message() {
    TestPlay play = says(awaiting("{}"), Text.encode(HEAD));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation())
        .contains("the P2P message in MSG is not what was awaited")
        .contains("received  no empty line in " + HEAD.length() + " bytes");
  }

  @Test
  void numbers_that_look_like_characters_are_no_hint() {
    Map<P2pField, Long> numbers = Map.of(P2pField.FLAGS, 1L, P2pField.ID, 0xA9C3L);
    TestPlay play = says(awaiting("{ flags: 0 }"), payload(HEAD, numbers, "a"));

    assertThat(play.explanation()).contains("expected  field flags: 0").doesNotContain("hint");
  }

  @Test
  void data_lie_within_the_total_however_large_the_numbers_are() {
    Map<P2pField, Long> beyond = Map.of(P2pField.OFFSET, 8L, P2pField.TOTAL, 9L);
    Map<P2pField, Long> overflow = Map.of(P2pField.OFFSET, -1L, P2pField.TOTAL, 1L);
    Map<P2pField, Long> negative = Map.of(P2pField.OFFSET, -2L, P2pField.TOTAL, -1L);
    Map<P2pField, Long> last = Map.of(P2pField.OFFSET, 8L, P2pField.TOTAL, 10L);
    Map<P2pField, Long> huge = Map.of(P2pField.OFFSET, -3L, P2pField.TOTAL, -1L);

    for (Map<P2pField, Long> wrong : List.of(beyond, overflow, negative)) {
      TestPlay play = says(awaiting("{}"), payload(HEAD, wrong, "ab"));
      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("field offset and field length together");
    }
    assertThat(says(awaiting("{}"), payload(HEAD, last, "ab")).outcome()).isEqualTo("ok");
    assertThat(says(awaiting("{}"), payload(HEAD, huge, "ab")).outcome()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "MSNSLP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n\r\n",
        "MSNSLP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n\r\n\0",
        "MSNSLP/1.0 200 OK\r\nContent-Length: 03\r\n\r\n\r\n\0",
        "MSNSLP/1.0 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n\r\n\0",
        "MSNSLP/1.0 200 OK\r\nContent-Length\r\n\r\n\r\n\0",
        "MSNSLP/1.0 200 OK\r\nCSeq: 1\r\n\r\n\r\n\0",
        "MSNSLP/1.0 200 OK\r\nContent-Length: 3\r\n\r\n\r\n\0\0",
        "MSNSLP/1.0 200 OK\r\nContent-Length: 3\0",
        "\r\n\r\n\0",
      })
  void an_slp_text_ends_in_a_nul_and_its_length_counts_that(String data) {
    TestPlay play = says(awaiting("{ slp: {} }"), payload(HEAD, Map.of(), data));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(says(awaiting("{ slp: {} }"), payload(HEAD, Map.of(), OK)).outcome())
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({"OFFSET, 0", "OFFSET, 500"})
  void an_slp_text_is_whole_in_its_message(P2pField field, long number) {
    TestPlay play = awaiting("{ slp: { start: \"MSNSLP/1.0 200 OK\" } }");

    says(play, payload(HEAD, Map.of(field, number, P2pField.TOTAL, 9999L), OK));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("the whole SLP text in one message");
  }

  @Test
  void data_that_differ_are_nearer_than_numbers_that_do() {
    TestPlay play =
        play(
            """
              - one-of:
                  flags: [{ "C": "MSG {trid} D {len}", p2p: { flags: 7 } }]
                  text: [{ "C": "MSG {trid} D {len}", p2p: { flags: 0, text: abc } }]
            """);

    says(play, payload(HEAD, Map.of(), "abd"));

    assertThat(play.explanation())
        .contains("expected  abc", "received  abd")
        .doesNotContain("would fit");
  }

  @Test
  void uses_of_a_rule_that_overlap_are_written_down_each_with_its_own_names() {
    TestPlay play =
        TestPlay.of(
                """
                background:
                  ack:
                    - C sb: MSG {trid} D {len}
                      p2p: { flags: 0 }
                      as: m
                    - S: MSG bob@example.com Bob {len}
                      p2p: { dest: alice@example.com, ack: m }
                      after: 100ms
                steps:
                  - accept: sb
                  - C: OUT
                """)
            .connect(1, "sb");
    says(play, payload(HEAD, Map.of(P2pField.ID, 11L, P2pField.ACK_ID, 1L), "a"));
    says(play, payload(HEAD, Map.of(P2pField.ID, 12L, P2pField.ACK_ID, 2L), "a"));
    play.wait(Duration.ofMillis(200)).says(1, "OUT");

    assertThat(sent(play)).extracting(one -> one.number(P2pField.ACK_ID)).containsExactly(11L, 12L);
    String observed = ObservedDialogue.of(play.result(), "again").text();
    assertThat(observed.indexOf("ack-id: \"{message1.id}\"")).isPositive();
    assertThat(observed.indexOf("ack-id: \"{message2.id}\""))
        .isGreaterThan(observed.indexOf("ack-id: \"{message1.id}\""));
  }

  @Test
  void an_acknowledgement_that_outlives_its_round_is_of_the_message_of_that_round() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: sb
                  - repeat: 2
                    steps:
                      - { C: "MSG {trid} D {len}", p2p: { flags: 0 }, as: offer }
                      - background:
                          ack:
                            - C sb: CAL {trid}
                            - S: MSG bob@example.com Bob {len}
                              p2p: { dest: alice@example.com, ack: offer }
                              after: 1s
                        steps: [{ C: PNG }]
                  - C: OUT
                """)
            .connect(1, "sb");
    says(play, payload(HEAD, Map.of(P2pField.ID, 11L, P2pField.ACK_ID, 1L), "a"));
    play.says(1, "CAL 7").says(1, "PNG");
    says(play, payload(HEAD, Map.of(P2pField.ID, 12L, P2pField.ACK_ID, 2L), "abc"));
    play.wait(Duration.ofSeconds(1)).says(1, "PNG").says(1, "OUT");

    P2pMessage ack = sent(play).get(0);
    assertThat(ack.number(P2pField.ACK_ID)).isEqualTo(11);
    assertThat(ack.number(P2pField.ACK_UID)).isEqualTo(1);
    assertThat(ack.number(P2pField.ACK_SIZE)).isEqualTo(1);
  }

  @Test
  void the_length_of_an_slp_text_is_counted_in_bytes() {
    String text = "MSNSLP/1.0 200 OK\r\nContent-Length: 6\r\n\r\n\u00e4\u20ac\0";

    assertThat(says(awaiting("{ slp: {} }"), payload(HEAD, Map.of(), text)).outcome())
        .isEqualTo("ok");
  }

  // ---- what is stated ----

  @Test
  void a_deviation_names_the_field_and_points_at_its_pattern() {
    TestPlay play =
        says(
            awaiting("{ session: 0, flags: 0x20 }"),
            payload(HEAD, Map.of(P2pField.FLAGS, 0x01000030L), ""));

    assertThat(play.explanation())
        .contains(":7:31\n")
        .contains("p2p        expected  field flags: 32 (0x20)")
        .contains("received  field flags: 16777264 (0x1000030)");
  }

  @Test
  void known_values_are_compared_as_numbers() {
    String steps =
        "vars: { picture: 0x20 }\nsteps:\n  - accept: sb\n"
            + "  - { C: 'MSG {trid} D {len}', p2p: { flags: '{picture}' } }\n";

    for (long flags : new long[] {0x20, 0x21}) {
      TestPlay play = TestPlay.of(steps).connect(1, "sb");
      says(play, payload(HEAD, Map.of(P2pField.FLAGS, flags), ""));
      assertThat(play.outcome()).isEqualTo(flags == 0x20 ? "ok" : "failed");
    }
  }

  @Test
  void what_was_learned_in_the_header_is_known_in_the_data() {
    String p2p = "{ session: \"{s=int}\", text: \"S {s}\" }";
    Map<P2pField, Long> session = Map.of(P2pField.SESSION, 12L);

    assertThat(says(awaiting(p2p), payload(HEAD, session, "S 12")).outcome()).isEqualTo("ok");
    assertThat(says(awaiting(p2p), payload(HEAD, session, "S 13")).outcome()).isEqualTo("failed");
  }

  @Test
  void an_acknowledgement_is_judged_by_each_of_its_numbers() {
    String steps =
        """
          - { C: "MSG {trid} D {len}", p2p: { text: hello }, as: first }
          - { C: "MSG {trid} D {len}", p2p: { ack: first } }
        """;
    byte[] first =
        payload(HEAD, Map.of(P2pField.SESSION, 3L, P2pField.ID, 4L, P2pField.ACK_ID, 5L), "hello");
    Map<P2pField, Long> right =
        Map.of(
            P2pField.SESSION, 3L,
            P2pField.ID, 77L,
            P2pField.TOTAL, 5L,
            P2pField.FLAGS, 2L,
            P2pField.ACK_ID, 4L,
            P2pField.ACK_UID, 5L,
            P2pField.ACK_SIZE, 5L);
    for (P2pField field : P2pField.values()) {
      Map<P2pField, Long> other = new EnumMap<>(right);
      other.merge(field, 1L, Long::sum);
      TestPlay play = says(says(play(steps), first), payload(HEAD, other, ""));
      assertThat(play.outcome()).as(field.word()).isEqualTo(field == P2pField.ID ? "ok" : "failed");
    }
    assertThat(says(says(play(steps), first), payload(HEAD, right, "")).outcome()).isEqualTo("ok");
    Map<P2pField, Long> withData = new EnumMap<>(right);
    withData.put(P2pField.LENGTH, 1L);
    assertThat(says(says(play(steps), first), payload(HEAD, withData, "x")).outcome())
        .isEqualTo("failed");
  }

  @Test
  void what_is_stated_beside_an_ack_counts_in_its_place() {
    String steps =
        """
          - { C: "MSG {trid} D {len}", p2p: { footer: 1 }, as: first }
          - { S: "MSG bob@example.com Bob {len}", p2p: { dest: a@b.c, ack: first, footer: 1 } }
        """;
    TestPlay play = says(play(steps), payload(HEAD, Map.of(P2pField.FOOTER, 1L), ""));

    assertThat(sent(play).get(0).number(P2pField.FOOTER)).isEqualTo(1);
    assertThat(sent(play).get(0).number(P2pField.FLAGS)).isEqualTo(2);
  }

  // ---- what we send ----

  @Test
  void what_is_not_stated_is_made() {
    TestPlay play =
        play(
            """
              - { S: "MSG bob@example.com Bob {len}", p2p: { dest: a@b.c, text: hello } }
              - { S: "MSG bob@example.com Bob {len}", p2p: { dest: a@b.c, offset: 7, bytes: 00 01 } }
            """);

    P2pMessage first = sent(play).get(0);
    P2pMessage second = sent(play).get(1);
    assertThat(first.number(P2pField.ID)).isPositive();
    assertThat(second.number(P2pField.ID)).isEqualTo(first.number(P2pField.ID) + 1);
    assertThat(second.number(P2pField.ACK_ID)).isNotEqualTo(first.number(P2pField.ACK_ID));
    assertThat(first.number(P2pField.TOTAL)).isEqualTo(5);
    assertThat(first.number(P2pField.LENGTH)).isEqualTo(5);
    assertThat(second.number(P2pField.TOTAL)).isEqualTo(9);
    assertThat(second.number(P2pField.LENGTH)).isEqualTo(2);
    for (P2pField zero :
        List.of(P2pField.SESSION, P2pField.FLAGS, P2pField.ACK_UID, P2pField.ACK_SIZE)) {
      assertThat(first.number(zero)).isZero();
    }
  }

  @Test
  void an_slp_text_gets_its_content_length_and_its_nul() {
    TestPlay play =
        play(
            """
              - S: MSG bob@example.com Bob {len}
                p2p:
                  dest: a@b.c
                  slp: { start: MSNSLP/1.0 200 OK, headers: { CSeq: 1 }, body: { SessionID: 5 } }
              - S: MSG bob@example.com Bob {len}
                p2p:
                  dest: a@b.c
                  slp: { start: BYE, headers: { content-length: 9 } }
            """);

    assertThat(Text.decode(sent(play).get(0).data()))
        .isEqualTo(
            "MSNSLP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 17\r\n\r\nSessionID: 5\r\n\r\n\0");
    assertThat(Text.decode(sent(play).get(1).data()))
        .isEqualTo("BYE\r\ncontent-length: 9\r\n\r\n\r\n\0");
  }

  @Test
  void a_value_of_the_client_that_is_no_number_goes_out_as_0_with_a_note() {
    TestPlay play =
        play("""
                  - C: MSG {trid} U {len}
                    body: "{session=*}"
                  - { S: "MSG bob@example.com Bob {len}", p2p: { dest: a@b.c, session: "{session}" } }
                """)
            .says(1, "MSG 1 U 10|4294967296");

    assertThat(sent(play).get(0).number(P2pField.SESSION)).isZero();
    assertThat(play.result().journal())
        .filteredOn(Entry.Noted.class::isInstance)
        .extracting(entry -> ((Entry.Noted) entry).text())
        .contains("p2p session: \"4294967296\" is no number of 4 bytes, 0 is sent");
  }

  // ---- written down ----

  private static final String TALK =
      """
        - C: MSG {trid} D {len}
          p2p: { dest: bob@example.com, id: "{=int}", slp: { start: "INVITE {*}", headers: { CSeq: 0 }, body: { AppID: "{app=int}" } } }
          as: invite
        - S: MSG bob@example.com Bob {len}
          p2p: { dest: "{user}", ack: invite }
        - S: MSG bob@example.com Bob {len}
          p2p: { dest: "{user}", flags: 0x20, text: "app {app}" }
          as: data
        - C: MSG {trid} D {len}
          p2p: { ack: data }
        - C: MSG {trid} D {len}
          p2p: { bytes: 01 02 }
      """;

  /** A client that counts from a number of its own. */
  private TestPlay talk(String steps, long base) {
    TestPlay play = TestPlay.of(steps).connect(1, "sb");
    String invite = "INVITE x\r\nCSeq: 0 \r\nContent-Length: 13\r\n\r\nAppID: 1\r\n\r\n\0";
    says(play, payload(HEAD, Map.of(P2pField.ID, base, P2pField.ACK_ID, base * 7), invite));
    P2pMessage data = sent(play).get(1);
    says(
        play,
        payload(
            HEAD,
            Map.of(
                P2pField.ID,
                base + 1,
                P2pField.TOTAL,
                5L,
                P2pField.FLAGS,
                2L,
                P2pField.ACK_ID,
                data.number(P2pField.ID),
                P2pField.ACK_UID,
                data.number(P2pField.ACK_ID),
                P2pField.ACK_SIZE,
                5L),
            ""));
    return says(play, payload(HEAD, Map.of(P2pField.ID, base + 2), "\u0001\u0002"));
  }

  @Test
  void messages_are_written_down_and_the_same_client_passes_again() {
    TestPlay play = talk("steps:\n  - accept: sb\n" + TALK, 100);
    assertThat(play.outcome()).as(play::explanation).isEqualTo("ok");

    String text = ObservedDialogue.of(play.result(), "test").text();
    LoadResult loaded = Loader.root(Path.of("target")).loadText("test", text);

    assertThat(loaded.findings()).as(text).isEmpty();
    assertThat(text).contains("    as: message1\n").contains("ack-id: \"{message1.id}\"");
    String steps = text.substring(text.indexOf("steps:\n"));
    TestPlay again = talk(steps, 5000);
    assertThat(again.outcome()).as(again::explanation).isEqualTo("ok");
  }

  @Test
  void a_message_that_nobody_awaited_is_written_down_in_bytes() {
    TestPlay play = says(awaiting("{ session: 1 }"), payload(HEAD, Map.of(), "x"));

    String text = ObservedDialogue.of(play.result(), "test").text();

    assertThat(Loader.root(Path.of("target")).loadText("test", text).findings()).as(text).isEmpty();
    String steps = text.substring(text.indexOf("steps:\n"));
    TestPlay again = TestPlay.of(steps).connect(1, "sb");
    assertThat(says(again, payload(HEAD, Map.of(), "x")).outcome()).isEqualTo("ok");
  }

  // ---- other looks at it ----

  @Test
  void what_a_message_gives_is_known_before_a_play_by_its_origin() {
    Dialogue dialogue =
        TestPlay.load(
            """
            steps:
              - accept: sb
              - C: MSG {trid} D {len}
                p2p: { dest: "{to=*}", session: "{s=int}", slp: { start: "INVITE {who=*}", body: { AppID: "{app=int}" } } }
                as: it
              - C: OUT {to} {s} {who} {app} {it.ack-id}
            """,
            Map.of());

    List<Trial> trials = Trial.all(dialogue, dialogue.cases().get(0), "OUT a 1 b 2 3");

    assertThat(trials.get(1).comparisons())
        .extracting(Trial.Comparison::origin)
        .allMatch(origin -> origin.matches("(learned|kept) at test.dialogue.yaml:.*"))
        .hasSize(5);
  }

  @Test
  void what_a_message_should_have_been_is_changed_by_hand() {
    TestPlay play = says(awaiting("{ session: 1 }"), payload(HEAD, Map.of(), ""));

    Acceptance acceptance = Acceptance.of(play.result()).orElseThrow();

    assertThat(acceptance.edits()).isEmpty();
    assertThat(acceptance.refusal().orElseThrow())
        .contains("the payload of MSG is described in parts, and these are changed by hand");
  }

  // ---- properties ----

  private static final String HOSTILE =
      """
        - one-of:
            knows:
              - C: MSG {trid} D {len}
                p2p: { id: "{id=int}", total: "{t=*}", flags: "{=0|0x20}", slp: { start: "{a=*} {*}", headers: { A: "{*}" }, body: { B: "{b=*}" } } }
                as: it
              - { S: "MSG b@c.d B {len}", p2p: { dest: "{a}", ack: it } }
              - { S: "MSG b@c.d B {len}", p2p: { dest: a@b.c, session: "{b}", offset: "{b}", text: "{t}" } }
            text: [{ C: "MSG {trid} D {len}", p2p: { dest: "{*}@{d=*}", text: "x{y=*}" } }]
            any: [{ C: "MSG {trid} D {len}", p2p: {}, as: it2 }, { C: "MSG {trid} D {len}", p2p: { ack: it2 } }]
      """;

  @Property(tries = 300)
  void no_payload_of_a_client_makes_a_play_throw(@ForAll("payloads") byte[] payload) {
    TestPlay play = play(HOSTILE);

    says(says(play, payload), payload);

    play.explanation();
    if (play.play().isEnded()) {
      String text = ObservedDialogue.of(play.result(), "test").text();
      assertThat(Loader.root(Path.of("target")).loadText("test", text).hasErrors())
          .as(text)
          .isFalse();
    }
  }

  /** Messages that are nearly right, cut anywhere, and bytes of any sort. */
  @Provide
  Arbitrary<byte[]> payloads() {
    Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(120);
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of(OK, "a b\r\nA: 1\r\nContent-Length: 9\r\n\r\nB: 0x1\r\n\0", "xyz", "\0"),
            Arbitraries.strings().withChars("\r\n\0 :aB0").ofMaxLength(30));
    Arbitrary<Map<P2pField, Long>> numbers =
        Arbitraries.maps(
                Arbitraries.of(P2pField.values()),
                Arbitraries.oneOf(Arbitraries.of(0L, 2L, 0x20L, -1L), Arbitraries.longs()))
            .ofMaxSize(3);
    Arbitrary<byte[]> messages =
        Combinators.combine(numbers, texts).as((n, text) -> payload(HEAD, n, text));
    Arbitrary<byte[]> cut =
        Combinators.combine(messages, Arbitraries.integers().between(0, 200))
            .as((m, n) -> Arrays.copyOf(m, Math.min(n, m.length)));
    return Arbitraries.oneOf(bytes, messages, cut);
  }

  @Property(tries = 300)
  void what_s_writes_c_takes_with_the_same_fields(
      @ForAll("fields") Map<P2pField, Long> fields, @ForAll byte[] data) {
    String stated =
        fields.entrySet().stream()
            .map(one -> one.getKey().word() + ": " + Long.toUnsignedString(one.getValue()) + ", ")
            .reduce("dest: bob@example.com, ", String::concat);
    String bytes = "bytes: \"%s\"".formatted(HexFormat.of().formatHex(data));
    TestPlay writes = play("  - { S: 'MSG b@c.d B {len}', p2p: { " + stated + bytes + " } }\n");
    byte[] line = writes.sent.get(0);
    int end = new String(line, StandardCharsets.ISO_8859_1).indexOf("\r\n") + 2;
    byte[] written = Arrays.copyOfRange(line, end, line.length);

    TestPlay play = says(awaiting("{ " + stated + bytes + " }"), written);

    assertThat(play.outcome()).as(play::explanation).isEqualTo("ok");
    for (Map.Entry<P2pField, Long> one : fields.entrySet()) {
      String other =
          "{ %s: %s }".formatted(one.getKey().word(), Long.toUnsignedString(one.getValue() ^ 1));
      assertThat(says(awaiting(other), written).outcome()).isEqualTo("failed");
    }
  }

  /** All but the two that are to fit the data. */
  @Provide
  Arbitrary<Map<P2pField, Long>> fields() {
    List<P2pField> free =
        List.of(
            P2pField.SESSION,
            P2pField.ID,
            P2pField.FLAGS,
            P2pField.ACK_ID,
            P2pField.ACK_UID,
            P2pField.ACK_SIZE,
            P2pField.FOOTER);
    return Arbitraries.maps(Arbitraries.of(free), Arbitraries.longs().between(0, 0xFFFF_FFFFL))
        .ofMaxSize(7);
  }
}
