package org.msnmock.mockserver.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.msnmock.mockserver.report.CaseReport;
import org.msnmock.mockserver.report.GitHubAnnotation;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.yaml.Finding;

/** Marks in the files of a checkout, for a run on GitHub; elsewhere nothing is shown. */
record Annotations(Console console, Dialogues dialogues) {
  /** GitHub shows no more in one step. */
  private static final int MOST = 10;

  /** A mark, and the folder from which the path of its file is counted. */
  private record Mark(GitHubAnnotation what, Path folder) {}

  /** What failed. */
  void show(RunReport run) {
    print(run.failures().stream().map(this::mark).limit(MOST).toList());
  }

  /** What is wrong in the files. */
  void showFindings() {
    print(
        dialogues.findings().stream()
            .filter(Finding::isError)
            .map(finding -> new Mark(annotation(finding), console.folder()))
            .limit(MOST)
            .toList());
  }

  private Mark mark(CaseReport one) {
    GitHubAnnotation annotation = GitHubAnnotation.of(one);
    Path root = dialogues.root(one.result().dialogue());
    boolean isInDialogue = Files.exists(root.resolve(annotation.place().file()));
    return new Mark(annotation, isInDialogue ? root : console.folder());
  }

  private static GitHubAnnotation annotation(Finding finding) {
    StringBuilder message = new StringBuilder(finding.message());
    finding.hints().forEach(hint -> message.append('\n').append(hint));
    return new GitHubAnnotation(
        finding.span(),
        "%s: %s".formatted(finding.code(), finding.code().title()),
        message.toString());
  }

  private void print(List<Mark> marks) {
    if (console.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent()) {
      marks.forEach(mark -> console.out().println(mark.what().command(path(mark))));
    }
  }

  /** The path from the top of the checkout on, as far as the file is in it. */
  private String path(Mark mark) {
    String file = mark.what().place().file();
    try {
      Path whole = mark.folder().resolve(file).toAbsolutePath().normalize();
      Path top =
          console
              .variable("GITHUB_WORKSPACE")
              .map(Path::of)
              .orElse(console.folder())
              .toAbsolutePath()
              .normalize();
      Path shown = whole.startsWith(top) ? top.relativize(whole) : whole;
      return shown.toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      return file;
    }
  }
}
