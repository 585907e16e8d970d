package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.report.ConsoleText.Colours;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;

class ConsoleTextTest {
  private final ConsoleText plain = new ConsoleText(Colours.NONE, 15);

  @Test
  void a_case_that_is_ok_needs_no_words() {
    assertThat(plain.line(TestReports.of("signin.redirect", Outcome.OK)))
        .isEqualTo("ok             signin.redirect    1.84 s");
  }

  @Test
  void the_log_tells_which_ways_were_taken_and_the_console_does_not(@TempDir Path folder)
      throws Exception {
    CaseReport one = TestReports.by("7:7 leaves", "9:5 if: then", "7:7 leaves", "7:7 leaves");

    new ReportFolder(folder).writeLog(one);

    assertThat(Files.readString(folder.resolve(one.fileName())))
        .containsOnlyOnce("\nways taken   7:7 leaves (3 times); 9:5 if: then\n");
    assertThat(plain.line(one)).doesNotContain("leaves");
  }

  @Test
  void a_log_without_choices_says_nothing_of_ways(@TempDir Path folder) throws Exception {
    CaseReport one = TestReports.of("signin.redirect", Outcome.OK);

    new ReportFolder(folder).writeLog(one);

    assertThat(Files.readString(folder.resolve(one.fileName()))).doesNotContain("ways taken");
  }

  @Test
  void any_other_case_says_why() {
    assertThat(plain.line(TestReports.of("signin.bad", Outcome.FAILED)))
        .isEqualTo(
            "FAILED         signin.bad         1.84 s   token 2 of VER is not what was awaited");
    assertThat(plain.line(TestReports.of("signin.mild", Outcome.NON_STRICT)))
        .startsWith("non-strict     signin.mild ");
  }

  @Test
  void the_summary_counts_verdicts_from_the_best_to_the_worst() {
    assertThat(
            plain.summary(
                TestReports.run(
                    TestReports.of("signin.bad", Outcome.FAILED),
                    TestReports.of("signin.mild", Outcome.NON_STRICT),
                    TestReports.of("signin.redirect", Outcome.OK))))
        .isEqualTo("3 cases in 4.20 s: 1 ok, 1 non-strict, 1 FAILED");
    assertThat(
            plain.summary(
                TestReports.run(
                    RunReport.End.INTERRUPTED,
                    Outcome.FAILED,
                    17,
                    TestReports.of("signin.redirect", Outcome.OK))))
        .isEqualTo("1 of 17 cases in 4.20 s: 1 ok");
  }

  @Test
  void what_the_baseline_says_is_told_and_only_what_is_new_is_loud() {
    CaseReport bad = TestReports.of("signin.bad", Outcome.FAILED);
    CaseReport known = TestReports.known(bad, Outcome.FAILED);
    CaseReport passed =
        TestReports.known(TestReports.of("signin.good", Outcome.OK), Outcome.FAILED);

    assertThat(plain.line(known))
        .startsWith("failed         signin.bad ")
        .endsWith("not what was awaited (as the baseline says: told in May)");
    assertThat(plain.line(passed))
        .startsWith("PASSED         signin.good ")
        .endsWith("known.yaml:3:1 says failed, it is ok: remove that line");
    assertThat(plain.line(TestReports.known(bad, Outcome.NON_STRICT)))
        .startsWith("FAILED         signin.bad ")
        .endsWith("(known.yaml:3:1 says non-strict, it is failed: write down what is true now)");
    assertThat(plain.summary(TestReports.run(known, passed)))
        .isEqualTo("2 cases in 4.20 s: 1 ok, 1 FAILED, 1 as the baseline says");
    assertThat(
            String.join(
                "\n", plain.explanations(TestReports.run(known, passed), CaseReport::fileName)))
        .contains(
            "signin.good", "  baseline   known.yaml:3:1 says failed", "  log:   signin.good.txt")
        .doesNotContain("signin.bad");
  }

  @Test
  void what_a_client_told_and_was_not_understood_stands_below_the_deviation() {
    List<String> log =
        new ArrayList<>(List.of("out  ready", "out  {\"see\": s3cret   [not taken: x]"));
    log.addAll(Collections.nCopies(3, "out  {}   [not taken: it has no word]"));
    CaseReport bad = TestReports.of("signin.bad", Outcome.FAILED);

    assertThat(said(bad, log))
        .containsExactly(
            "  client says  out  {\"see\": [hidden]",
            "  client says     [not taken: x]",
            "  client says  out  {}",
            "  client says     [not taken: it has no word]",
            "  client says     [2 more that were not taken]");
  }

  @Test
  void how_a_client_ended_that_hung_up_stands_below_what_the_dialogue_says_of_that() {
    Entry.Connection ns = new Entry.Connection(1, Service.of(Role.NOTIFICATION_SERVER));
    CaseReport hungUp =
        TestReports.of(
            "signin.bad", Outcome.FAILED, List.of(new Entry.ClosedByClient(1, ns, Manner.FIN)));
    CaseReport stays = TestReports.of("signin.bad", Outcome.FAILED);
    List<String> log = List.of("err  KeyError: s3cret", "note the client ended, exit code 1");

    assertThat(said(hungUp, log))
        .containsExactly(
            "  client says     [it ended, exit code 1]", "  client says  KeyError: [hidden]");
    assertThat(said(hungUp, List.of("note the client ended, exit code 0"))).isEmpty();
    assertThat(said(stays, log)).isEmpty();
  }

  private static List<String> said(CaseReport one, List<String> log) {
    return new CaseReport(one.result(), 1, one.began(), log)
        .explanation()
        .lines()
        .filter(line -> line.startsWith("  client says  "))
        .toList();
  }

  @Test
  void colours_come_only_where_they_are_wanted() {
    CaseReport bad = TestReports.of("signin.bad", Outcome.FAILED);

    assertThat(new ConsoleText(Colours.ANSI, 10).line(bad)).startsWith("\u001b[31mFAILED");
    assertThat(plain.line(TestReports.hostile())).isPrintable();
  }

  @Test
  void a_flood_of_failures_is_cut_short() {
    CaseReport[] cases =
        IntStream.range(0, 25)
            .mapToObj(i -> TestReports.of("signin.bad" + i, Outcome.FAILED))
            .toArray(CaseReport[]::new);

    assertThat(plain.explanations(TestReports.run(cases), CaseReport::fileName))
        .last()
        .isEqualTo("and 5 more; each has a log of its own");
  }

  @ParameterizedTest
  @CsvSource({
    "signin.redirect,             signin.redirect.txt",
    "presence.nicknames[ascii],   presence.nicknames+ascii.txt",
    "signin.redirect~cut@S5:60%,  signin.redirect_cut_S5_60_.txt",
    "../../etc/passwd,            .._.._etc_passwd.txt",
  })
  void a_file_name_is_safe_everywhere(String id, String name) {
    CaseReport one = TestReports.of("signin.redirect", Outcome.OK);
    CaseReport named = new CaseReport(named(one, id), 1, one.began(), one.clientLog());

    assertThat(named.fileName()).isEqualTo(name);
  }

  @Test
  void a_log_has_the_explanation_the_conversation_and_the_clients_output(@TempDir Path folder)
      throws Exception {
    CaseReport one = TestReports.hostile();
    new ReportFolder(folder).writeLog(one);

    assertThat(Files.readString(folder.resolve("chat.hostile.txt")))
        .startsWith("chat.hostile   failed\nGreets\n")
        .contains("seed 4711", "chat/hostile.dialogue.yaml:7", "MSG 1 N ]]><x")
        .contains("The client's output:\nout  my password is [hidden]\n")
        .doesNotContain("s3cret", "\u001b");
  }

  private static Result named(CaseReport one, String id) {
    Result r = one.result();
    return new Result(
        r.dialogue(),
        id,
        r.outcome(),
        r.reason(),
        r.deviations(),
        r.branches(),
        r.ruleUses(),
        r.requirements(),
        r.seed(),
        r.took(),
        r.stepsDone(),
        r.journal(),
        r.dropped(),
        r.redaction());
  }
}
