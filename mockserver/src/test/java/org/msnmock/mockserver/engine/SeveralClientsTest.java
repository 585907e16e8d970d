package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.verdict.Transcript;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/** Dialogues with more than one client: whose is what, and who is gone when one of them ends. */
class SeveralClientsTest {
  private static final String CLIENTS = "clients: { alice: {}, bob: {} }\n";

  private static final String BOTH =
      """
      steps:
        - accept: alice.ns
        - accept: bob.ns
      """;

  private static TestPlay both(String steps) {
    return TestPlay.withAdapter(CLIENTS + BOTH + steps).connect(1, "alice.ns").connect(2, "bob.ns");
  }

  @Test
  void a_connection_is_that_of_the_client_whose_server_it_came_to() {
    TestPlay play = TestPlay.of(CLIENTS + BOTH).connect(1, "bob.ns");

    assertThat(play.outcome()).as("bob waits, alice is awaited").isEqualTo("still playing");
    assertThat(play.connect(2, "alice.ns").outcome()).isEqualTo("ok");
  }

  @Test
  void each_role_means_the_last_connection_of_its_client() {
    TestPlay play =
        both(
            """
              - S alice.ns: QNG 1
              - S bob.ns: QNG 2
              - C alice.ns: PNG
              - C bob.ns: OUT
            """);

    assertThat(play.did).contains("#1 QNG 1\\r\\n", "#2 QNG 2\\r\\n");
    assertThat(play.says(2, "OUT").says(1, "PNG").outcome()).isEqualTo("ok");
  }

  @Test
  void a_line_of_the_wrong_client_waits_and_is_named_as_a_likely_cause() {
    TestPlay play = both("  - C alice.ns: PNG\n").says(2, "PNG").wait(Duration.ofSeconds(6));

    assertThat(play.outcome()).isEqualTo("failed");
    assertThat(play.explanation()).contains("bob.ns #2 has said \"PNG\", which no step awaits now");
  }

  @Test
  void what_is_expected_of_one_account_tells_whose_it_is() {
    TestPlay play = both("  - C bob.ns: USR {trid} TWN I {bob.user}\n");

    play.says(2, "USR 1 TWN I alice@example.com");

    assertThat(play.explanation())
        .contains("account of bob", "another account: bob was given bob@example.com");
  }

  @Nested
  class TheirServices {
    private static final String LOGIN =
        """
          - C alice.login: GET /login2.srf
          - S alice.login: 200 OK
        """;

    @Test
    void what_is_scripted_for_one_is_built_in_for_the_other() {
      TestPlay play = both(LOGIN);

      play.asks(
          "bob.login",
          "GET",
          "/login2.srf",
          "Authorization",
          "Passport1.4 sign-in=bob%40example.com,pwd=s3cret");
      assertThat(play.did).contains("respond 1: 200");
      assertThat(play.outcome()).isEqualTo("still playing");

      play.asks("alice.login", "GET", "/login2.srf");
      assertThat(play.did).contains("respond 2: 200");
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void the_built_in_service_knows_only_the_account_of_its_client() {
      TestPlay play = both(LOGIN);

      play.asks(
          "bob.login",
          "GET",
          "/login2.srf",
          "Authorization",
          "Passport1.4 sign-in=alice%40example.com,pwd=s3cret");

      assertThat(play.did).contains("respond 1: 401");
    }

    @Test
    void a_rule_for_login_is_that_of_each_client() {
      TestPlay play =
          TestPlay.of(
              CLIENTS
                  + "background:\n"
                  + "  busy: [{ C login: GET /login2.srf }, { S login: 503 Service Unavailable }]\n"
                  + "steps:\n"
                  + "  - accept: alice.ns\n");

      play.asks("bob.login", "GET", "/login2.srf").asks("alice.login", "GET", "/login2.srf");

      assertThat(play.did).contains("respond 1: 503", "respond 2: 503");
    }

    @Test
    void a_refused_service_is_that_of_one_client() {
      assertThat(both("  - refuse: bob.sb\n").did).contains("refuse bob.sb");
    }
  }

  @Nested
  class Rules {
    private static TestPlay play(String head) {
      return TestPlay.of(
              CLIENTS
                  + "background:\n  ping: [{ C %s: PNG }, { S: QNG 50 }]\n".formatted(head)
                  + BOTH
                  + "  - C alice.ns: OUT\n")
          .connect(1, "alice.ns")
          .connect(2, "bob.ns")
          .says(1, "PNG");
    }

    @Test
    void a_bare_role_is_that_of_every_client() {
      assertThat(play("ns").says(2, "PNG").did).contains("#1 QNG 50\\r\\n", "#2 QNG 50\\r\\n");
    }

    @Test
    void no_role_at_all_is_every_connection() {
      assertThat(play("").says(2, "PNG").did).contains("#1 QNG 50\\r\\n", "#2 QNG 50\\r\\n");
    }

    @Test
    void names_are_those_of_one_use_of_a_rule() {
      TestPlay play =
          TestPlay.of(
                  CLIENTS
                      + """
                      background:
                        list:
                          - C ns: SYN {trid} {version=int}
                          - set: { answer: "{version}1" }
                          - S: SYN {trid} {version} 0 0
                            after: 1s
                          - S: BLP {answer} AL
                      """
                      + BOTH
                      + "  - C alice.ns: OUT\n")
              .connect(1, "alice.ns")
              .connect(2, "bob.ns");

      play.says(1, "SYN 1 5").wait(Duration.ofMillis(500)).says(2, "SYN 9 7");

      assertThat(play.wait(Duration.ofSeconds(2)).did)
          .contains("#1 SYN 1 5 0 0\\r\\n", "#1 BLP 51 AL\\r\\n")
          .contains("#2 SYN 9 7 0 0\\r\\n", "#2 BLP 71 AL\\r\\n");
    }

    @Test
    void a_named_client_is_the_only_one() {
      TestPlay play = play("bob.ns");

      assertThat(play.outcome()).as("nobody wants alice's ping").isEqualTo("failed");
    }
  }

  @Nested
  class TheirAdapters {
    @Test
    void each_is_asked_by_name() {
      TestPlay play = both("  - do bob: typing\n  - do alice: typing\n");

      assertThat(play.did).contains("ask bob typing {}", "ask alice typing {}");
    }

    @Test
    void what_the_other_one_tells_is_not_what_is_awaited() {
      TestPlay play = both("  - { see bob: message, args: { text: Hi } }\n");

      play.tells("alice", "message", Map.of("text", "Hi"));
      assertThat(play.outcome()).isEqualTo("still playing");

      play.tells("bob", "message", Map.of("text", "Hi"));
      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void who_did_not_tell_is_named() {
      TestPlay play = both("  - see bob: signed-in\n").wait(Duration.ofSeconds(6));

      assertThat(play.explanation()).contains("bob did not tell \"signed-in\" within");
    }
  }

  @Nested
  class TheirStart {
    @Test
    void each_has_the_time_of_a_start_for_its_first_connection() {
      TestPlay play = TestPlay.of(CLIENTS + BOTH).connect(1, "alice.ns");

      assertThat(play.wait(Duration.ofSeconds(29)).outcome()).isEqualTo("still playing");
      assertThat(play.wait(Duration.ofSeconds(2)).outcome()).isEqualTo("failed");
      assertThat(play.explanation())
          .contains("no connection of bob in 30.0 s; bob was told 127.0.0.2:4711");
    }

    @Test
    void who_has_been_here_has_no_longer_than_others() {
      TestPlay play =
          TestPlay.of(CLIENTS + BOTH + "  - accept: alice.sb\n")
              .connect(1, "alice.ns")
              .connect(2, "bob.ns")
              .wait(Duration.ofSeconds(6));

      assertThat(play.explanation())
          .contains("no connection to the switchboard of alice came within 5.0 s");
    }
  }

  @Nested
  class AnEnd {
    private static Event ended(String client, int code) {
      return new Event.ClientEnded(client, code, false);
    }

    @Test
    void of_one_fails_what_waits_for_it() {
      TestPlay play = both("  - C bob.ns: PNG\n").event(ended("bob", 3));

      assertThat(play.outcome()).isEqualTo("failed");
      assertThat(play.explanation()).contains("bob ended, exit code 3");
    }

    @Test
    void of_one_leaves_the_other_in_the_play() {
      TestPlay play = both("  - C bob.ns: PNG\n").event(ended("alice", 0));

      assertThat(play.outcome()).isEqualTo("still playing");
      assertThat(play.says(2, "PNG").outcome()).isEqualTo("ok");
    }

    @Test
    void of_one_does_not_shorten_a_quiet_for_any() {
      TestPlay play = both("  - { quiet: 2s, for: any }\n").event(ended("alice", 0));

      assertThat(play.outcome()).isEqualTo("still playing");
      assertThat(play.says(2, "PNG").outcome()).as("bob breaks it").isEqualTo("failed");
    }

    @Test
    void of_all_does() {
      TestPlay play =
          both("  - { quiet: 120m, for: any }\n  - pause: 120m\n")
              .event(ended("alice", 0))
              .event(ended("bob", 0));

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void is_the_quiet_of_its_own_connection() {
      TestPlay play = both("  - { quiet: 120m, for: alice.ns }\n").event(ended("alice", 0));

      assertThat(play.outcome()).isEqualTo("ok");
    }

    @Test
    void leaves_a_choice_to_the_other() {
      String choice =
          """
            - one-of:
                alice: [{ C alice.ns: PNG }]
                bob: [{ C bob.ns: PNG }]
          """;
      TestPlay play = both(choice).event(ended("alice", 0));

      assertThat(play.outcome()).isEqualTo("still playing");
      assertThat(play.says(2, "PNG").outcome()).isEqualTo("ok");
    }

    @Test
    void of_one_does_not_decide_for_the_other() {
      String choice =
          """
            - one-of:
                quiet: [{ quiet: 2s, for: alice.ns }]
                out: [{ C bob.ns: OUT }]
            - optional: [{ C bob.ns: PNG }]
              until: quiet 1s
          """;
      TestPlay play = both(choice).event(ended("alice", 0)).says(2, "OUT").event(ended("alice", 0));

      assertThat(play.outcome()).isEqualTo("still playing");
      assertThat(play.says(2, "PNG").outcome()).isEqualTo("ok");
    }

    @Test
    void of_all_ends_a_block_that_waits_for_silence() {
      String block = "  - optional: [{ C bob.ns: PNG }]\n    until: quiet 10m\n";

      assertThat(both(block).event(ended("alice", 0)).outcome()).isEqualTo("still playing");
      assertThat(both(block).event(ended("bob", 0)).outcome()).isEqualTo("ok");
    }

    @Test
    void by_a_signal_is_shown_at_a_step_that_waits_for_it() {
      String branches =
          """
            - parallel:
                alice: [{ C alice.ns: OUT }]
                bob: [{ C bob.ns: PNG }]
          """;
      TestPlay play = both(branches).event(new Event.ClientEnded("bob", 139, true));

      assertThat(play.explanation()).contains("C bob.ns: PNG", "bob was killed by a signal");
    }

    @Test
    void by_a_signal_fails_the_case_whoever_it_is() {
      TestPlay play = both("  - C bob.ns: PNG\n");

      play.event(new Event.ClientEnded("alice", 139, true));

      assertThat(play.explanation()).contains("alice was killed by a signal (exit code 139)");
    }

    @Test
    void of_one_that_says_that_the_case_is_not_for_it_is_that_of_the_case() {
      assertThat(both("  - C bob.ns: PNG\n").event(ended("alice", 77)).outcome())
          .isEqualTo("unsupported");
    }
  }

  @Test
  void the_log_names_whose_everything_is() {
    TestPlay play =
        both("  - do bob: typing\n  - C alice.ns: PNG\n")
            .tells("bob", "signed-in", Map.of())
            .says(1, "PNG");

    Transcript transcript = new Transcript(play.result().dialogue(), play.result().redaction());
    assertThat(play.result().journal().stream().flatMap(entry -> transcript.lines(entry).stream()))
        .anyMatch(line -> line.contains("bob.ns #2    -> "))
        .anyMatch(line -> line.contains("bob do typing"))
        .anyMatch(line -> line.contains("bob told signed-in"))
        .anyMatch(line -> line.contains("alice.ns #1  C  PNG"));
  }

  @Test
  void what_is_observed_is_a_dialogue_with_the_same_clients() {
    String steps =
        """
          - C bob.ns: USR {trid} TWN I {bob.user}
          - S: USR {trid} TWN S x={alice.password}
          - do bob: typing
          - see alice: typing
        """;
    TestPlay play =
        both(steps)
            .says(2, "USR 1 TWN I bob@example.com")
            .tells("alice", "typing", Map.of("from", "bob@example.com"));

    assertThat(ObservedDialogue.of(play.result(), "test").text())
        .contains(
            "  alice: {}\n  bob: {}\n",
            "- accept: alice.ns\n",
            "- accept: bob.ns\n",
            "USR {trid} TWN I {bob.user}\n",
            "x={alice.password}\n",
            "- do bob: typing\n",
            "- see alice: typing\n");
  }
}
