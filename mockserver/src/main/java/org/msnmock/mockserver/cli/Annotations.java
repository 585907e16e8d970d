package org.msnmock.mockserver.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.report.GitHubAnnotation;
import org.msnmock.mockserver.report.RunReport;
import org.msnmock.mockserver.yaml.Finding;

/**
 * Marks in the files of a checkout, for a run on GitHub; elsewhere nothing is shown.
 *
 * @param roots where the paths of dialogues are counted from
 */
record Annotations(Console console, List<Path> roots) {
  /** GitHub shows no more in one step. */
  private static final int MOST = 10;

  /** What failed. */
  void show(RunReport run) {
    print(run.failures().stream().map(GitHubAnnotation::of).limit(MOST).toList());
  }

  /** What is wrong in files. */
  void show(List<Finding> findings) {
    print(
        findings.stream()
            .filter(Finding::isError)
            .map(Annotations::annotation)
            .limit(MOST)
            .toList());
  }

  private static GitHubAnnotation annotation(Finding finding) {
    StringBuilder message = new StringBuilder(finding.message());
    finding.hints().forEach(hint -> message.append('\n').append(hint));
    return new GitHubAnnotation(
        finding.span(),
        "%s: %s".formatted(finding.code(), finding.code().title()),
        message.toString());
  }

  private void print(List<GitHubAnnotation> annotations) {
    if (console.variable("GITHUB_ACTIONS").filter("true"::equals).isPresent()) {
      annotations.forEach(one -> console.out().println(one.command(path(one.place().file()))));
    }
  }

  /** The path from the top of the checkout on, as far as the file is in it. */
  private String path(String file) {
    try {
      Path whole = whole(file).toAbsolutePath().normalize();
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

  private Path whole(String file) {
    Optional<Path> dialogue =
        roots.stream().map(root -> root.resolve(file)).filter(Files::exists).findFirst();
    return dialogue.orElse(console.folder().resolve(file));
  }
}
