package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

class StepTracesTest {
  private static final Entry.Connection NS =
      new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));

  /** 1 accept, 2 include (3 S), 4 include (5 S), 6 one-of (7 C, 8 C), 9 see, 10 pause, 11 S. */
  private static final String DIALOGUE =
      """
      dialogue: 1
      id: b
      title: Says it twice
      steps:
        - accept: ns
        - include: fragments/says.yaml
        - include: fragments/says.yaml
        - one-of:
            one:
              - C: ONE {trid}
            two:
              - C: TWO {trid}
        - see: signed-in
        - pause: 1s
        - S: BYE
      """;

  @TempDir private Path root;
  private Dialogue dialogue;

  @BeforeEach
  void load() throws IOException {
    Files.createDirectories(root.resolve("fragments"));
    Files.writeString(
        root.resolve("fragments/says.yaml"), "fragment: 1\nsteps:\n  - S ns: HELLO\n");
    load(DIALOGUE);
  }

  private void load(String text) throws IOException {
    Path file = Files.writeString(root.resolve("b" + Loader.SUFFIX), text);
    dialogue = Loader.root(root).load(file).dialogues().get(0);
  }

  @Test
  void a_fragment_that_was_included_twice_is_told_apart_by_order() {
    Entry first = said(3);
    Entry second = said(5);

    StepTraces traces = traces(Outcome.FAILED, first, second);

    assertThat(traces.step(first)).map(StepInfo::number).contains(3);
    assertThat(traces.step(second)).map(StepInfo::number).contains(5);
  }

  @Test
  void what_stands_before_the_last_trace_is_done_and_what_comes_after_it_was_not_reached() {
    StepTraces traces = traces(Outcome.FAILED, said(3), said(5), taken(8));

    assertThat(fates(traces))
        .containsExactly(
            "1 done",
            "3 done",
            "5 done",
            "7 no trace",
            "8 done",
            "9 not reached",
            "10 not reached",
            "11 not reached");
  }

  @Test
  void a_request_that_a_step_took_is_a_trace_of_it() throws IOException {
    load(
        """
            dialogue: 1
            id: b
            title: Asks the login
            steps:
              - accept: ns
              - optional:
                  - C login: GET /login2.srf
                  - S login: 200 OK
              - C ns: BYE
            """);
    Request request = new Request("GET", "/login2.srf", "HTTP/1.1", List.of());
    Entry asked =
        new Entry.RequestTaken(
            1, 1, Service.of(Role.LOGIN), request, Entry.Taker.SCRIPT, step(3).span());

    assertThat(fates(traces(Outcome.FAILED, asked))).contains("3 done", "4 not reached");
  }

  @Test
  void of_branches_side_by_side_each_is_told_for_itself() throws IOException {
    load(
        """
            dialogue: 1
            id: b
            title: In any order
            steps:
              - accept: ns
              - any-order:
                  one: [{ C: "ONE {trid}" }, { S: "ONE {trid}" }]
                  two: [{ C: "TWO {trid}" }, { S: "TWO {trid}" }]
              - C: BYE
            """);

    assertThat(fates(traces(Outcome.FAILED, taken(5), said(6))))
        .containsExactly("1 done", "3 no trace", "4 no trace", "5 done", "6 done", "7 not reached");
  }

  @Test
  void a_fragment_that_two_branches_include_is_told_for_each() throws IOException {
    load(
        """
            dialogue: 1
            id: b
            title: The same fragment side by side
            steps:
              - accept: ns
              - any-order:
                  one: [{ C: ONE }, { include: fragments/says.yaml }]
                  two: [{ C: TWO }, { include: fragments/says.yaml }]
            """);
    Entry second = said(8);

    StepTraces traces = traces(Outcome.OK, taken(3), second, said(5));

    assertThat(traces.step(second)).contains(step(8));
  }

  @Test
  void the_step_of_a_deviation_has_its_verdict() {
    StepInfo pause = step(10);

    StepTraces traces =
        new StepTraces(result(Outcome.FAILED, List.of(deviation(pause)), List.of(taken(7))));

    assertThat(fates(traces))
        .containsExactly(
            "1 done",
            "3 done",
            "5 done",
            "7 done",
            "8 no trace",
            "9 no trace",
            "10 non-strict",
            "11 not reached");
  }

  @Test
  void all_that_was_played_well_is_done_but_what_nobody_told() {
    StepTraces silent = traces(Outcome.OK, taken(7));
    StepTraces telling =
        traces(Outcome.OK, taken(7), new Entry.Seen(9, "", "signed-in", Map.of(), step(9).span()));

    assertThat(fates(silent))
        .containsExactly(
            "1 done",
            "3 done",
            "5 done",
            "7 done",
            "8 no trace",
            "9 no trace",
            "10 done",
            "11 done");
    assertThat(telling.fate(step(9))).isEqualTo("done");
  }

  private Entry said(int number) {
    return new Entry.Said(number, NS, Frame.line("HELLO"), step(number).span(), "");
  }

  private Entry taken(int number) {
    Frame frame = Frame.line("ONE 1");
    return new Entry.Taken(number, NS, frame, Entry.Taker.SCRIPT, step(number).span());
  }

  private StepInfo step(int number) {
    return Steps.all(dialogue.steps()).get(number - 1).info();
  }

  private List<String> fates(StepTraces traces) {
    return Steps.all(dialogue.steps()).stream()
        .filter(step -> Steps.children(step).isEmpty())
        .map(step -> step.info().number() + " " + traces.fate(step.info()))
        .toList();
  }

  private StepTraces traces(Outcome outcome, Entry... journal) {
    return new StepTraces(result(outcome, List.of(), List.of(journal)));
  }

  private Result result(Outcome outcome, List<Deviation> deviations, List<Entry> journal) {
    return new Result(
        dialogue,
        "b",
        outcome,
        "",
        deviations,
        List.of(),
        Map.of(),
        Map.of(),
        1,
        Duration.ZERO,
        0,
        journal,
        0,
        Redaction.BY_PLACE);
  }

  private static Deviation deviation(StepInfo step) {
    return new Deviation(
        Deviation.Kind.TIMEOUT,
        Outcome.NON_STRICT,
        Optional.of(step),
        1,
        "nothing came",
        Optional.empty(),
        "",
        "",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }
}
