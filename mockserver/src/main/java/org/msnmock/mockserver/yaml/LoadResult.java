package org.msnmock.mockserver.yaml;

import java.util.List;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Requirements;

/**
 * What came of loading.
 *
 * @param dialogues those without errors, by id
 * @param findings errors and warnings, by place
 * @param requirements what {@code covers} may name; none where the project has no list
 */
public record LoadResult(
    List<Dialogue> dialogues, List<Finding> findings, Requirements requirements) {
  public LoadResult {
    dialogues = List.copyOf(dialogues);
    findings = List.copyOf(findings);
  }

  /** Whether some file is wrong; nothing should be played then. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(Finding::isError);
  }

  public List<Finding> errors() {
    return findings.stream().filter(Finding::isError).toList();
  }

  public List<Finding> warnings() {
    return findings.stream().filter(finding -> !finding.isError()).toList();
  }
}
