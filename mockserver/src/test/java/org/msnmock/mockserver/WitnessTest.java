package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Memory;
import org.msnmock.mockserver.emulator.Outlet;
import org.msnmock.mockserver.emulator.Places;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Role;

class WitnessTest {
  private static final int MOST_TEXT = 8 << 20;

  private final Witness witness = new Witness(Redaction.of("s3cret"));
  private final Emulator emulator =
      new Emulator(
          Memory.none(List.of()),
          Manners.USUAL,
          new Places("ds:1", "ns:2", "sb:3", "login:4"),
          1,
          1,
          new Outlet() {
            @Override
            public void send(int connection, byte[] bytes) {}

            @Override
            public void close(int connection) {}
          },
          witness);

  private List<SpokenLine> lines() {
    return witness.snapshot(emulator).lines();
  }

  private void hears(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    witness.heard(1, new Frame("MSG 1 U " + bytes.length, LineEnd.CRLF, bytes));
  }

  @Test
  void keeps_the_beginning_of_what_is_long() {
    witness.connected(1, Role.SWITCHBOARD, "127.0.0.1:4660");
    String secretAtTheEdge = "x".repeat(Witness.LONGEST_TEXT - 3) + "s3cret";

    hears(secretAtTheEdge);
    witness.said(1, ("X" + "y".repeat(5_000) + "\r\n").getBytes(StandardCharsets.UTF_8));

    assertThat(lines().get(0).payload()).endsWith("xxx[hi[and 5 more]").hasSizeLessThan(4_200);
    assertThat(lines().get(1).text()).endsWith("yyy[and 905 more]").hasSizeLessThan(4_200);
  }

  @Test
  void keeps_only_so_much_and_the_latest_of_it() {
    witness.connected(1, Role.SWITCHBOARD, "127.0.0.1:4660");
    String longest = "x".repeat(Witness.LONGEST_TEXT);
    for (int i = 0; i < 3_000; i++) {
      hears(longest);
    }
    hears("the latest");

    List<SpokenLine> all = lines();

    long size =
        all.stream().mapToLong(line -> line.text().length() + line.payload().length()).sum();
    assertThat(size).isBetween(MOST_TEXT - 5_000L, (long) MOST_TEXT);
    assertThat(all.get(all.size() - 1).payload()).isEqualTo("the latest");
  }

  @Test
  void notes_what_ports_and_connections_suffer() {
    witness.noted("127.0.0.1:4660 is turned away");

    assertThat(witness.notes()).containsExactly("127.0.0.1:4660 is turned away");
  }

  @Test
  void whoever_waits_learns_at_once_that_the_service_broke() {
    Witness.Waiting waiting = new Witness.Waiting();
    witness.await(emulator, world -> assertThat(world.online()).isNotEmpty(), waiting);
    IllegalArgumentException fault = new IllegalArgumentException("a fault");

    witness.broke(1, fault);

    assertThatThrownBy(() -> waiting.found.get(0, TimeUnit.SECONDS))
        .cause()
        .hasMessageStartingWith("the service broke while a test waited in vain: ")
        .hasCauseInstanceOf(AssertionError.class)
        .hasSuppressedException(fault);
  }
}
