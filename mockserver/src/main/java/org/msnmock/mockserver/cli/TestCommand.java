package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.adapter.ClientCommand;
import org.msnmock.mockserver.adapter.ClientProcess;
import org.msnmock.mockserver.adapter.ClientProcesses;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.report.LastRun;
import org.msnmock.mockserver.report.ReportFolder;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Baseline;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code msnmock test}: plays dialogues against a client and judges it. */
@Command(
    name = "test",
    description = {"Plays dialogues against a client, judges it, and writes reports.", ""},
    customSynopsis = "msnmock test [OPTIONS] [FILE|FOLDER|ID|GLOB ...]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "The client is started once per case, without a shell. Its command may contain",
      "  {entry.addr} {ds.addr} {ns.addr} {sb.addr} {nexus.url} {login.url} {login.site}",
      "  {ca.file} {user} {password} {name} {status} {case}",
      "and its environment has MSN_SERVER MSN_DS MSN_NS MSN_SB MSN_NEXUS_URL MSN_LOGIN_URL",
      "MSN_CA_FILE MSN_USER MSN_PASSWORD MSN_STATUS MSN_CASE MSN_CLIENT MSN_SIGN_IN (auto or wait).",
      "A client that exits with 77 says that the case is not for it.",
      "",
      "Exit codes:",
      "    0  all selected cases are ok, or as the baseline says",
      "    1  a case failed, or is not as the baseline says",
      "    2  nothing failed, but a milder verdict reached --fail-on",
      "    3  nothing was judged: no case selected, an id that means none, no client came, or all",
      "       cases unsupported",
      "    4  a dialogue file or the baseline is wrong; nothing was started",
      "    5  the client could not be started, or a port is taken",
      "   64  wrong usage, or a report could not be written",
      "   70  a fault of msnmock itself",
      "  130  interrupted; reports say so",
      "",
      "Examples:",
      "  msnmock test",
      "  msnmock test signin.redirect 'presence.*' --seed 4711",
      "  msnmock test dialogues --client './mychat --server {entry.addr} --user {user}' --junit out.xml",
      "  msnmock test dialogues/signin --client 'node chat.js' --adapter stdio --no-slow",
      "  msnmock test --rerun-failed",
    })
final class TestCommand implements Callable<Integer> {
  private static final String BUNDLED_CLIENT = "MSNMOCK_BUNDLED_CLIENT";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration START_TIMEOUT_ATTACHED = Duration.ofMinutes(10);

  private final Console console;
  private final ClientProcesses processes = new ClientProcesses();

  @Parameters(
      paramLabel = "FILE|FOLDER|ID|GLOB",
      description =
          "Dialogue files, folders, ids (signin.redirect, signin/redirect, signin) and globs over ids"
              + " ('signin.*'). Without a file or folder: the bundled dialogues.")
  private List<String> what = new ArrayList<>();

  @Option(
      names = "--client",
      paramLabel = "COMMAND",
      description = "The client under test, quoted as in a shell. Default: the bundled client.")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--adapter",
      paramLabel = "none|stdio",
      description =
          "How the client is asked to act: not at all, or by JSON on its standard input and output."
              + " Default: none.")
  private Optional<ClientProcess.Adapter> adapter = Optional.empty();

  @Option(
      names = "--attach",
      description = "Start no client: show the addresses and wait until somebody starts one.")
  private boolean attach;

  @Option(names = "--list", description = "Only list the selected cases.")
  private boolean list;

  @Option(
      names = "--tag",
      paramLabel = "WORD",
      description = "Only dialogues with this tag; given more than once, with any of them.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--no-slow", description = "Leave out what is tagged slow.")
  private boolean noSlow;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Play so many cases at once. Default: the number of processors.")
  private Optional<Integer> jobs = Optional.empty();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Play each case so often, each time with the next seed.")
  private int repeat = 1;

  @Option(
      names = "--rerun-failed",
      description =
          "Only what failed in the last run, and what it was to play and did not come to.")
  private boolean rerunFailed;

  @Option(names = "--fail-fast", description = "Begin nothing more after the first failure.")
  private boolean failFast;

  @Option(
      names = "--fail-on",
      paramLabel = "VERDICT",
      converter = Converters.ToOutcome.class,
      description =
          "The mildest verdict that makes the run fail: informational, non-strict, unsupported or"
              + " failed. Default: failed.")
  private Outcome failOn = Outcome.FAILED;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Known failures: YAML with lines like  signin.redirect: failed. What is as it says is not"
              + " red; what is new is, a pass too until its line is removed.")
  private Optional<String> baseline = Optional.empty();

  @Option(
      names = "--start-timeout",
      paramLabel = "DURATION",
      converter = Converters.ToDuration.class,
      description = "How long a client may take to come. Default: 30s; with --attach 10m.")
  private Optional<Duration> startTimeout = Optional.empty();

  @Mixin private PlayOptions playing = new PlayOptions();

  @Option(names = "--junit", paramLabel = "FILE", description = "Write JUnit XML there, too.")
  private Optional<Path> junit = Optional.empty();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the JSON report there, too.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Write the HTML report there, too.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where report.html, report.txt, report.json, junit.xml, the log and the observed dialogue of each case go. Default: the variable MSNMOCK_REPORT_DIR"
              + " (bin/msnmock sets it to target/msnmock of its checkout),"
              + " else target/msnmock in a Maven project, else msnmock-report.")
  private Optional<Path> out = Optional.empty();

  @Mixin private ServerOptions listening = new ServerOptions();

  @Spec private @Nullable CommandSpec spec;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    check();
    Selection selection = Selection.of(console, what);
    Dialogues dialogues = Dialogues.load(console, selection.paths());
    dialogues.complain(console.err());
    Annotations annotations = new Annotations(console, dialogues);
    if (dialogues.hasErrors()) {
      annotations.showFindings();
      return Exit.WRONG_DIALOGUE.code();
    }
    Optional<Baseline> known = new BaselineFile(console, baseline).read(dialogues.loaded());
    if (known.isEmpty()) {
      return Exit.WRONG_DIALOGUE.code();
    }
    if (!knowsAll(selection, dialogues.loaded())) {
      return Exit.NOTHING_JUDGED.code();
    }
    ReportFolder folder = new ReportFolder(ReportFolders.of(console, out));
    Optional<Set<String>> failed = lastFailed(folder);
    List<Selected> cases = selection.from(dialogues.loaded(), this::isWanted, failed);
    if (cases.isEmpty()) {
      console.err().println("msnmock: " + RunReport.NO_CASE + whyNone(failed, folder));
      return Exit.NOTHING_JUDGED.code();
    }
    if (list) {
      cases.forEach(one -> console.out().println(one.id()));
      return Exit.OK.code();
    }
    ClientUnderTest.Factory clients = clients();
    ServerSettings server = listening.settings(console);
    TestRun.Plan plan = plan(server, cases, clients, known.get(), dialogues.requirements());
    return play(plan, server, folder, annotations);
  }

  private void check() {
    if (attach && (client.isPresent() || adapter.isPresent())) {
      throw new UsageException("--attach starts no client, so --client and --adapter mean nothing");
    }
    if (adapter.isPresent() && client.isEmpty()) {
      throw new UsageException(
          "--adapter says how --client is asked to act; without one it means nothing");
    }
    if (repeat < 1 || jobs.filter(n -> n < 1).isPresent()) {
      throw new UsageException("--repeat and --jobs count from 1");
    }
    if (jobs.filter(n -> n > 1).isPresent() && onlyOneAtOnce()) {
      throw new UsageException("with --attach or fixed ports only one case can be played at once");
    }
    checkOutputs();
  }

  private void checkOutputs() {
    List<String> inputs = new ArrayList<>(what);
    baseline.ifPresent(inputs::add);
    junit.ifPresent(file -> new OutputFile(console, "--junit", file).check(inputs));
    json.ifPresent(file -> new OutputFile(console, "--json", file).check(inputs));
    html.ifPresent(file -> new OutputFile(console, "--html", file).check(inputs));
  }

  private boolean onlyOneAtOnce() {
    return attach || listening.hasFixedPorts();
  }

  /** Whether each id means a case: a run without what was meant would look as if that passed. */
  private boolean knowsAll(Selection selection, List<Dialogue> dialogues) {
    List<String> unknown = selection.unknown(dialogues);
    for (String id : unknown) {
      console.err().println("msnmock: " + selection.noSuch(id, dialogues));
    }
    if (!unknown.isEmpty()) {
      console.err().println("msnmock: " + RunReport.NO_CASE);
    }
    return unknown.isEmpty();
  }

  private static String whyNone(Optional<Set<String>> failed, ReportFolder folder) {
    return failed.filter(Set::isEmpty).isPresent()
        ? ", as nothing failed in the last run (%s)".formatted(folder.json())
        : "";
  }

  private boolean isWanted(Dialogue dialogue) {
    return (tags.isEmpty() || tags.stream().anyMatch(dialogue.tags()::contains))
        && !(noSlow && dialogue.tags().contains("slow"));
  }

  private Optional<Set<String>> lastFailed(ReportFolder folder) {
    if (!rerunFailed) {
      return Optional.empty();
    }
    try {
      return Optional.of(LastRun.failed(folder.json()));
    } catch (IOException e) {
      throw new UsageException(
          "--rerun-failed needs the report of a last run: %s cannot be read (%s)"
              .formatted(folder.json(), Reason.ofReading(e)));
    }
  }

  private ClientUnderTest.Factory clients() {
    if (attach) {
      return () -> new AttachedClient(console.out());
    }
    if (client.isPresent()) {
      ClientCommand command = command(client.get(), "--client");
      ClientProcess.Adapter how = adapter.orElse(ClientProcess.Adapter.NONE);
      return () -> new ClientProcess(command, how, processes);
    }
    String bundled =
        console
            .variable(BUNDLED_CLIENT)
            .orElseThrow(
                () ->
                    new UsageException(
                        "say which client: --client '<command>', or --attach (none is bundled here)"));
    ClientCommand command = command(bundled, "the variable " + BUNDLED_CLIENT);
    return () -> new ClientProcess(command, ClientProcess.Adapter.STDIO, processes);
  }

  private static ClientCommand command(String text, String from) {
    try {
      return ClientCommand.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("in %s: %s".formatted(from, e.getMessage()));
    }
  }

  private int play(
      TestRun.Plan plan, ServerSettings server, ReportFolder folder, Annotations annotations)
      throws IOException {
    prepare(folder);
    Showing showing = new Showing(console, folder, plan.cases(), plan.rounds());
    TestRun run = new TestRun(plan, showing::finished);
    RunReport report;
    try (Interruption interruption =
        Interruption.does(
            () -> {
              run.giveUp();
              processes.killAll();
            },
            run::interrupt)) {
      report = run.play();
      server.authority().ifPresent(Authority::forget); // an interruption ends without deleting
      ReportFiles files = new ReportFiles(console, report);
      files.write(folder);
      files.write(junit, ReportFolder::writeJUnit);
      files.write(json, ReportFolder::writeJson);
      files.write(html, ReportFolder::writeHtml);
      annotations.show(report);
      return showing.over(report, run.fault(), files).code();
    }
  }

  private Again again() {
    CommandLine typed = Objects.requireNonNull(spec).commandLine();
    return Again.of(Selection.of(console, what).paths(), typed.getParseResult());
  }

  /** Finds out whether all can be written, and takes away what an earlier run has left there. */
  private void prepare(ReportFolder folder) {
    junit.ifPresent(file -> prepare("--junit", file));
    json.ifPresent(file -> prepare("--json", file));
    html.ifPresent(file -> prepare("--html", file));
    try {
      folder.prepare();
    } catch (IOException e) {
      throw new UsageException(
          "cannot write reports to %s: %s. Name a folder that you may write to with --out"
              .formatted(folder.path(), Reason.of(e)));
    }
  }

  private void prepare(String option, Path file) {
    try {
      ReportFolder.prepareFile(console.folder().resolve(file));
    } catch (IOException e) {
      throw new UsageException(
          "cannot write %s %s: %s. Name a file in a folder that you may write to"
              .formatted(option, file, Reason.of(e)));
    }
  }

  private TestRun.Plan plan(
      ServerSettings server,
      List<Selected> cases,
      ClientUnderTest.Factory clients,
      Baseline known,
      Requirements requirements) {
    long seed = playing.seed();
    Duration patience = startTimeout.orElse(attach ? START_TIMEOUT_ATTACHED : START_TIMEOUT);
    double timeScale = playing.timeScale(console);
    Strictness strictness = playing.strictness(Strictness.STRICT);
    int atOnce =
        onlyOneAtOnce() ? 1 : jobs.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    return new TestRun.Plan(
        cases,
        repeat,
        atOnce,
        failFast ? TestRun.FailFast.YES : TestRun.FailFast.NO,
        failOn,
        seed,
        clients,
        round ->
            new CaseRunner(
                new CaseSettings(
                    server, strictness, timeScale, patience, seed + round - 1, playing.late())),
        known,
        again(),
        requirements);
  }
}
