package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Text;

/** Files over MSNFTP: the peer that a client meets, whose bytes only the steps can cut. */
class PeerTest {
  /** The dialogue of a test that fetches a file of this many bytes. */
  private static final String FETCH =
      """
      steps:
        - accept: peer
        - C: FIL {size=int}
        - S: TFR
        - C peer: "{blocks}"
          blocks: { total: "{size}" }
        - S: BYE 16777989
      """;

  private static final byte[] CLOSING = {1, 0, 0};

  private static byte[] blocks(int count) {
    return Blocks.write(new byte[count], Blocks.LARGEST, Blocks.Ending.NONE);
  }

  private static TestPlay fetching(int size) {
    return TestPlay.of(FETCH).connect(1, "peer").sends(1, "FIL " + size + "\r\n");
  }

  // ---- lines ----

  @Test
  void a_line_goes_up_to_its_end_and_no_further() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: VER MSNFTP\n  - C: TFR\n")
            .connect(1, "peer")
            .sends(1, "VER MSN")
            .sends(1, "FTP\r");
    assertThat(play.outcome()).isEqualTo("still playing");

    play.sends(1, "\nTFR\r\n");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_that_is_not_awaited_is_a_deviation() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: VER MSNFTP\n")
            .connect(1, "peer")
            .sends(1, "VER MSNP9\r\n");

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("token 2", "MSNP9");
  }

  @Test
  void a_line_without_an_end_is_a_deviation_as_soon_as_it_is_too_long() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: VER MSNFTP\n")
            .connect(1, "peer")
            .sends(1, "x".repeat(8 * 1024))
            .sends(1, "x");
    assertThat(play.outcome()).isEqualTo("still playing");

    play.sends(1, "x");

    assertThat(play.explanation()).contains("a line of more than 8192 bytes without CR LF");
  }

  @Test
  void what_is_missing_of_a_line_stands_in_the_report() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: VER MSNFTP\n")
            .connect(1, "peer")
            .sends(1, "VER MSNFTP\n")
            .wait(Duration.ofSeconds(6));

    assertThat(play.explanation()).contains("\"VER MSNFTP\\n\" without CR LF");
  }

  @Test
  void what_nobody_reads_is_kept_within_bounds() {
    TestPlay play = TestPlay.of("steps:\n  - accept: peer\n  - accept: ns\n").connect(1, "peer");

    for (int i = 0; i < 5 && !play.play().isEnded(); i++) {
      play.sends(1, new byte[1024 * 1024]);
    }

    assertThat(play.explanation()).contains("bytes came before a step could take them");
  }

  /** Steps behind a pause, and what comes in it; on the switchboard it is judged alike. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "one-of: { one: [{ C: BYE }, { expect-close: %s }], other: [{ expect-close: %s }, { verdict: failed }] }; BYE; ok",
        "expect-close: %s; JUNK; failed",
        "optional: [{ C: CCL }, { verdict: informational }]; CCL; informational",
        "optional: [{ C: CCL }, { verdict: informational }]; OUT; failed",
      })
  void what_came_before_a_close_is_taken_before_it(String step, String line, String outcome) {
    for (String role : List.of("sb", "peer")) {
      String steps =
          "steps:\n  - accept: %1$s\n  - pause: 1s\n  - %2$s\n"
              .formatted(role, step.replace("%s", role));
      String end = step.startsWith("optional") ? "  - expect-close: %s\n".formatted(role) : "";
      TestPlay play = TestPlay.of(steps + end).connect(1, role);

      TestPlay said = role.equals("sb") ? play.says(1, line) : play.sends(1, line + "\r\n");
      said.closes(1).wait(Duration.ofSeconds(2));

      assertThat(play.outcome()).as(role + play.explanation()).isEqualTo(outcome);
    }
  }

  @Test
  void what_came_first_is_taken_first_whoever_said_it() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: sb
                  - accept: peer
                  - pause: 1s
                  - one-of:
                      sb: [{ C sb: OUT }, { verdict: informational }]
                      peer: [{ C peer: CCL }]
                """)
            .connect(1, "sb")
            .connect(2, "peer")
            .sends(2, "CCL\r\n")
            .says(1, "OUT")
            .wait(Duration.ofSeconds(2));

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void many_lines_cost_no_more_each() {
    TestPlay play =
        TestPlay.of(
            "steps:\n  - accept: peer\n  - repeat: 0..*\n    steps: [{ C: x }]\n  - C: END\n");
    play.connect(1, "peer").sends(1, "x\r\n".repeat(1_000_000)).sends(1, "END\r\n");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_million_tiny_blocks_are_a_file_as_well() {
    byte[] tiny = new byte[4 * 1024 * 1024];
    for (int i = 0; i < tiny.length; i += 4) {
      tiny[i + 1] = 1;
    }
    TestPlay play = fetching(1024 * 1024);
    for (int from = 0; from < tiny.length; from += 16 * 1024) {
      play.sends(1, Arrays.copyOfRange(tiny, from, from + 16 * 1024));
    }

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void of_two_files_that_may_come_the_one_that_fits_is_taken() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - one-of:
                      five: [{ C peer: "{blocks}", blocks: { total: 5 } }, { verdict: failed }]
                      ten: [{ C peer: "{blocks}", blocks: { total: 10 } }]
                """)
            .connect(1, "peer");

    play.sends(1, blocks(10));

    assertThat(play.outcome()).as(play::explanation).isEqualTo("ok");
  }

  @Test
  void empty_blocks_may_follow_a_file() {
    TestPlay play =
        fetching(0).sends(1, new byte[] {0, 0, 0}).sends(1, new byte[] {0, 0, 0, 1, 0, 0});

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_may_follow_a_file_of_nothing_at_once() {
    TestPlay play =
        TestPlay.of(FETCH + "  - C: BYE\n").connect(1, "peer").sends(1, "FIL 0\r\nBYE\r\n");

    assertThat(play.outcome()).as(play::explanation).isEqualTo("ok");
  }

  @Test
  void blocks_that_are_under_way_when_a_file_is_given_up_are_passed_over() {
    TestPlay play =
        TestPlay.of(
                FETCH.replace("  - S: BYE 16777989\n", "") + "  - S: CCL\n  - expect-close: peer\n")
            .connect(1, "peer")
            .sends(1, "FIL 5\r\n")
            .sends(1, blocks(5))
            .sends(1, blocks(5000));
    assertThat(play.outcome()).isEqualTo("still playing");

    assertThat(play.closes(1).outcome()).isEqualTo("ok");
  }

  @Test
  void a_total_that_cannot_be_sent_is_told_and_the_content_goes_out() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - set: { size: 2000000 }
                  - accept: peer
                  - S: "{blocks}"
                    blocks: { text: hello, total: "{size}" }
                """)
            .connect(1, "peer");

    assertThat(play.did.toString()).contains("hello");
    assertThat(play.result().journal())
        .anyMatch(one -> one instanceof Entry.Noted note && note.text().contains("2000000"));
  }

  @Test
  void a_line_in_place_of_blocks_by_hand_is_a_line() {
    TestPlay play =
        TestPlay.byHand(
                "steps:\n  - accept: peer\n  - S: \"{blocks}\"\n    blocks: { text: hello }\n")
            .connect(1, "peer");

    play.releases(1, Optional.of("CCL"));

    assertThat(play.did.toString()).contains("CCL").doesNotContain("hello");
  }

  @Test
  void a_line_is_never_early() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: VER MSNFTP\n  - S: VER MSNFTP\n  - C: TFR\n")
            .connect(1, "peer")
            .sends(1, "VER MSNFTP\r\nTFR\r\n");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.result().journal()).noneMatch(Entry.Noted.class::isInstance);
  }

  @Test
  void numbers_are_no_transaction_ids() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: FIL 7\n  - C: FIL 7\n")
            .connect(1, "peer")
            .sends(1, "FIL 7\r\nFIL 7\r\n");

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void rules_without_a_connection_leave_it_alone() {
    TestPlay play =
        TestPlay.of("background:\n  any: [{ C: \"{**}\" }]\nsteps:\n  - accept: peer\n  - C: TFR\n")
            .connect(1, "peer")
            .sends(1, "VER MSNFTP\r\n");

    assertThat(play.explanation()).contains("VER came, TFR was awaited");
  }

  @Test
  void a_close_ends_the_wait_for_a_line() {
    TestPlay play =
        TestPlay.of("steps:\n  - accept: peer\n  - C: TFR\n").connect(1, "peer").closes(1);

    assertThat(play.explanation()).contains("closed the connection");
  }

  // ---- blocks ----

  @Test
  void blocks_are_taken_when_their_total_has_come() {
    TestPlay play = fetching(2050).sends(1, blocks(2050));

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.did).contains("#1 TFR\\r\\n", "#1 BYE 16777989\\r\\n");
  }

  @Test
  void a_closing_block_may_follow_whenever_it_comes() {
    String steps = FETCH + "  - quiet: 1s\n    for: peer\n  - expect-close: peer\n";
    TestPlay play = TestPlay.of(steps).connect(1, "peer").sends(1, "FIL 5\r\n");

    play.sends(1, blocks(5)).sends(1, new byte[] {1}).sends(1, new byte[] {0, 0});
    play.wait(Duration.ofSeconds(2)).closes(1);

    assertThat(play.outcome()).isEqualTo("ok");
  }

  @Test
  void only_one_closing_block_may_follow() {
    TestPlay play =
        TestPlay.of(FETCH + "  - quiet: 1s\n    for: peer\n")
            .connect(1, "peer")
            .sends(1, "FIL 5\r\n")
            .sends(1, blocks(5))
            .sends(1, CLOSING)
            .sends(1, CLOSING);

    assertThat(play.explanation()).contains("a block came where no blocks are awaited");
  }

  @Test
  void nothing_at_all_is_a_file_too() {
    assertThat(fetching(0).outcome()).isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource({
    "01 00 00, a closing block came after 0 of 5 bytes",
    "00 06 00, 'the blocks hold 6 bytes or more, 5 were to come'",
    "00 fe 07, a block of 2046 bytes came; at most 2045 are allowed",
    "02 01 00, 'a block begins with the byte 02; 00 is data, 01 the end'",
    "56 45 52 0d 0a, 'VER came, {blocks} was awaited'",
  })
  void blocks_that_lie_are_a_deviation_before_anything_else_comes(String hex, String says) {
    TestPlay play = fetching(5);

    play.sends(1, java.util.HexFormat.ofDelimiter(" ").parseHex(hex));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains(says);
  }

  @ParameterizedTest
  @CsvSource({"-1", "1048577", "99999999999999999999"})
  void a_total_that_nobody_can_transfer_is_a_deviation(String size) {
    TestPlay play = TestPlay.of(FETCH).connect(1, "peer").sends(1, "FIL " + size + "\r\n");

    assertThat(play.outcome()).isEqualTo("failed");
  }

  @Test
  void how_much_has_come_stands_in_the_report() {
    TestPlay play = fetching(100).sends(1, Arrays.copyOf(blocks(100), 43));

    play.wait(Duration.ofSeconds(6));

    assertThat(play.explanation()).contains("40 of 100 bytes in blocks have come");
  }

  @Test
  void other_content_is_a_deviation_at_its_byte() {
    TestPlay play =
        TestPlay.of(
                "steps:\n  - accept: peer\n  - C: \"{blocks}\"\n    blocks: { bytes: 01 02 03 }\n")
            .connect(1, "peer")
            .sends(1, Blocks.write(new byte[] {1, 9, 3}, 2, Blocks.Ending.BLOCK));

    assertThat(play.explanation()).contains("at byte 1: 02 03", "at byte 1: 09 03");
  }

  @Test
  void the_first_byte_tells_a_line_from_blocks() {
    String steps =
        """
        steps:
          - accept: peer
          - one-of:
              sends:
                - C peer: "{blocks}"
                  blocks: { total: 3 }
              cancels: [{ C: CCL }]
        """;

    assertThat(TestPlay.of(steps).connect(1, "peer").sends(1, "CCL\r\n").outcome()).isEqualTo("ok");
    assertThat(TestPlay.of(steps).connect(1, "peer").sends(1, blocks(3)).outcome()).isEqualTo("ok");
  }

  @Test
  void blocks_are_no_line_whatever_its_pattern_takes() {
    String steps =
        """
        steps:
          - accept: peer
          - one-of:
              anything: [{ C: "{**}" }, { note: a line }]
              sends:
                - C peer: "{blocks}"
                  blocks: { total: 3 }
                - note: blocks
        """;

    TestPlay play = TestPlay.of(steps).connect(1, "peer").sends(1, blocks(3));

    assertThat(play.result().branches()).allMatch(branch -> branch.endsWith("sends"));
  }

  @Test
  void what_is_sent_is_cut_into_blocks() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - S: "{blocks}"
                    blocks: { text: hello, size: 3 }
                    as: file
                  - S: BYE {len(file.body)}
                """)
            .connect(1, "peer");

    assertThat(play.did)
        .startsWith("#1 \\x00\\x03\\x00hel\\x00\\x02\\x00lo\\x01\\x00\\x00", "#1 BYE 5\\r\\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'text: abc, end: none', '\\x00\\x03\\x00abc'",
    "'text: abc, total: 2', '\\x00\\x02\\x00ab\\x01\\x00\\x00'",
    "'text: abc, total: 5', '\\x00\\x05\\x00abcab\\x01\\x00\\x00'",
    "'text: abc, cancel-after: 1', '\\x00\\x01\\x00a\\x01\\x00\\x00'",
    "'text: abc, cancel-after: 0', '\\x01\\x00\\x00'",
  })
  void what_is_sent_may_end_otherwise(String blocks, String sent) {
    TestPlay play =
        TestPlay.of(
                "steps:\n  - accept: peer\n  - S: \"{blocks}\"\n    blocks: { %s }\n"
                    .formatted(blocks))
            .connect(1, "peer");

    assertThat(play.did).startsWith("#1 " + sent);
  }

  @Test
  void made_up_content_is_the_same_with_the_same_seed() {
    String steps = "steps:\n  - accept: peer\n  - S: \"{blocks}\"\n    blocks: { random: 40 }\n";

    List<String> once = TestPlay.of(steps).connect(1, "peer").did;
    List<String> again = TestPlay.of(steps).connect(1, "peer").did;

    assertThat(once).isEqualTo(again);
    assertThat(once.get(0)).startsWith("#1 \\x00(\\x00");
  }

  @Test
  void a_fault_hurts_blocks_as_it_does_lines() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - S: "{blocks}"
                    blocks: { text: abcdef }
                    wire: { cut: 5 }
                """)
            .connect(1, "peer");

    assertThat(play.did).startsWith("#1 \\x00\\x06\\x00ab", "close #1");
  }

  // ---- dialling ----

  private static final String DIAL =
      """
      steps:
        - accept: ns
        - C: PRP {trid} {ip=*} {port=*}
        - dial: peer
          to: "{ip}:{port}"
        - S: VER MSNFTP
        - C: VER MSNFTP
      """;

  private static TestPlay dialling() {
    return TestPlay.of(DIAL).connect(1, "ns").says(1, "PRP 1 127.0.0.1 6891");
  }

  @Test
  void dials_where_the_client_says_and_goes_on_there() {
    TestPlay play = dialling();
    assertThat(play.did).containsExactly("dial 1: peer 127.0.0.1:6891");

    play.event(new Event.Dialled(1, 2)).sends(2, "VER MSNFTP\r\n");

    assertThat(play.outcome()).isEqualTo("ok");
    assertThat(play.did).contains("#2 VER MSNFTP\\r\\n");
  }

  @Test
  void a_call_that_is_refused_is_a_deviation_of_its_step() {
    TestPlay play = dialling().event(new Event.DialFailed(1, "nobody listens at 127.0.0.1:6891"));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("nobody listens at 127.0.0.1:6891", "dial: peer");
  }

  @Test
  void a_call_that_nobody_answers_ends_in_time() {
    TestPlay play = dialling().wait(Duration.ofSeconds(5));
    assertThat(play.outcome()).isEqualTo("still playing");

    play.wait(Duration.ofSeconds(1));

    assertThat(play.explanation()).contains("nobody answered at 127.0.0.1:6891 within 5.0 s");
  }

  @Test
  void a_call_may_have_another_limit() {
    TestPlay play =
        TestPlay.of("steps:\n  - dial: peer\n    to: 127.0.0.1:9\n    within: 1s\n")
            .wait(Duration.ofSeconds(2));

    assertThat(play.explanation()).contains("within 1.0 s");
  }

  @Test
  void the_answer_to_another_call_changes_nothing() {
    TestPlay play = dialling().event(new Event.Dialled(7, 2));

    assertThat(play.outcome()).isEqualTo("still playing");
  }

  @Test
  void a_dialled_connection_can_have_a_name() {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - dial: peer
                    to: 127.0.0.1:9
                    as: first
                  - dial: peer
                    to: 127.0.0.1:9
                  - S first: TFR
                  - S peer: CCL
                """)
            .event(new Event.Dialled(1, 1))
            .event(new Event.Dialled(2, 2));

    assertThat(play.did).contains("#1 TFR\\r\\n", "#2 CCL\\r\\n");
  }

  // ---- wherever the network cuts ----

  @Property(tries = 200)
  void bytes_have_the_same_verdict_wherever_they_are_cut(
      @ForAll @Size(max = 12) List<@IntRange(max = 80) Integer> cuts,
      @ForAll @IntRange(max = 60) int size,
      @ForAll long seed,
      @ForAll @IntRange(max = 3) int damage) {
    byte[] bytes = conversation(size, new Random(seed), damage);

    assertThat(verdict(List.of(bytes))).isEqualTo(verdict(pieces(bytes, cuts)));
  }

  private static byte[] conversation(int size, Random random, int damage) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    byte[] blocks =
        Blocks.write(content, 1 + random.nextInt(20), Blocks.Ending.values()[random.nextInt(2)]);
    byte[] before = Text.encode("VER MSNFTP\r\nFIL " + size + "\r\n");
    byte[] all = Spoiled.join(Spoiled.join(before, blocks), Text.encode("BYE 1\r\n"));
    for (int i = 0; i < damage; i++) {
      all[random.nextInt(all.length)] = (byte) random.nextInt(20);
    }
    return all;
  }

  private static List<byte[]> pieces(byte[] bytes, List<Integer> cuts) {
    List<byte[]> out = new ArrayList<>();
    int from = 0;
    for (int cut : cuts) {
      int end = Math.min(bytes.length, from + cut);
      out.add(Arrays.copyOfRange(bytes, from, end));
      from = end;
    }
    out.add(Arrays.copyOfRange(bytes, from, bytes.length));
    return out;
  }

  private static String verdict(List<byte[]> pieces) {
    TestPlay play =
        TestPlay.of(
                """
                steps:
                  - accept: peer
                  - C: VER MSNFTP
                  - C: FIL {size=int}
                  - C: "{blocks}"
                    blocks: { total: "{size}", size: 20 }
                  - C: BYE 1
                """)
            .connect(1, "peer");
    pieces.forEach(piece -> play.sends(1, piece));
    play.wait(Duration.ofSeconds(10));
    return play.outcome() + play.result().main().map(one -> one.kind() + one.summary()).orElse("");
  }
}
