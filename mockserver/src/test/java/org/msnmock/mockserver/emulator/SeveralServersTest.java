package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.wire.Role;

class SeveralServersTest {
  private final Town town =
      new Town(new Places("ds:1", List.of("ns:1", "ns:2"), List.of("sb:1", "sb:2"), "login:4"));

  private String redirect(String who) {
    Town.Client client = town.connect(Role.DISPATCH_SERVER).say("VER 0 MSNP9 CVR0");
    client.line();
    return client.say("USR 1 TWN I %s@example.com".formatted(who)).line();
  }

  @Test
  void clients_are_sent_to_each_notification_server_in_turn() {
    assertThat(List.of(redirect("alice"), redirect("bob"), redirect("alice")))
        .containsExactly("XFR 1 NS ns:1 0 ds:1", "XFR 1 NS ns:2 0 ds:1", "XFR 1 NS ns:1 0 ds:1");
  }

  @Test
  void whoever_is_called_is_sent_where_the_conversation_is() {
    Town.Client bob = town.online("bob");
    Town.Client alice = town.online("alice");
    Set<String> boards = new TreeSet<>();
    for (int i = 0; i < 2; i++) {
      String[] way = alice.say("XFR 9 SB").line().split(" ");
      boards.add(way[3]);
      Town.Client board = town.connect(Role.SWITCHBOARD).say("USR 1 alice@example.com " + way[5]);
      board.line();
      board.say("CAL 2 bob@example.com");
      assertThat(bob.line().split(" ")[2]).isEqualTo(way[3]);
    }
    assertThat(boards).containsExactly("sb:1", "sb:2");
  }
}
