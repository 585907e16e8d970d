package org.msnmock.mockserver.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.engine.Account;

class ClientCommandTest {
  static final Briefing BRIEFING =
      new Briefing(
          new Account("alice", "alice@example.com", "s3cret", "NLN", "Alice L", "t=ticket"),
          "signin.redirect",
          SignIn.AUTO,
          Map.of("entry.addr", "127.0.0.1:1863", "ns.addr", "127.0.0.1:1864"),
          Optional.empty());

  @Test
  void placeholders_are_filled_in_word_by_word() {
    ClientCommand command =
        ClientCommand.parse(
            "./chat --server={entry.addr} '{name}' {user} {sb.addr} {client} {case}");

    assertThat(command.fill(BRIEFING))
        .containsExactly(
            "./chat",
            "--server=127.0.0.1:1863",
            "Alice L",
            "alice@example.com",
            "",
            "alice",
            "signin.redirect");
  }

  @Test
  void an_unknown_placeholder_is_refused_with_the_nearest_one() {
    assertThatThrownBy(() -> ClientCommand.parse("./chat {entry.adr}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{entry.adr} is not known")
        .hasMessageContaining("did you mean {entry.addr}?");
  }

  @Test
  void braces_that_are_no_placeholder_stand_for_themselves() {
    ClientCommand command =
        ClientCommand.parse("./chat '{\"user\":\"{user}\",\"x\":{}}' {{user}} {1}");

    assertThat(command.fill(BRIEFING))
        .containsExactly("./chat", "{\"user\":\"alice@example.com\",\"x\":{}}", "{user}", "{1}");
  }

  @Test
  void a_value_is_never_filled_in_twice() {
    Briefing sly =
        new Briefing(
            new Account("a", "{password}", "$1\\", "NLN", "A", "t"),
            "c",
            SignIn.WAIT,
            Map.of(),
            Optional.empty());

    assertThat(ClientCommand.parse("x {user} {password}").fill(sly))
        .containsExactly("x", "{password}", "$1\\");
  }

  @Test
  void an_empty_command_is_refused() {
    assertThatThrownBy(() -> ClientCommand.parse("  "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void the_environment_has_the_same_values() {
    assertThat(BRIEFING.environment())
        .containsEntry("MSN_SERVER", "127.0.0.1:1863")
        .containsEntry("MSN_DS", "")
        .containsEntry("MSN_NS", "127.0.0.1:1864")
        .containsEntry("MSN_USER", "alice@example.com")
        .containsEntry("MSN_PASSWORD", "s3cret")
        .containsEntry("MSN_STATUS", "NLN")
        .containsEntry("MSN_CASE", "signin.redirect")
        .containsEntry("MSN_CLIENT", "alice")
        .containsEntry("MSN_SIGN_IN", "auto")
        .containsKeys("MSN_SB", "MSN_NEXUS_URL", "MSN_LOGIN_URL", "MSN_CA_FILE");
  }
}
