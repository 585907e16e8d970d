package org.msnmock.mockserver.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.msnmock.mockserver.report.LastRun;
import org.msnmock.mockserver.report.Recorded;
import org.msnmock.mockserver.report.ReportFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code msnmock accept}: what the client did becomes what is awaited. */
@Command(
    name = "accept",
    description = {
      "Makes what the client did in the last run the new expectation, after showing the difference.",
      ""
    },
    customSynopsis =
        "msnmock accept [--yes] [--fragments] [--report DIR] [FILE|FOLDER|ID|GLOB ...]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "The smallest change is made: a line that deviated is replaced where it differs, a line that",
      "nobody wanted is put in, a step that did not come is taken out with its answer. All else, and",
      "all comments, stay. What cannot be changed so is told, and then nothing is written. A play ends",
      "at its first deviation: run msnmock test again to see what comes behind it.",
      "",
      "Exit codes:",
      "   0  accepted, or nothing to accept",
      "   1  not written: it was not confirmed, or cannot be accepted",
      "   3  the last run has no such case",
      "   4  a dialogue is wrong, or would be; nothing was written",
      "  64  wrong usage, or no report of a run",
      "",
      "Examples:",
      "  msnmock accept hello.dialogue.yaml",
      "  msnmock accept signin.redirect --yes",
    })
final class AcceptCommand implements Callable<Integer> {
  private final Console console;
  private final Optional<BufferedReader> terminal;

  @Parameters(
      paramLabel = "FILE|FOLDER|ID|GLOB",
      description =
          "What to accept, of the cases of the last run. Default: all of them. Without a file or folder"
              + " the dialogues are looked for where that run had them.")
  private List<String> what = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "Write without asking; without a terminal nothing is written otherwise.")
  private boolean yes;

  @Option(
      names = "--fragments",
      description = "Change fragments, too, though other dialogues include them.")
  private boolean fragments;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the reports of the run are. Default: as for test.")
  private Optional<Path> report = Optional.empty();

  /**
   * @param terminal where a person can be asked
   */
  AcceptCommand(Console console, Optional<BufferedReader> terminal) {
    this.console = console;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Selection selection = Selection.of(console, what);
    List<Recorded> cases = lastRun();
    Accepted accepted = new Accepted(console, fragments);
    accepted.choose(cases, selection);
    if (!accepted.problems().isEmpty()) {
      accepted.problems().forEach(problem -> console.err().println("msnmock: " + problem));
      console.err().println("nothing was written");
      return accepted.exit().code();
    }
    if (accepted.changes().isEmpty()) {
      console.out().println(accepted.nothing());
      return Exit.OK.code();
    }
    show(accepted.changes());
    if (!yes && !isConfirmed(accepted.changes().size())) {
      return Exit.FAILED.code();
    }
    return write(accepted.changes()).code();
  }

  private List<Recorded> lastRun() {
    Path file = new ReportFolder(ReportFolders.of(console, report)).json();
    try {
      return LastRun.recorded(file);
    } catch (IOException e) {
      throw new UsageException(
          "accept needs the report of a run: %s cannot be read (%s). Run msnmock test first, or name the folder with --report"
              .formatted(file, Reason.ofReading(e)));
    }
  }

  private void show(List<Accepted.Change> changes) {
    for (Accepted.Change change : changes) {
      String diff =
          UnifiedDiff.of(
              console.shown(change.path()), change.before(), change.after(), console.colours());
      console.out().print(diff);
    }
    console.out().flush();
  }

  private boolean isConfirmed(int files) throws IOException {
    String them = files == 1 ? "it" : "them";
    if (terminal.isEmpty()) {
      console.out().println("nothing was written; --yes writes " + them);
      return false;
    }
    console.out().print("write " + them + "? [y/N] ");
    console.out().flush();
    String answer = terminal.get().readLine();
    boolean confirmed =
        answer != null && List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
    if (!confirmed) {
      console.out().println("nothing was written");
    }
    return confirmed;
  }

  private Exit write(List<Accepted.Change> changes) {
    for (Accepted.Change change : changes) {
      try {
        write(change);
      } catch (IOException e) {
        console
            .err()
            .println("msnmock: %s is not written: %s".formatted(change.path(), Reason.of(e)));
        return Exit.FAILED;
      }
      console.out().println("written: " + console.shown(change.path()));
    }
    return Exit.OK;
  }

  /** The file is whole at any time: the old one, or the new one. */
  private static void write(Accepted.Change change) throws IOException {
    Path file = change.path();
    if (!Files.readString(file).equals(change.before())) {
      throw new IOException("it has changed while the difference was shown");
    }
    Path draft = Files.createTempFile(file.resolveSibling(""), ".accept", ".draft");
    try {
      Files.copy(
          file, draft, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      Files.write(draft, change.after().getBytes(StandardCharsets.UTF_8));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
