package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.ConsoleText;
import org.msnmock.mockserver.report.ReportFolder;
import org.msnmock.mockserver.report.RunReport;

/** Shows a test run on the console as it goes on, and keeps the log of each case. */
final class Showing {
  private final Console console;
  private final ReportFolder folder;
  private final ConsoleText text;

  Showing(Console console, ReportFolder folder, List<Selected> cases, int rounds) {
    this.console = console;
    this.folder = folder;
    int widest = cases.stream().mapToInt(one -> one.id().length()).max().orElse(0);
    int round = rounds == 1 ? 0 : (" #" + rounds).length();
    this.text = new ConsoleText(console.colours(), widest + round);
  }

  /** A case is over. */
  void finished(CaseReport one) {
    console.out().println(text.line(one));
    try {
      folder.writeLog(one);
      folder.writeObserved(one);
    } catch (IOException e) {
      console
          .err()
          .println("msnmock: the log %s cannot be written: %s".formatted(folder.log(one), e));
    }
  }

  /** The run is over, and its reports are written, or not. */
  Exit over(RunReport run, Optional<Exception> fault, ReportFiles files) {
    PrintWriter out = console.out();
    text.explanations(run, one -> folder.log(one).toString()).forEach(out::println);
    out.println();
    out.println(text.summary(run));
    text.requirements(run).ifPresent(out::println);
    out.println(
        "reports: %s (report.html, report.txt, report.json, junit.xml, and a log for each case)%s"
            .formatted(
                folder.path(),
                files.beside().stream().map(file -> ", " + file).collect(Collectors.joining())));
    files.faults().forEach(text -> console.err().println("msnmock: " + text));
    if (fault.isPresent()) {
      return broken(fault.get());
    }
    Ending ending = Ending.of(run);
    if (ending.exit() == Exit.OK && !files.faults().isEmpty()) {
      ending = new Ending(Exit.USAGE, ending.why() + ", but a report could not be written");
    }
    out.println("exit %s: %s".formatted(ending.exit().code(), ending.why()));
    return ending.exit();
  }

  private Exit broken(Exception fault) {
    PrintWriter err = console.err();
    if (TestRun.isFromOutside(fault)) {
      err.println("msnmock: " + fault.getMessage());
      return Exit.NOT_STARTED;
    }
    err.println("msnmock: a fault of msnmock itself; please report it with these lines");
    fault.printStackTrace(err);
    return Exit.INTERNAL;
  }
}
