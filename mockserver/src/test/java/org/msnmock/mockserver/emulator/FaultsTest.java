package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.emulator.Town.account;
import static org.msnmock.mockserver.emulator.Town.knows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;

/** A fault of the emulator itself ends nothing but the connection on which it shows. */
class FaultsTest {
  private final Town town =
      new Town(
          Town.UNCHALLENGED,
          knows(account("alice"), "bob"),
          knows(account("bob"), "alice"),
          account("carol"));
  private final Town.Client bob = town.online("bob");
  private final Town.Client alice = town.online("alice");
  private final Town.Client carol = town.online("carol");

  private void others_go_on() {
    carol.say("PNG").expect("QNG 50").expectOpen();
  }

  @Test
  void in_a_line_it_ends_the_connection_even_if_the_end_is_another_fault() {
    bob.breaks();
    alice.say("CHG 6 AWY 0").expect("CHG 6 AWY 0").expectClosed();
    assertThat(town.broken).containsExactly(alice.number(), alice.number());
    assertThat(town.connections()).isEqualTo(2);
    others_go_on();
  }

  @Test
  void in_an_answer_it_ends_the_connection() {
    alice.breaks().say("CHG 6 FLN").expectClosed();
    assertThat(town.broken).containsExactly(alice.number());
    others_go_on();
  }

  @Test
  void at_the_end_of_a_connection_it_is_told_of() {
    bob.breaks();
    alice.leave();
    assertThat(town.broken).containsExactly(alice.number());
    assertThat(town.connections()).isEqualTo(2);
    others_go_on();
  }

  @Test
  void behind_malformed_bytes_it_is_told_of() {
    bob.breaks();
    alice.garbles();
    assertThat(town.broken).containsExactly(alice.number());
    others_go_on();
  }

  @Test
  void in_an_alarm_it_is_told_of_and_other_alarms_ring() {
    String word = carol.say("XFR 9 SB").line().split(" ")[5];
    Town.Client board = town.connect(Role.SWITCHBOARD).say("USR 1 carol@example.com " + word);
    board.say("CAL 2 bob@example.com");
    String[] ring = bob.lines().get(1).split(" ");
    Town.Client called =
        town.connect(Role.SWITCHBOARD)
            .say("ANS 1 bob@example.com %s %s".formatted(ring[4], ring[1]))
            .expect("IRO 1 1 1 carol@example.com Carol", "ANS 1 OK")
            .breaks();
    town.pass(Duration.ofMinutes(4));
    Town.Client late = town.connect(Role.SWITCHBOARD); // may be silent for a minute
    town.pass(Duration.ofMinutes(1));
    called.expectOpen();
    assertThat(town.broken).containsExactly(0);
    late.expectClosed();
  }

  @Test
  void at_the_beginning_of_a_connection_it_closes_that_one() {
    List<String> told = new ArrayList<>();
    Outlet outlet =
        new Outlet() {
          @Override
          public void send(int connection, byte[] bytes) {}

          @Override
          public void close(int connection) {
            told.add("close " + connection);
          }
        };
    Onlooker onlooker =
        new Onlooker() {
          @Override
          public void connected(int connection, Role role, String remote) {
            throw new IllegalStateException("no room");
          }

          @Override
          public void failed(int connection, RuntimeException fault) {
            told.add("%s %s".formatted(connection, fault.getMessage()));
          }
        };
    Emulator emulator =
        new Emulator(List.of(), Manners.USUAL, new Places("", "", "", ""), 1, 1, outlet, onlooker);
    emulator.connected(7, Role.SWITCHBOARD, "127.0.0.1:1", 0);
    assertThat(told).containsExactly("7 no room", "close 7");
    assertThat(emulator.connections()).isZero();
  }

  @Test
  void where_bytes_go_out_it_closes_that_connection() {
    List<String> told = new ArrayList<>();
    Outlet outlet =
        new Outlet() {
          @Override
          public void send(int connection, byte[] bytes) {
            if (connection == 1) {
              throw new IllegalStateException("no way");
            }
            told.add("send " + connection);
          }

          @Override
          public void close(int connection) {
            told.add("close " + connection);
          }
        };
    Onlooker onlooker =
        new Onlooker() {
          @Override
          public void failed(int connection, RuntimeException fault) {
            told.add("%s %s".formatted(connection, fault.getMessage()));
          }
        };
    Emulator emulator =
        new Emulator(List.of(), Manners.USUAL, new Places("", "", "", ""), 1, 1, outlet, onlooker);
    emulator.connected(1, Role.DISPATCH_SERVER, "127.0.0.1:1", 0);
    emulator.connected(2, Role.DISPATCH_SERVER, "127.0.0.1:2", 0);

    emulator.line(1, Frame.line("VER 0 MSNP9 CVR0"), 0);
    emulator.line(2, Frame.line("VER 0 MSNP9 CVR0"), 0);

    assertThat(told).containsExactly("1 no way", "close 1", "send 2");
    assertThat(emulator.connections()).isEqualTo(1);
  }
}
