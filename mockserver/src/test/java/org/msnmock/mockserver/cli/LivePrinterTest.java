package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePrinterTest {
  private final StringWriter text = new StringWriter();

  @Test
  void prints_in_order_and_all_that_waits_when_it_is_closed() throws Exception {
    LivePrinter printer = new LivePrinter(new PrintWriter(text));
    printer.start();
    printer.print(() -> List.of("one", "two"));
    printer.print(() -> List.of("three"));
    printer.close();

    assertThat(text.toString().lines()).containsExactly("one", "two", "three");
  }

  @Test
  void says_how_much_it_had_no_room_for() throws Exception {
    LivePrinter printer = new LivePrinter(new PrintWriter(text), 2);
    for (int i = 1; i <= 5; i++) {
      String line = "line " + i;
      printer.print(() -> List.of(line));
    }
    printer.start();
    printer.close();

    assertThat(text.toString().lines())
        .containsExactly(
            "line 1",
            "line 2",
            "  ... 3 entries were dropped here: the console is too slow for them");
  }
}
