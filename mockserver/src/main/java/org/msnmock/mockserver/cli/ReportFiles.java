package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.report.ReportFolder;
import org.msnmock.mockserver.report.RunReport;

/**
 * The reports of a run, each written by itself: one that cannot be written takes no other with it.
 */
final class ReportFiles {
  private final Console console;
  private final RunReport run;
  private final List<Path> beside = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  ReportFiles(Console console, RunReport run) {
    this.console = console;
    this.run = run;
  }

  /** Writes one report. */
  interface Writing {
    void write(RunReport run, Path file) throws IOException;
  }

  /** What every run leaves behind: for browsers, as JSON, for CI servers and as text. */
  void write(ReportFolder folder) {
    tried(folder.html(), ReportFolder::writeHtml);
    tried(folder.json(), ReportFolder::writeJson);
    tried(folder.junit(), ReportFolder::writeJUnit);
    tried(folder.text(), ReportFolder::writeText);
  }

  /** One that is wanted beside them, if it is. */
  void write(Optional<Path> file, Writing writing) {
    if (file.isPresent() && tried(console.folder().resolve(file.get()), writing)) {
      beside.add(file.get());
    }
  }

  private boolean tried(Path file, Writing writing) {
    try {
      writing.write(run, file);
      return true;
    } catch (IOException e) {
      faults.add("%s is not written: %s".formatted(file, Reason.of(e)));
      return false;
    }
  }

  /** What was written beside the folder, as it was named. */
  List<Path> beside() {
    return beside;
  }

  /** What was not written, and why: a sentence each, without a full stop. */
  List<String> faults() {
    return faults;
  }
}
