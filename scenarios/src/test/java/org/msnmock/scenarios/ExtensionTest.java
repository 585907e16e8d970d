package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.junit.Dialogues;
import org.msnmock.mockserver.junit.Play;
import org.msnmock.mockserver.junit.RunningPlay;
import org.opentest4j.AssertionFailedError;

/**
 * The JUnit extension on the newest Jupiter; {@code mockserver} tests it in full, on the oldest.
 */
class ExtensionTest {
  private static final int DEADLINE_MILLIS = 30_000;

  private static final String DIALOGUE =
      """
      dialogue: 1
      id: version
      title: A client names the protocol
      steps:
        - accept: ns
        - one-of:
            the-last:
              - C: VER {trid} MSNP9 CVR0
              - S: VER {trid} MSNP9 CVR0
            one-before:
              - C: VER {trid} MSNP8 CVR0
              - { verdict: unsupported, why: this dialogue is about MSNP9 }
            both:
              - C: VER {trid} MSNP9 MSNP8 CVR0
              - { verdict: informational, why: nobody needs both any more }
              - S: VER {trid} MSNP9 CVR0
      """;

  static class Users {
    @RepeatedTest(20)
    @Play(text = DIALOGUE)
    void right(RunningPlay play) throws IOException {
      assertThat(say("VER 1 MSNP9 CVR0", play)).isEqualTo("VER 1 MSNP9 CVR0");
    }

    @Test
    @Play(text = DIALOGUE)
    void verbose(RunningPlay play) throws IOException {
      say("VER 1 MSNP9 MSNP8 CVR0", play);
    }

    @Test
    @Play(text = DIALOGUE)
    void old(RunningPlay play) throws IOException {
      say("VER 1 MSNP8 CVR0", play);
    }

    @Nested
    class Inside {
      @Test
      @Play(text = DIALOGUE)
      void wrong(RunningPlay play) throws IOException {
        assertThat(say("VER 1 CVR0", play)).isEqualTo("VER 1 MSNP9 CVR0");
      }
    }
  }

  @Test
  void judges_a_play_for_each_test() {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Users.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .execute();

    results
        .testEvents()
        .assertStatistics(all -> all.succeeded(21).failed(1).aborted(1).reportingEntryPublished(3));
    assertThat(failures(results))
        .singleElement()
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            failure -> {
              assertThat(failure).hasMessageStartingWith("FAILED       version");
              assertThat(failure.getExpected().getStringRepresentation()).contains("MSNP9");
              assertThat(failure.getActual().getStringRepresentation())
                  .isEqualTo("- accept: ns\n- C ns: VER 1 CVR0\n");
              assertThat(failure.getSuppressed()).hasOnlyElementsOfType(AssertionError.class);
            });
  }

  @TestFactory
  Stream<DynamicTest> plays_dialogues_as_dynamic_tests(@TempDir Path folder, TestReporter reporter)
      throws IOException {
    Files.writeString(folder.resolve("version.dialogue.yaml"), DIALOGUE);
    return Dialogues.in(folder).matching("version").reportingTo(reporter).playedBy(Client::new);
  }

  /** Says its version, and nothing more. */
  private static final class Client implements ClientUnderTest {
    @Override
    public void start(Briefing briefing, ClientEvents events) {
      String address = briefing.value("entry.addr");
      try {
        say("VER 1 MSNP9 CVR0", Integer.parseInt(address.substring(address.indexOf(':') + 1)));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void act(int ask, String verb, Map<String, String> arguments) {}

    @Override
    public void stop() {}
  }

  private static String say(String line, RunningPlay play) throws IOException {
    return say(line, play.port(play.entry()));
  }

  /** Says one line, and hears the answer; nothing where none comes. */
  private static String say(String line, int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(DEADLINE_MILLIS);
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      String answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      return answer == null ? "" : answer;
    }
  }

  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }
}
