package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Observed;
import org.msnmock.mockserver.verdict.Transcript;

/** What is done to bytes on purpose, and when. */
class FaultsTest {
  private static TestPlay play(String steps) {
    return TestPlay.of("steps:\n  - accept: ns\n" + steps.indent(2)).connect(1, "ns");
  }

  private static String transcript(TestPlay play) {
    return new Transcript(play.result().dialogue(), play.result().redaction())
        .of(play.result().journal());
  }

  private static List<String> faults(TestPlay play) {
    return play.result().journal().stream()
        .filter(Entry.Said.class::isInstance)
        .map(entry -> ((Entry.Said) entry).fault())
        .toList();
  }

  @Nested
  class Damaged {
    /** The line is {@code NLN NLN b B 0} and its end: 15 bytes. */
    @ParameterizedTest
    @CsvSource({
      "eol: lf, NLN NLN b B 0\\n, ends in LF alone",
      "eol: cr, NLN NLN b B 0\\r, ends in CR alone",
      "eol: none, NLN NLN b B 0, has no line end",
      "'flip: { at: 0, mask: 01 }', OLN NLN b B 0\\r\\n, byte 0 is 4f in place of 4e",
      "'flip: { at: 14, mask: 80 }', NLN NLN b B 0\\r\\x8a, byte 14 is 8a in place of 0a",
      "'flip: { at: 15, mask: 01 }', NLN NLN b B 0\\r\\n, 'no byte 15 to damage, there are 15'",
      "repeat: 2, NLN NLN b B 0\\r\\nNLN NLN b B 0\\r\\n, sent 2 times",
      "'repeat: 2, flip: { at: 15, mask: 01 }, eol: lf', NLN NLN b B 0\\nNMN NLN b B 0\\n,"
          + " ends in LF alone; sent 2 times; byte 15 is 4d in place of 4c",
    })
    void lines_say_what_was_done_to_which_byte(String wire, String sent, String fault) {
      TestPlay play = play("- S: NLN NLN b B 0\n  wire: { " + wire + " }\n");

      assertThat(play.did).containsExactly("#1 " + sent, "close #1", "ended");
      assertThat(faults(play)).containsExactly(fault);
      assertThat(transcript(play)).contains("NLN NLN b B 0   (" + fault + ")");
    }

    @ParameterizedTest
    @CsvSource({
      "+7, 12, 'announces 12 bytes, 5 follow'",
      "-3, 2, 'announces 2 bytes, 5 follow'",
      "-6, -1, 'announces -1 bytes, 5 follow'",
      "0, 0, 'announces 0 bytes, 5 follow'",
      "5, 5, ''",
    })
    void payloads_are_announced_too_long_or_too_short(String length, String told, String fault) {
      TestPlay play = play("- S: MSG a b {len}\n  body: hello\n  wire: { len: " + length + " }\n");

      assertThat(play.did).startsWith("#1 MSG a b " + told + "\\r\\nhello");
      assertThat(faults(play)).containsExactly(fault);
    }

    @Test
    void lines_can_be_held_for_the_next_one() {
      TestPlay play =
          play(
              "- S: GTC A\n  wire: { join: next, eol: lf, repeat: 2 }\n- S: BLP AL\n  wire: { cut: 3 }\n");

      assertThat(play.did).containsExactly("#1 GTC A\\nGTC A\\nBLP", "close #1", "ended");
      assertThat(faults(play))
          .containsExactly(
              "ends in LF alone; sent 2 times; in one segment with the next line",
              "cut after 3 of 8 bytes, then close");
    }

    @Test
    void lines_go_out_in_pieces() {
      TestPlay play =
          play("- S: OUT\n  wire: { every: 2, gap: 1ms, eol: lf, repeat: 2, cut: 5 }\n");
      play.wait(Duration.ofMillis(10));

      assertThat(play.did).containsExactly("#1 OU", "#1 T\\n", "#1 O", "close #1", "ended");
    }
  }

  @Nested
  class Cut {
    @ParameterizedTest
    @CsvSource({
      "60%, 9, NLN NLN b",
      "1%, 1, N",
      "99%, 14, NLN NLN b B 0\\r",
      "17, 14, NLN NLN b B 0\\r",
      "3, 3, NLN",
    })
    void sends_at_least_one_byte_and_keeps_one(String cut, int count, String sent) {
      TestPlay play = play("- S: NLN NLN b B 0\n  wire: { cut: " + cut + " }\n");

      assertThat(faults(play))
          .containsExactly("cut after %s of 15 bytes, then close".formatted(count));
      assertThat(play.did).containsExactly("#1 " + sent, "close #1", "ended");
    }

    @Test
    void closes_at_once() {
      TestPlay play = play("- S: QNG 50\n  wire: { cut: 2 }\n- accept: sb\n");

      assertThat(play.did).containsExactly("#1 QN", "close #1");
    }

    @Test
    void goes_into_the_payload() {
      TestPlay play = play("- S: MSG a b {len}\n  body: hello\n  wire: { cut: 12 }\n");

      assertThat(play.did).startsWith("#1 MSG a b 5\\r\\nh", "close #1");
    }

    @Test
    void resets_after_20_ms_so_that_the_client_gets_the_bytes_before() {
      TestPlay play = play("- S: QNG 50\n  wire: { cut: 2, then: reset }\n- accept: sb\n");
      play.wait(Duration.ofMillis(19));
      assertThat(play.did).containsExactly("#1 QN");

      play.wait(Duration.ofMillis(2));
      assertThat(play.did).containsExactly("#1 QN", "reset #1");
    }

    @Test
    void lets_nobody_write_before_the_reset() {
      String steps =
          """
          background: { ping: [{ C ns: PNG }, { S: QNG 50 }] }
          steps:
            - accept: ns
            - S: OUT SSD
              wire: { cut: 2, then: reset }
            - accept: sb
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");
      play.wait(Duration.ofMillis(21)).connect(2, "sb");

      assertThat(play.did).containsExactly("#1 OU", "reset #1", "close #2", "ended");
      assertThat(transcript(play)).contains("ns #1: nothing more is sent: S: QNG 50");
    }

    @Test
    void needs_no_reset_where_the_client_has_closed_before_it() {
      TestPlay play = play("- S: QNG 50\n  wire: { cut: 2, then: reset }\n").closes(1);

      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(play.result().journal()).noneMatch(Entry.NotDelivered.class::isInstance);
      assertThat(play.did).doesNotContain("reset #1");
    }

    @Test
    void stalls_and_sends_nothing_more_not_even_by_a_rule() {
      String steps =
          """
          background: { ping: [{ C ns: PNG }, { S: QNG 50 }] }
          steps:
            - accept: ns
            - S: OUT SSD
              wire: { cut: 2, then: stall }
            - C: CHG
            - expect-close: ns
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG").says(1, "CHG");
      play.wait(Duration.ofSeconds(1));
      assertThat(play.did).containsExactly("#1 OU");

      play.closes(1);
      assertThat(play.outcome()).isEqualTo("ok");
      assertThat(transcript(play))
          .contains("(cut after 2 of 9 bytes, then stall)")
          .contains("note   ns #1 stalls: nothing more is sent on it")
          .contains("note   ns #1: nothing more is sent: S: QNG 50");
    }

    @Test
    void is_for_background_rules_too() {
      String steps =
          """
          background: { ping: [{ C ns: PNG }, { S: QNG 50, wire: { cut: 3, then: reset } }] }
          steps: [{ accept: ns }, { accept: sb }]
          """;
      TestPlay play = TestPlay.of(steps).connect(1, "ns").says(1, "PNG");
      play.wait(Duration.ofMillis(20));

      assertThat(play.did).containsExactly("#1 QNG", "reset #1");
    }
  }

  @Nested
  class Answers {
    private static final String WHOLE =
        "HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Length: 2\\r\\n"
            + "Connection: close\\r\\n\\r\\n";

    private static TestPlay answering(String wire) {
      return TestPlay.of(
          """
          steps:
            - C login: GET /x
            - S login: 200 OK
              body: hi
              wire: { %s }
            - accept: ns
          """
              .formatted(wire));
    }

    private static List<String> answerFaults(TestPlay play) {
      play.connect(1, "ns");
      return play.result().journal().stream()
          .filter(Entry.Answered.class::isInstance)
          .map(entry -> ((Entry.Answered) entry).fault())
          .toList();
    }

    @Test
    void go_out_in_pieces_with_gaps_and_close() {
      TestPlay play = answering("chunks: [8, 7], gap: 40ms").asks("login", "GET", "/x");
      assertThat(play.did).containsExactly("part 1: HTTP/1.1");
      play.wait(Duration.ofMillis(40));
      assertThat(play.did).containsExactly("part 1: HTTP/1.1", "part 1:  200 OK");
      play.wait(Duration.ofMillis(40));

      assertThat(play.did)
          .containsExactly(
              "part 1: HTTP/1.1",
              "part 1:  200 OK",
              "part 1: " + WHOLE.substring(15) + "hi",
              "end 1: FIN");
      assertThat(answerFaults(play)).containsExactly("in pieces of [8, 7] bytes and the rest");
    }

    @Test
    void have_no_body_where_only_the_head_was_asked_for() {
      String steps =
          """
          steps:
            - C login: HEAD /x
            - S login: 200 OK
              body: hi
              wire: { every: 1000 }
            - accept: ns
          """;
      TestPlay play = TestPlay.of(steps).asks("login", "HEAD", "/x");

      assertThat(play.did).containsExactly("part 1: " + WHOLE, "end 1: FIN");
    }

    @Test
    void are_damaged() {
      TestPlay play = answering("flip: { at: 9, mask: 02 }").asks("login", "GET", "/x");

      assertThat(play.did)
          .containsExactly("part 1: " + WHOLE.replace("200", "000") + "hi", "end 1: FIN");
      assertThat(answerFaults(play)).containsExactly("byte 9 is 30 in place of 32");
      assertThat(transcript(play)).contains("200 OK   (byte 9 is 30 in place of 32)");
    }

    @Test
    void are_cut_and_closed() {
      TestPlay play = answering("cut: 4").asks("login", "GET", "/x");

      assertThat(play.did).containsExactly("part 1: HTTP", "end 1: FIN");
      assertThat(answerFaults(play)).containsExactly("cut after 4 of 84 bytes, then close");
    }

    @Test
    void are_cut_and_reset_20_ms_later() {
      TestPlay play = answering("cut: 4, then: reset").asks("login", "GET", "/x");
      play.wait(Duration.ofMillis(19));
      assertThat(play.did).containsExactly("part 1: HTTP");

      play.wait(Duration.ofMillis(1));
      assertThat(play.did).containsExactly("part 1: HTTP", "end 1: RST");
    }

    @Test
    void are_cut_and_stall() {
      TestPlay play = answering("cut: 4, then: stall").asks("login", "GET", "/x");
      play.wait(Duration.ofSeconds(1));

      assertThat(play.did).containsExactly("part 1: HTTP");
      assertThat(answerFaults(play)).containsExactly("cut after 4 of 84 bytes, then stall");
      assertThat(transcript(play)).contains("note   login stalls");
    }

    @Test
    void of_background_rules_are_cut_too() {
      String steps =
          """
          background:
            login: [{ C login: GET /x }, { S login: 200 OK, wire: { cut: 4, then: reset } }]
          steps: [{ accept: ns }]
          """;
      TestPlay play = TestPlay.of(steps).asks("login", "GET", "/x").wait(Duration.ofMillis(20));

      assertThat(play.did).containsExactly("part 1: HTTP", "end 1: RST");
    }
  }

  @Nested
  class Garbage {
    @Test
    void goes_out_as_it_is_with_the_end_it_wants() {
      TestPlay play =
          play(
              """
              - garbage: { hex: 00 ff }
              - garbage: { text: "{user} x", eol: lf }
              - garbage ns: { hex: "0d", eol: none }
              """);

      assertThat(play.did)
          .containsExactly(
              "#1 \\x00\\xff\\r\\n", "#1 alice@example.com x\\n", "#1 \\r", "close #1", "ended");
      assertThat(transcript(play))
          .contains("ns #1  S  garbage, 4 bytes: \\x00\\xff\\r\\n")
          .contains("garbage, 20 bytes: alice@example.com x\\n");
      assertThat(Observed.of(play.result()).actual())
          .contains("- garbage ns: { text: \"\\x00\\xff\\r\\n\" }");
    }

    @Test
    void is_the_same_for_the_same_seed() {
      String steps = "- garbage: { bytes: 40, seed: %s }\n";
      assertThat(play(steps.formatted(7)).did).isEqualTo(play(steps.formatted(7)).did);
      assertThat(play(steps.formatted(7)).did).isNotEqualTo(play(steps.formatted(8)).did);
    }

    @Test
    void hides_what_is_secret() {
      TestPlay play = play("- garbage: { text: \"x{ticket}y\" }\n");
      String ticket = play.play().script().accounts().get(0).ticket();

      assertThat(play.did.get(0)).contains(ticket);
      assertThat(transcript(play)).contains("garbage, 255 bytes: x[hidden]y");
    }

    @Test
    void comes_after_its_time() {
      TestPlay play = play("- garbage: { hex: \"41\" }\n  after: 1s\n");
      play.wait(Duration.ofMillis(999));
      assertThat(play.did).isEmpty();

      play.wait(Duration.ofMillis(1));
      assertThat(play.did).contains("#1 A\\r\\n");
    }

    @Test
    void is_not_delivered_where_the_client_has_closed() {
      TestPlay play = play("- pause: 1s\n- garbage: { hex: 00 }\n").closes(1);
      play.wait(Duration.ofSeconds(1));

      assertThat(play.result().journal()).anyMatch(Entry.NotDelivered.class::isInstance);
      assertThat(play.outcome()).isEqualTo("ok");
    }
  }
}
