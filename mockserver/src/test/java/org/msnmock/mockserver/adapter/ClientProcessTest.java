package org.msnmock.mockserver.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.mockserver.adapter.ClientProcess.Adapter;
import org.msnmock.mockserver.engine.PlaySettings.Partner;

@Timeout(120)
class ClientProcessTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final RecordedEvents events = new RecordedEvents();
  private final ClientProcesses processes = new ClientProcesses();
  private ClientProcess client = client("exits 0", Adapter.NONE);

  @AfterEach
  void stop() {
    client.stop();
  }

  @Test
  void tells_how_the_client_ended() throws Exception {
    start("exits 77", Adapter.NONE);

    assertThat(events.next()).isEqualTo("ended 77");
  }

  @Test
  void hands_over_the_variables_and_keeps_the_output_as_log() throws Exception {
    start("shows-variables", Adapter.NONE);

    events.next();
    assertThat(client.log())
        .contains("out  MSN_SERVER=127.0.0.1:1863", "out  MSN_CASE=signin.redirect")
        .last()
        .isEqualTo("note the client ended, exit code 0");
  }

  @Test
  void ends_a_client_that_ignores_all_with_its_children() {
    start("has-a-child", Adapter.NONE);
    await().atMost(DEADLINE).until(() -> pids().size() == 2);
    List<Long> pids = pids();

    client.stop();

    await().atMost(DEADLINE).until(() -> pids.stream().noneMatch(ClientProcessTest::runs));
  }

  @Test
  void ends_what_a_client_has_left_alone() {
    assumeTrue(Files.isDirectory(Path.of("/proc")), "this system does not show whose child it was");
    start("leaves-a-grandchild", Adapter.NONE);
    await().atMost(DEADLINE).until(() -> client.log().contains("out  left alone, code 0"));
    await().atMost(DEADLINE).until(() -> pids().size() == 2);
    List<Long> pids = pids();

    client.stop();

    await().atMost(DEADLINE).until(() -> pids.stream().noneMatch(ClientProcessTest::runs));
  }

  @Test
  void an_interrupted_run_kills_all_clients() throws Exception {
    start("ignores-all", Adapter.NONE);
    await().atMost(DEADLINE).until(() -> pids().size() == 1);

    processes.killAll();

    assertThat(events.next()).isEqualTo("ended 137 by a signal");
  }

  @Test
  void a_client_that_leaves_with_a_high_code_was_not_killed() throws Exception {
    start("exits 255", Adapter.NONE);

    assertThat(events.next()).isEqualTo("ended 255");
  }

  @Test
  void a_flood_of_output_neither_stalls_nor_fills_memory() throws Exception {
    start("floods", Adapter.STDIO);

    assertThat(events.next()).isEqualTo("ended 0");
    assertThat(client.log())
        .hasSizeLessThan(20_000)
        .contains("out  flooding all pipes, line 1", "out  flooding all pipes, line 100000")
        .anyMatch(line -> line.endsWith("lines were dropped here]"));
  }

  @Test
  void a_program_that_is_not_there_is_named() {
    client = new ClientProcess(ClientCommand.parse("/no/such/chat --x"), Adapter.NONE, processes);

    assertThatThrownBy(() -> client.start(ClientCommandTest.BRIEFING, events))
        .isInstanceOf(ClientNotStartedException.class)
        .hasMessageContaining("program   /no/such/chat")
        .hasMessageContaining("command   /no/such/chat --x");
  }

  @Test
  void asks_it_to_act_and_hears_what_it_says() throws Exception {
    start("acts", Adapter.STDIO);

    client.act(4, "sign-in", Map.of());

    assertThat(events.next()).isEqualTo("answered 4 DONE ");
    assertThat(events.next()).isEqualTo("told signed-in {user=alice@example.com}");
    assertThat(client.log()).contains("out  asked: {\"do\":\"sign-in\",\"args\":{},\"id\":4}");
  }

  @Test
  void a_client_that_closes_its_input_does_not_hold_up_the_play() {
    start("closes-its-input", Adapter.STDIO);
    await().atMost(DEADLINE).until(() -> client.log().contains("out  closed"));

    for (int ask = 0; ask < 5000; ask++) {
      client.act(ask, "typing", Map.of("text", "x".repeat(100)));
    }

    await()
        .atMost(DEADLINE)
        .until(() -> client.log().contains("note the client has closed its standard input"));
  }

  @Test
  void stopping_twice_or_before_the_start_is_harmless() {
    client.stop();
    start("ignores-all", Adapter.NONE);
    client.stop();
    client.stop();
  }

  @Test
  void only_an_adapter_makes_a_partner() {
    assertThat(client("exits 0", Adapter.NONE).partner()).isEqualTo(Partner.NONE);
    assertThat(client("exits 0", Adapter.STDIO).partner()).isEqualTo(Partner.ADAPTER);
  }

  private void start(String manner, Adapter adapter) {
    client = client(manner, adapter);
    client.start(ClientCommandTest.BRIEFING, events);
  }

  private ClientProcess client(String manner, Adapter adapter) {
    return new ClientProcess(
        ClientCommand.parse(ProgramUnderTest.command(manner)), adapter, processes);
  }

  private List<Long> pids() {
    return client.log().stream()
        .filter(line -> line.startsWith("out  hanging "))
        .map(line -> Long.valueOf(line.substring("out  hanging ".length())))
        .toList();
  }

  /** A killed process that nobody has buried yet does not run. */
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .flatMap(process -> process.info().command())
        .isPresent();
  }
}
