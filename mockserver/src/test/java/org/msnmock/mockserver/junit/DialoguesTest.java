package org.msnmock.mockserver.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.engine.Event;
import org.opentest4j.AssertionFailedError;

class DialoguesTest {
  private static final String FOLDER = "org/msnmock/mockserver/junit/dialogues";
  private static final String VERSION = "VER 1 MSNP9 CVR0";

  /** Says its version, its user or a nickname of its own, and can take a status. */
  private static class Client implements ClientUnderTest {
    private final String version;
    private volatile Talker talker;
    private volatile ClientEvents events;
    private volatile String user;

    Client(String version) {
      this.version = version;
    }

    static Client newest() {
      return new Client(VERSION);
    }

    @Override
    public void start(Briefing briefing, ClientEvents listener) {
      events = listener;
      user = briefing.account().user();
      try {
        String address = briefing.value("entry.addr");
        talker = Talker.at(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        talker.says(version).hears();
        if (briefing.caseId().equals("greeting")) {
          talker.says("USR 2 TWN I " + user).hears();
        } else if (briefing.caseId().startsWith("presence")) {
          talker.says("REA 2 " + user + " Somebody").hears();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void act(int ask, String verb, Map<String, String> arguments) {
      try {
        talker.says("CHG 2 " + arguments.get("status")).hears();
        events.answered(ask, Event.Reply.DONE, "");
        events.told("presence", Map.of("who", user, "status", arguments.get("status")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void stop() {
      try {
        if (talker != null) {
          talker.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> log() {
      return List.of("my log");
    }
  }

  static class Users {
    @TestFactory
    Stream<DynamicTest> all() {
      return Dialogues.in(FOLDER).playedBy(Client::newest);
    }

    @TestFactory
    Stream<DynamicTest> tagged() {
      return Dialogues.in(Path.of("src/test/resources", FOLDER))
          .tagged("short", "long")
          .passport(Play.Passport.PLAIN)
          .playedBy(Client::newest);
    }

    @TestFactory
    Stream<DynamicTest> wordy(TestReporter reporter) {
      return Dialogues.in(FOLDER)
          .matching("vers*")
          .reportingTo(reporter)
          .playedBy(() -> new Client("VER 1 MSNP9 MSNP8 CVR0"));
    }

    @TestFactory
    Stream<DynamicTest> old() {
      return Dialogues.in(FOLDER)
          .matching("versions")
          .playedBy(() -> new Client("VER 1 MSNP8 CVR0"));
    }
  }

  @Test
  void makes_a_test_of_each_file_and_case_and_of_each_file_that_is_wrong() {
    EngineExecutionResults results = run("all");

    results.testEvents().assertStatistics(all -> all.started(6).succeeded(3).failed(3));
    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(displayName("acting"), finishedSuccessfully()))
        .haveExactly(1, event(displayName("greeting"), finishedSuccessfully()))
        .haveExactly(1, event(displayName("versions"), finishedSuccessfully()))
        .haveExactly(
            1,
            event(
                displayName("presence.nicknames[ascii]"),
                finishedWithFailure(
                    instanceOf(AssertionFailedError.class),
                    message(
                        text -> text.contains("received  Somebody") && text.endsWith("my log")))))
        .haveExactly(1, event(displayName("presence.nicknames[blank]"), finishedWithFailure()))
        .haveExactly(
            1,
            event(
                displayName("presence/wrong.dialogue.yaml"),
                finishedWithFailure(message(text -> text.contains("wrong.dialogue.yaml:6:5")))));
  }

  @Test
  void points_to_the_file_of_the_dialogue() {
    try (Stream<DynamicTest> tests =
        Dialogues.in(FOLDER).tagged("short").playedBy(Client::newest)) {
      List<URI> sources = tests.map(test -> test.getTestSourceUri().orElseThrow()).toList();

      assertThat(sources)
          .allSatisfy(source -> assertThat(Path.of(source)).isRegularFile())
          .anySatisfy(source -> assertThat(Path.of(source)).hasFileName("greeting.dialogue.yaml"));
    }
  }

  @Test
  void plays_those_with_a_tag() {
    run("tagged")
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(displayName("greeting"), finishedSuccessfully()))
        .doNotHave(displayName("versions"));
  }

  @Test
  void plays_none_with_a_tag_that_is_left_out() {
    try (Stream<DynamicTest> tests =
        Dialogues.in(FOLDER).notTagged("short").playedBy(Client::newest)) {
      assertThat(tests.map(DynamicTest::getDisplayName))
          .contains("versions")
          .doesNotContain("greeting");
    }
  }

  @Test
  void plays_those_whose_id_matches_besides_telling_what_is_wrong() {
    assertThat(
            run("wordy").testEvents().started().map(it -> it.getTestDescriptor().getDisplayName()))
        .containsExactlyInAnyOrder("presence/wrong.dialogue.yaml", "versions");
  }

  @Test
  void passes_a_milder_verdict_and_reports_it() {
    EngineExecutionResults results = run("wordy");

    results
        .testEvents()
        .assertThatEvents()
        .haveExactly(1, event(displayName("versions"), finishedSuccessfully()));
    assertThat(results.allEvents().reportingEntryPublished().stream())
        .flatExtracting(
            entry -> entry.getRequiredPayload(ReportEntry.class).getKeyValuePairs().keySet())
        .containsExactly(Verdicts.REPORT, Verdicts.OBSERVED);
  }

  @Test
  void aborts_what_is_unsupported() {
    assertThat(run("old").testEvents().aborted().count()).isEqualTo(1);
  }

  @Test
  void refuses_to_select_nothing() {
    Dialogues none =
        Dialogues.in(Path.of("src/test/resources/org/msnmock/mockserver/yaml/dialogues"))
            .tagged("short")
            .matching("signin.x*");

    assertThatThrownBy(() -> none.playedBy(Client::newest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("tagged    short", "matching  signin.x*", "signin.redirect");
  }

  @Test
  void refuses_a_folder_that_is_not_there() {
    assertThatThrownBy(() -> Dialogues.in("no/such/folder"))
        .hasMessageContaining("the class path, for no/such/folder");
    assertThatThrownBy(() -> Dialogues.in(Path.of("no/such/folder")))
        .hasMessageContaining(Path.of("no/such/folder").toAbsolutePath().toString());
  }

  private static EngineExecutionResults run(String factory) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(
            Stream.of(Users.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(factory))
                .map(method -> selectMethod(Users.class, method))
                .toArray(DiscoverySelector[]::new))
        .execute();
  }
}
