package org.msnmock.mockserver.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.PlaySettings.Partner;
import org.msnmock.mockserver.wire.Role;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** Each nested class is a user's test class, run as JUnit runs it. */
class MockMsnServerExtensionTest {
  private static final String FOLDER = "org/msnmock/mockserver/junit/dialogues";
  private static final String VERSION = "VER 1 MSNP9 CVR0";
  private static final String RIGHT = "USR 2 TWN I alice@example.com";
  private static final String WRONG = "USR 2 TWN I alice";

  @DialogueFolder(FOLDER)
  static class RightClient {
    @Test
    @Play("greeting")
    void speaks(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        assertEquals(VERSION, client.says(VERSION).hears());
        assertEquals("USR 2 TWN S lc=1033", client.says(RIGHT).hears());
      }
    }
  }

  @Test
  void passes_where_the_dialogue_was_spoken() {
    run(RightClient.class).testEvents().assertStatistics(all -> all.started(1).succeeded(1));
  }

  static class TwoClients {
    @Test
    @Play(
        partner = Partner.ADAPTER,
        text =
            """
            dialogue: 1
            title: Alice and Bob
            clients: { alice: {}, bob: {} }
            steps:
              - accept: alice.ns
              - do alice: typing
              - accept: bob.ns
              - do bob: typing
              - see bob: signed-in
              - C alice.ns: USR {trid} TWN I {alice.user}
              - C bob.ns: USR {trid} TWN I {bob.user}
            """)
    void speak(RunningPlay play) throws Exception {
      PlayClient alice = play.client("alice");
      PlayClient bob = play.client("bob");
      CompletableFuture<String> done = new CompletableFuture<>();
      bob.onDo((verb, arguments) -> done.complete("bob " + verb));
      alice.onDo((verb, arguments) -> {});
      bob.tell("signed-in");
      assertThatThrownBy(play::user)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("play.client(\"alice\")");
      assertThatThrownBy(() -> play.client("carol"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("there are alice, bob");
      assertEquals("bob@example.com", bob.text("user"));
      assertEquals(bob.entryAddress(), bob.text("entry.addr"));

      try (Talker alices = Talker.at(alice.port(alice.entry()));
          Talker bobs = Talker.at(bob.port(Role.NOTIFICATION_SERVER))) {
        assertEquals("bob typing", done.get());
        alices.says("USR 1 TWN I " + alice.user());
        bobs.says("USR 1 TWN I " + bob.user());
        play.verdict();
      }
    }
  }

  @Test
  void passes_where_each_client_spoke_with_servers_of_its_own() {
    run(TwoClients.class).testEvents().assertStatistics(all -> all.started(1).succeeded(1));
  }

  @DialogueFolder(FOLDER)
  static class WrongClient {
    @Test
    @Play("greeting")
    void speaks(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        client.says(WRONG).hears();
      }
    }
  }

  @Test
  void fails_with_the_two_sides_of_a_diff() {
    AssertionFailedError failure = failure(AssertionFailedError.class, run(WrongClient.class));

    List<String> expected = failure.getExpected().getStringRepresentation().lines().toList();
    List<String> actual = failure.getActual().getStringRepresentation().lines().toList();
    assertThat(actual)
        .containsExactly(
            "- accept: ns",
            "- C ns: VER 1 MSNP9 CVR0",
            "- S ns: VER 1 MSNP9 CVR0",
            "- C ns: USR 2 TWN I alice");
    assertThat(expected).hasSize(5).startsWith(actual.subList(0, 3).toArray(String[]::new));
    assertThat(expected.get(3)).startsWith("- C ns: USR ").endsWith(" TWN I alice@example.com");
    assertThat(expected.get(4)).isEqualTo("- S: USR {trid} TWN S lc=1033");
    assertThat(failure)
        .hasMessageStartingWith("FAILED       greeting   step 5 of 6")
        .hasMessageContaining("greeting.dialogue.yaml:7:")
        .hasMessageContaining("expected  alice@example.com     account of alice")
        .hasMessageContaining("received  alice\n")
        .hasNoSuppressedExceptions();
    assertThat(failure.getMessage()).doesNotContain("again:");
  }

  @DialogueFolder(FOLDER)
  static class NobodyComes {
    @Test
    @Play(value = "greeting", startTimeoutSeconds = 1)
    void is_silent() {}
  }

  @Test
  void fails_where_nobody_came() {
    assertThat(failure(AssertionFailedError.class, run(NobodyComes.class)))
        .hasMessageContaining("no connection in 1");
  }

  @DialogueFolder(FOLDER)
  static class FailingBody {
    @Test
    @Play("greeting")
    void speaks(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        assertEquals("USR 2 TWN S lc=1033", client.says(WRONG).hears());
      }
    }
  }

  @Test
  void puts_the_deviation_before_the_failure_that_it_caused() {
    AssertionFailedError failure = failure(AssertionFailedError.class, run(FailingBody.class));

    assertThat(failure).hasMessageStartingWith("FAILED       greeting");
    assertThat(failure.getSuppressed())
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.type(AssertionFailedError.class))
        .extracting(it -> it.getExpected().getValue())
        .isEqualTo("USR 2 TWN S lc=1033");
  }

  @DialogueFolder(FOLDER)
  static class BodyFailsFirst {
    private Talker client;

    @Test
    @Play("greeting")
    void speaks(RunningPlay play) throws Exception {
      client = Talker.at(play);
      client.says(VERSION).hears();
      throw new IOException("the disk is full");
    }

    @AfterEach
    void close() throws IOException {
      client.close();
    }
  }

  @Test
  void leaves_a_failure_that_came_first_and_tells_how_far_the_play_was() {
    IOException failure = failure(IOException.class, run(BodyFailsFirst.class));

    assertThat(failure).hasMessage("the disk is full");
    assertThat(failure.getSuppressed())
        .singleElement()
        .isInstanceOf(UnfinishedPlay.class)
        .extracting(Throwable::getMessage)
        .asString()
        .startsWith("the play of greeting was not over, and nothing was wrong so far: ")
        .contains("S  VER 1 MSNP9 CVR0");
  }

  @DialogueFolder(FOLDER)
  static class BareLineEnd {
    private Talker client;

    @Test
    @Play("greeting")
    void speaks(RunningPlay play) throws Exception {
      client = Talker.at(play);
      client.saysBarely(VERSION).hears();
      throw new IOException("the disk is full");
    }

    @AfterEach
    void close() throws IOException {
      client.close();
    }
  }

  @Test
  void puts_a_deviation_that_ends_no_play_first_too() {
    assertThat(failure(AssertionFailedError.class, run(BareLineEnd.class)))
        .hasMessageContaining("FRAME-01")
        .hasSuppressedException(new IOException("the disk is full"));
  }

  @DialogueFolder(FOLDER)
  static class AbortingBody {
    @Test
    @Play("greeting")
    void gives_up() {
      Assumptions.abort("not today");
    }
  }

  @Test
  void lets_a_test_abort_itself() {
    assertThat(aborted(run(AbortingBody.class))).hasMessage("not today");
  }

  @DialogueFolder(FOLDER)
  static class OldClient {
    @Test
    @Play("versions")
    void speaks(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        assertEquals(VERSION, client.says("VER 1 MSNP8 CVR0").hears());
      }
    }
  }

  @Test
  void aborts_what_is_unsupported_whatever_the_body_makes_of_it() {
    TestAbortedException abortion = aborted(run(OldClient.class));

    assertThat(abortion)
        .hasMessageStartingWith("UNSUPPORTED")
        .hasMessageContaining("this dialogue is about MSNP9");
    assertThat(abortion.getSuppressed()).hasOnlyElementsOfType(AssertionFailedError.class);
  }

  @DialogueFolder(FOLDER)
  static class VerboseClient {
    @Test
    @Play("versions")
    void speaks(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        client.says("VER 1 MSNP9 MSNP8 CVR0").hears();
      }
    }
  }

  @Test
  void passes_a_milder_verdict_and_reports_it() {
    EngineExecutionResults results = run(VerboseClient.class);

    results.testEvents().assertStatistics(all -> all.succeeded(1).failed(0));
    assertThat(reports(results, Verdicts.REPORT))
        .singleElement()
        .asString()
        .startsWith("INFORMATIONAL")
        .contains("nobody needs both any more");
  }

  @Test
  void publishes_what_happened_where_that_was_not_as_it_should_be() {
    EngineExecutionResults results = run(WrongClient.class);

    results.testEvents().assertStatistics(all -> all.failed(1));
    assertThat(reports(results, Verdicts.REPORT)).isEmpty();
    assertThat(reports(results, Verdicts.OBSERVED))
        .singleElement()
        .asString()
        .startsWith("# observed: ")
        .contains("dialogue: 1", "  - accept: ns", "  - C: VER ");
    assertThat(reports(run(OneCase.class), Verdicts.OBSERVED)).isEmpty();
  }

  @DialogueFolder(FOLDER)
  static class OneCase {
    @Test
    @Play("presence/nicknames[ascii]")
    void in_brackets(RunningPlay play) throws Exception {
      takes(play, "Alice");
    }

    @Test
    @Play(value = "presence.nicknames", caseName = "blank")
    void by_name(RunningPlay play) throws Exception {
      takes(play, "Alice%20B");
    }

    private static void takes(RunningPlay play, String nick) throws Exception {
      assertEquals(nick, play.text("nick").replace(" ", "%20"));
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        client.says("REA 2 " + play.user() + " " + nick).hears();
      }
    }
  }

  @Test
  void plays_one_case_of_many() {
    run(OneCase.class).testEvents().assertStatistics(all -> all.started(2).succeeded(2));
  }

  @DialogueFolder(FOLDER)
  static class WrongCases {
    @Test
    @Play("presence/nicknames")
    void none() {}

    @Test
    @Play("presence/nicknames[latin]")
    void unknown() {}

    @Test
    @Play(value = "presence/nicknames[ascii]", caseName = "blank")
    void two() {}

    @Test
    @Play
    void nothing() {}
  }

  @Test
  void says_which_cases_there_are() {
    assertThat(misconfigured(run(WrongCases.class)))
        .containsExactlyInAnyOrder(
            "presence.nicknames has several cases; name one: presence.nicknames[ascii], presence.nicknames[blank]",
            "presence.nicknames has no case \"latin\"; there are: presence.nicknames[ascii], presence.nicknames[blank]",
            "@Play names two cases, ascii and blank",
            "@Play takes either the id of a dialogue or its text: @Play(\"signin/redirect\")");
  }

  @DialogueFolder(FOLDER)
  static class InlineText {
    @Test
    @Play(
        text =
            """
            dialogue: 1
            title: A ping is answered
            steps:
              - include: fragments/hello.yaml
              - C: PNG
              - S: QNG 50
            """)
    void pings(RunningPlay play) throws Exception {
      assertEquals("InlineText.pings", play.caseId());
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        assertEquals("QNG 50", client.says("PNG").hears());
      }
    }
  }

  @Test
  void plays_a_dialogue_that_stands_in_the_test() {
    run(InlineText.class).testEvents().assertStatistics(all -> all.started(1).succeeded(1));
  }

  static class InlineTextWithoutFolder {
    @Test
    @Play(
        text =
            """
            dialogue: 1
            title: It has a fault
            steps:
              - accept: ns
              - sends: PNG
            """)
    void pings() {}
  }

  @Test
  void shows_where_a_text_in_the_test_is_wrong() {
    assertThat(misconfigured(run(InlineTextWithoutFolder.class)))
        .singleElement()
        .asString()
        .contains("InlineTextWithoutFolder.pings:5:5  error D", "- sends: PNG");
  }

  @DialogueFolder(FOLDER)
  static class MissingDialogue {
    @Test
    @Play("signin/redirekt")
    void is_missing() {}
  }

  @Test
  void lists_where_a_dialogue_was_searched_and_what_is_there() {
    assertThat(misconfigured(run(MissingDialogue.class)))
        .singleElement()
        .asString()
        .contains(
            "There is no dialogue \"signin/redirekt\"",
            "dialogues/signin/redirekt.dialogue.yaml",
            "In this folder are: acting, greeting, presence.nicknames, versions");
  }

  @DialogueFolder("no/such/folder")
  static class MissingFolder {
    @Test
    @Play("greeting")
    void is_missing() {}
  }

  @Test
  void lists_where_a_folder_was_searched() {
    assertThat(misconfigured(run(MissingFolder.class)))
        .singleElement()
        .asString()
        .contains(
            "no folder of dialogues \"no/such/folder\"",
            Path.of("no/such/folder").toAbsolutePath().toString(),
            "the class path, for no/such/folder",
            "@DialogueFolder");
  }

  @DialogueFolder(FOLDER)
  static class WrongDialogue {
    @Test
    @Play("presence/wrong")
    void is_wrong() {}
  }

  @Test
  void shows_what_is_wrong_in_a_dialogue() {
    assertThat(misconfigured(run(WrongDialogue.class)))
        .singleElement()
        .asString()
        .contains("presence/wrong.dialogue.yaml:6:5  error D", "- sends: VER 1 MSNP9 CVR0");
  }

  @DialogueFolder("src/test/resources/" + FOLDER)
  static class OutsideOfTheClassPath {
    @Test
    @Play("greeting.dialogue.yaml")
    void is_aborted(RunningPlay play) {
      assertEquals("greeting", play.caseId());
      Assumptions.abort();
    }
  }

  @Test
  void finds_dialogues_from_the_working_directory_on() {
    assertThat(aborted(run(OutsideOfTheClassPath.class))).isNotNull();
  }

  private static final String HOURS =
      """
      dialogue: 1
      title: Half a day
      steps:
        - accept: ns
        - C: VER {trid} MSNP9 {**}
          within: 1ms
        - S: VER {trid} MSNP9 CVR0
          after: 600m
        - quiet: 60m
        - do: sign-in
        - C: OUT
      """;

  static class ClientOnVirtualTime {
    @Test
    @Play(text = HOURS, time = Play.Time.VIRTUAL)
    void spends_hours(RunningPlay play) throws Exception {
      Instant before = play.time().clock().instant();
      try (Talker client = Talker.onTimeOf(play)) {
        play.onDo((verb, arguments) -> client.says("OUT"));
        assertEquals(VERSION, client.says(VERSION).hears());
        Duration took = Duration.between(before, play.time().clock().instant());
        assertThat(took).isBetween(Duration.ofHours(10), Duration.ofHours(11));
        assertEquals(Outcome.OK, play.verdict().outcome());
      }
    }

    @Test
    @Play(text = HOURS, time = Play.Time.VIRTUAL)
    void says_too_much(RunningPlay play) throws Exception {
      try (Talker client = Talker.onTimeOf(play)) {
        client.says(VERSION).hears();
        client.says("PNG");
      }
    }
  }

  @DialogueFolder(FOLDER)
  static class ClientOnTheTimeOfTheMachine {
    @Test
    @Play("greeting")
    void has_no_such_time(RunningPlay play) throws Exception {
      assertThatThrownBy(play::time)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("say time = VIRTUAL in @Play");
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        client.says(RIGHT).hears();
      }
    }
  }

  @Test
  void on_virtual_time_hours_cost_nothing() {
    EngineExecutionResults results = run(ClientOnVirtualTime.class);

    results.testEvents().assertStatistics(all -> all.succeeded(1).failed(1));
    assertThat(failure(AssertionFailedError.class, results))
        .hasMessageContaining("PNG came where nothing may come")
        .hasMessageContaining("36000.000  ns #1  C  PNG");
  }

  private static final String TWO_LINES =
      """
      dialogue: 1
      id: two-lines
      title: Each side says a line
      steps:
        - accept: ns
        - S: QNG 1
        - C: OUT
      """;

  static class ClientThatKeepsTheVerdictWaiting {
    @Test
    @Timeout(60)
    @Play(text = TWO_LINES, time = Play.Time.VIRTUAL)
    void works_for_long(RunningPlay play) throws Exception {
      try (Talker client = Talker.onTimeOf(play)) {
        play.time().begin();
        assertThatThrownBy(() -> play.verdictWithin(Duration.ofMillis(100)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("the play of two-lines is not over after 0 s")
            .hasMessageContaining("1 at work, 0 connections with something under way")
            .hasMessageContaining("Say end() behind each begin()");
        play.time().end();
        assertEquals("QNG 1", client.hears());
        client.says("OUT");
        assertEquals(Outcome.OK, play.verdict().outcome());
      }
    }

    @Test
    @Timeout(60)
    @Play(text = TWO_LINES, strictness = PlaySettings.Strictness.LENIENT)
    void says_nothing_for_long(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        assertThatThrownBy(() -> play.verdictWithin(Duration.ofMillis(100)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("a lenient judge goes on waiting for what is late");
        client.says("OUT");
        assertEquals(Outcome.OK, play.verdict().outcome());
      }
    }
  }

  @Test
  void a_verdict_that_does_not_come_is_not_awaited_for_ever() {
    run(ClientThatKeepsTheVerdictWaiting.class)
        .testEvents()
        .assertStatistics(all -> all.started(2).succeeded(2));
  }

  @Test
  void the_time_of_the_machine_is_nobody_s_to_give() {
    run(ClientOnTheTimeOfTheMachine.class)
        .testEvents()
        .assertStatistics(all -> all.started(1).succeeded(1));
  }

  @DialogueFolder(FOLDER)
  static class ActingClient {
    @Test
    @Play(value = "acting", partner = Partner.ADAPTER)
    void acts(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        play.onDo((verb, arguments) -> client.says("CHG 2 " + arguments.get("status")));
        client.says(VERSION).hears();
        assertEquals("CHG 2 BSY", client.hears());
        play.tell("presence", Map.of("who", play.user(), "status", "BSY"));
        assertEquals(Outcome.OK, play.verdict().outcome());
      }
    }

    @Test
    @Play(value = "acting", partner = Partner.ADAPTER)
    void acts_late(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        play.onDo((verb, arguments) -> client.says("CHG 2 " + arguments.get("status")));
        client.hears();
        play.tell("presence", Map.of("who", play.user(), "status", "BSY"));
      }
    }

    @Test
    @Play("acting")
    void does_it_by_itself(RunningPlay play) throws Exception {
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        client.says("CHG 2 BSY").hears();
      }
      assertThatThrownBy(() -> play.tell("presence"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("say partner = ADAPTER in @Play");
    }
  }

  @Test
  void asks_the_test_to_act_and_hears_what_it_tells() {
    run(ActingClient.class).testEvents().assertStatistics(all -> all.started(3).succeeded(3));
  }

  @DialogueFolder(FOLDER)
  static class ClientThatCannotAct {
    @Test
    @Play("acting")
    void never_learnt_it(RunningPlay play) throws Exception {
      play.onDo(
          (verb, arguments) -> {
            throw new UnsupportedOperationException(verb);
          });
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        client.hears();
      }
    }
  }

  @Test
  void aborts_where_the_client_cannot_act() {
    assertThat(aborted(run(ClientThatCannotAct.class))).hasMessageContaining("set-status");
  }

  @DialogueFolder(FOLDER)
  static class ClientThatFailsToAct {
    @Test
    @Play("acting")
    void does_not(RunningPlay play) throws Exception {
      play.onDo(
          (verb, arguments) -> {
            throw new IOException("the button is stuck");
          });
      try (Talker client = Talker.at(play)) {
        client.says(VERSION).hears();
        client.hears();
      }
    }
  }

  @Test
  void fails_where_the_client_fails_to_act() {
    assertThat(failure(AssertionFailedError.class, run(ClientThatFailsToAct.class)))
        .hasMessageContaining("the button is stuck");
  }

  @DialogueFolder(FOLDER)
  static class Passport {
    @Test
    @Play(
        text =
            """
            dialogue: 1
            title: Passport and nothing else
            steps:
              - C login: GET /login2.srf
                within: 20s
              - S login: 200 OK
            """)
    void is_trusted(RunningPlay play) throws Exception {
      assertThat(play.caFile()).content().startsWith("-----BEGIN CERTIFICATE-----");
      HttpClient client = HttpClient.newBuilder().sslContext(play.sslContext()).build();
      HttpRequest request = HttpRequest.newBuilder(play.loginUrl()).build();
      assertEquals(200, client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
    }

    @Test
    @Play(value = "greeting", passport = Play.Passport.PLAIN)
    void is_plain(RunningPlay play) {
      assertThat(play.nexusUrl()).hasScheme("http").hasPort(play.port(Role.NEXUS));
      assertThatThrownBy(play::sslContext).hasMessageContaining("say passport = TLS in @Play");
      Assumptions.abort();
    }
  }

  @Test
  void lets_a_client_trust_nexus_and_login() {
    run(Passport.class).testEvents().assertStatistics(all -> all.succeeded(1).aborted(1));
  }

  @DialogueFolder(FOLDER)
  static class Texts {
    @Test
    @Play("greeting")
    void are_known(RunningPlay play) {
      assertEquals("alice@example.com", play.text("user"));
      assertEquals("s3cret", play.text("password"));
      assertEquals("Alice", play.text("name"));
      assertEquals("NLN", play.text("status"));
      assertEquals(play.entryAddress(), play.text("ns.addr"));
      assertEquals(play.host() + ":" + play.port(play.entry()), play.text("entry.addr"));
      assertThat(play.text("ticket")).startsWith("t=");
      assertThatThrownBy(() -> play.text("usre")).hasMessageContaining("usre", "user");
      Assumptions.abort();
    }
  }

  @Test
  void knows_the_texts_of_the_dialogue() {
    assertThat(aborted(run(Texts.class))).isNotNull();
  }

  @DialogueFolder(FOLDER)
  static class Around {
    private Talker client;

    @BeforeEach
    void connect(RunningPlay play) throws IOException {
      client = Talker.at(play);
    }

    @AfterEach
    void close() throws IOException {
      client.close();
    }

    @Nested
    class Inside {
      @ParameterizedTest
      @ValueSource(strings = {RIGHT, "USR 3 TWN I alice@example.com"})
      @Play("greeting")
      void with_parameters(String line) throws IOException {
        client.says(VERSION).hears();
        client.says(line).hears();
      }

      @RepeatedTest(2)
      @Play("greeting")
      void repeated(RunningPlay play) throws IOException {
        client.says(VERSION).says(RIGHT);
      }
    }
  }

  @Test
  void works_for_nested_classes_and_test_templates_and_before_each() {
    run(Around.class).testEvents().assertStatistics(all -> all.started(4).succeeded(4));
  }

  @DialogueFolder(FOLDER)
  static class Factory {
    @TestFactory
    @Play("greeting")
    Stream<DynamicTest> speaks(RunningPlay play) throws IOException {
      Talker client = Talker.at(play);
      return Stream.of(VERSION, WRONG)
          .map(line -> DynamicTest.dynamicTest(line, () -> client.says(line).hears()));
    }
  }

  @Test
  void judges_a_test_factory_when_its_tests_are_done() {
    EngineExecutionResults results = run(Factory.class);

    results.testEvents().assertStatistics(all -> all.started(2).succeeded(2));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(instanceOf(AssertionFailedError.class))));
  }

  @ExtendWith(MockMsnServerExtension.class)
  static class Without {
    @Test
    void asks_for_nothing() {}

    @Test
    void asks_for_a_play(RunningPlay play) {}
  }

  @Test
  void explains_that_a_parameter_needs_the_annotation() {
    EngineExecutionResults results = run(Without.class);

    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(test("asks_for_nothing"), finishedSuccessfully()))
        .haveExactly(
            1,
            event(
                test("asks_for_a_play"),
                finishedWithFailure(
                    instanceOf(ParameterResolutionException.class),
                    message(it -> it.contains("annotate the test method with @Play")))));
  }

  @DialogueFolder(FOLDER)
  static class Many {
    static final Set<String> ADDRESSES = ConcurrentHashMap.newKeySet();
    static final Set<String> CERTIFICATES = ConcurrentHashMap.newKeySet();

    @RepeatedTest(50)
    @Play("greeting")
    void speaks(RunningPlay play) throws Exception {
      ADDRESSES.add(play.entryAddress());
      CERTIFICATES.add(play.caFile().toString());
      try (Talker client = Talker.at(play)) {
        assertEquals(VERSION, client.says(VERSION).hears());
        assertEquals("USR 2 TWN S lc=1033", client.says(RIGHT).hears());
      }
    }
  }

  @Test
  void plays_many_at_once_with_one_authority_and_leaves_nothing() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Many.class))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "16")
        .execute()
        .testEvents()
        .assertStatistics(all -> all.started(50).succeeded(50));

    assertThat(Many.CERTIFICATES)
        .singleElement()
        .satisfies(file -> assertThat(Files.exists(Path.of(file))).isFalse());
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> Many.ADDRESSES.stream().anyMatch(name::contains));
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static <T extends Throwable> T failure(Class<T> type, EngineExecutionResults results) {
    List<Throwable> failures = thrown(results, EventType.FINISHED);
    assertThat(results.testEvents().failed().count()).isEqualTo(1);
    assertThat(failures).singleElement().isInstanceOf(type);
    return type.cast(failures.get(0));
  }

  private static TestAbortedException aborted(EngineExecutionResults results) {
    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
    return (TestAbortedException) thrown(results, EventType.FINISHED).get(0);
  }

  private static List<String> misconfigured(EngineExecutionResults results) {
    List<Throwable> failures = thrown(results, EventType.FINISHED);
    assertThat(failures).hasOnlyElementsOfType(ExtensionConfigurationException.class);
    return failures.stream().map(Throwable::getMessage).toList();
  }

  private static List<Throwable> thrown(EngineExecutionResults results, EventType type) {
    return results.testEvents().stream()
        .filter(event -> event.getType() == type)
        .map(Event::getPayload)
        .flatMap(Optional::stream)
        .map(TestExecutionResult.class::cast)
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }

  private static List<String> reports(EngineExecutionResults results, String key) {
    return results.allEvents().reportingEntryPublished().stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .flatMap(entry -> Optional.ofNullable(entry.getKeyValuePairs().get(key)).stream())
        .toList();
  }
}
