package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Role;

class ByHandTest {
  private static final Action.Hold HOLD =
      new Action.Hold(
          1,
          new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER)),
          "VER 1 MSNP9",
          new Span("hello.dialogue.yaml", 9, 5, 3, "  - S: VER"),
          List.of("user = alice@example.com"),
          List.of("hello.dialogue.yaml:10:5  C: CVR"));

  private final StringWriter text = new StringWriter();
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

  /** Holds so many lines while this is typed; what was answered. */
  private List<Optional<String>> answered(int count, String typed) throws InterruptedException {
    LivePrinter printer = new LivePrinter(new PrintWriter(text));
    printer.start();
    ByHand byHand = new ByHand(new BufferedReader(new StringReader(typed)), printer);
    byHand.start();
    for (int i = 0; i < count; i++) {
      byHand.hold("hello #1", HOLD.line(), HOLD, answers::add);
    }
    List<Optional<String>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(answers.take());
    }
    printer.close();
    return all;
  }

  @Test
  void an_empty_line_sends_it_as_it_is() throws Exception {
    assertThat(answered(2, "\n\n")).containsOnly(Optional.of("VER 1 MSNP9"));
    assertThat(text.toString().lines())
        .containsExactly(
            "hello #1 holds  ns #1  S  VER 1 MSNP9   hello.dialogue.yaml:9:5",
            "  ENTER sends it   = LINE sends LINE in its place   - sends nothing   v what is known"
                + "   n what is awaited next   g hold nothing more",
            "hello #1 holds  ns #1  S  VER 1 MSNP9   hello.dialogue.yaml:9:5");
  }

  @Test
  void it_may_be_changed_or_kept_back() throws Exception {
    assertThat(answered(2, "= VER 1 MSNP8 \n-\n"))
        .containsExactly(Optional.of("VER 1 MSNP8"), Optional.empty());
  }

  @Test
  void one_may_look_around_first() throws Exception {
    assertThat(answered(1, "v\nn\nwhat\n=\n\n")).containsExactly(Optional.of("VER 1 MSNP9"));
    assertThat(text.toString().lines().skip(2))
        .containsExactly(
            "  user = alice@example.com",
            "  hello.dialogue.yaml:10:5  C: CVR",
            "  ENTER sends it   = LINE sends LINE in its place   - sends nothing   v what is known"
                + "   n what is awaited next   g hold nothing more",
            "  ENTER sends it   = LINE sends LINE in its place   - sends nothing   v what is known"
                + "   n what is awaited next   g hold nothing more");
  }

  @Test
  void g_and_the_end_of_the_input_hold_nothing_more() throws Exception {
    assertThat(answered(3, "g\n")).containsOnly(Optional.of("VER 1 MSNP9"));
    assertThat(answered(3, "")).containsOnly(Optional.of("VER 1 MSNP9"));
    assertThat(text.toString().lines().filter(line -> line.contains(" holds "))).hasSize(2);
  }
}
