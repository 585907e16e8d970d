package org.msnmock.mockserver.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/** What a journal keeps when it is full. */
class JournalTest {
  private static final int LARGE = 500_000;
  private static final Service NS = Service.of(Role.NOTIFICATION_SERVER);
  private static final Entry.Connection ON = new Entry.Connection(1, NS);
  private static final Span STEP = new Span("a.dialogue.yaml", 1, 1, 1, "x");
  private static final Name NAME = new Name("size", 0, Name.Visibility.SHOWN);
  private static final Frame FRAME = new Frame("MSG 1 N 9", LineEnd.CRLF, new byte[LARGE]);

  /** Everything that a client can make large, or a dialogue. */
  static Stream<Named<IntFunction<Entry>>> large() {
    String text = "x".repeat(LARGE);
    Request request = new Request("POST", "/", "HTTP/1.1", List.of(), new byte[LARGE]);
    Request headers =
        new Request("GET", "/", "HTTP/1.1", List.<String[]>of(new String[] {"Host", text}));
    Answer answer = new Answer(200, "OK", List.of(), new byte[LARGE]);
    return Stream.of(
        large("a line", i -> new Entry.Heard(i, ON, FRAME)),
        large(
            "a line of many tokens",
            i -> new Entry.Heard(i, ON, Frame.line("x ".repeat(LARGE / 20)))),
        large(
            "a line that was taken", i -> new Entry.Taken(i, ON, FRAME, Entry.Taker.SCRIPT, STEP)),
        large("a line that was left", i -> new Entry.Left(i, ON, FRAME)),
        large("a line of the emulator", i -> new Entry.Emulated(i, ON, FRAME)),
        large("a line that was passed over", i -> new Entry.PassedOver(i, ON, FRAME)),
        large("a line of ours", i -> new Entry.Said(i, ON, FRAME, STEP, "")),
        large("a request", i -> new Entry.Requested(i, 1, NS, request)),
        large("a request of large headers", i -> new Entry.Requested(i, 1, NS, headers)),
        large(
            "a request that was taken",
            i -> new Entry.RequestTaken(i, 1, NS, request, Entry.Taker.SCRIPT, STEP)),
        large(
            "an answer",
            i -> new Entry.Answered(i, 1, NS, answer, Entry.Taker.SCRIPT, Optional.of(STEP), "")),
        large("garbage", i -> new Entry.SentGarbage(i, ON, LARGE, text, STEP)),
        large("no line", i -> new Entry.Malformed(i, ON, "no line", text)),
        large("a line that was not delivered", i -> new Entry.NotDelivered(i, ON, text, STEP)),
        large("a value", i -> new Entry.Named(i, NAME, text)),
        large("a word that was told", i -> new Entry.Told(i, "", "message", Map.of("text", text))),
        large(
            "a word that was taken",
            i -> new Entry.Seen(i, "", "message", Map.of("text", text), STEP)),
        large("a note", i -> new Entry.Noted(i, text, Optional.empty())));
  }

  private static Named<IntFunction<Entry>> large(String name, IntFunction<Entry> entry) {
    return Named.of(name, entry);
  }

  private static List<Long> times(Journal journal) {
    return journal.entries().stream().map(Entry::time).toList();
  }

  private static Journal with(int count, IntFunction<? extends Entry> entry) {
    Journal journal = new Journal(Journal.Listener.NONE);
    for (int i = 0; i < count; i++) {
      journal.add(entry.apply(i));
    }
    return journal;
  }

  @Test
  void small_entries_are_bounded_in_number_and_both_ends_are_kept() {
    Journal full = with(20_000, i -> new Entry.Noted(i, "", Optional.empty()));
    Journal more = with(20_003, i -> new Entry.Noted(i, "", Optional.empty()));

    assertThat(full.dropped()).isZero();
    assertThat(full.entries()).hasSize(20_000);
    assertThat(more.dropped()).isEqualTo(3);
    assertThat(times(more)).hasSize(20_000).isSorted().startsWith(0L).endsWith(20_002L);
    assertThat(times(more)).contains(9_999L, 10_003L).doesNotContain(10_000L, 10_002L);
  }

  @ParameterizedTest
  @MethodSource("large")
  void large_entries_are_bounded_in_bytes_and_both_ends_are_kept(IntFunction<Entry> entry) {
    Journal journal = with(500, entry);

    assertThat(journal.dropped()).isPositive();
    assertThat(journal.entries()).hasSize(500 - (int) journal.dropped());
    assertThat(times(journal)).isSorted().startsWith(0L, 1L).endsWith(498L, 499L);
    assertThat(journal.entries().size() * (long) LARGE).isLessThan(Journal.MOST_BYTES);
  }

  @Test
  void the_last_entry_is_kept_however_large_it_is() {
    Frame file = new Frame("file", LineEnd.CRLF, new byte[20 << 20]);
    Journal journal = with(3, i -> new Entry.Heard(i, ON, file));

    assertThat(times(journal)).containsExactly(2L);
    assertThat(journal.dropped()).isEqualTo(2);
  }

  @Test
  void what_comes_after_a_large_entry_does_not_go_before_it() {
    Frame file = new Frame("file", LineEnd.CRLF, new byte[15 << 20]);
    Journal journal =
        with(
            4,
            i ->
                i == 0 || i == 3
                    ? new Entry.Noted(i, "", Optional.empty())
                    : new Entry.Heard(i, ON, file));

    assertThat(times(journal)).containsExactly(0L, 1L, 2L, 3L);
  }
}
