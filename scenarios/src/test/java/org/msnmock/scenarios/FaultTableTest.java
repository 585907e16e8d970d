package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.yaml.Loader;
import org.msnmock.scenarios.FaultTable.Verdict;

/**
 * Each dialogue can fail: it catches a fault that is about it, and with which at least half of the
 * other dialogues still pass. Faults of framing and of the first steps may spoil more. The faults
 * of certificates are {@link CertificateTest}'s.
 */
class FaultTableTest {
  private static final Path DIALOGUES = Path.of("dialogues");
  private static final Path TABLE = Path.of("target", "fault-table.txt");

  @Test
  void each_dialogue_catches_a_fault_and_each_fault_is_caught()
      throws IOException, InterruptedException, ExecutionException {
    // given
    List<Dialogue> dialogues =
        Loader.root(DIALOGUES).loadAll().dialogues().stream()
            .filter(dialogue -> !dialogue.tags().contains(ConformanceTest.TLS))
            .toList();
    List<Fault> faults = List.of(Fault.values());
    // when
    FaultTable table = FaultTable.of(faults, dialogues);
    Files.createDirectories(TABLE.getParent());
    Files.writeString(TABLE, table.text());
    // then
    assertThat(complaints(table, faults, dialogues)).as("complaints; see %s", TABLE).isEmpty();
  }

  /** Shows over TLS alone: {@link CertificateTest}, {@link PassportOverTlsTest}. */
  private static final Set<String> PROVED_ELSEWHERE = Set.of("PASS-05", "PASS-16");

  /** What a client has to do, and no fault that is caught offends against. */
  private static List<String> unproved(
      FaultTable table, List<Fault> faults, List<Dialogue> dialogues) {
    Set<String> proved = new HashSet<>(PROVED_ELSEWHERE);
    for (Fault fault : faults) {
      Set<String> byThese = new HashSet<>();
      table.dialogues(fault, Verdict.CAUGHT).forEach(one -> byThese.addAll(covers(one, dialogues)));
      byThese.retainAll(fault.covers());
      proved.addAll(byThese);
    }
    Set<String> covered = new HashSet<>();
    dialogues.forEach(dialogue -> covered.addAll(dialogue.covers()));
    return Loader.root(DIALOGUES).loadAll().requirements().all().stream()
        .filter(one -> one.level() == Level.MUST)
        .map(Requirement::id)
        .filter(id -> covered.contains(id) && !proved.contains(id))
        .map("no fault is caught that offends against %s"::formatted)
        .toList();
  }

  private static List<String> covers(String dialogue, List<Dialogue> dialogues) {
    return dialogues.stream()
        .filter(one -> one.id().equals(dialogue))
        .findFirst()
        .map(Dialogue::covers)
        .orElseThrow();
  }

  private static List<String> complaints(
      FaultTable table, List<Fault> faults, List<Dialogue> dialogues) {
    List<String> complaints = new ArrayList<>();
    table.unsound().forEach(row -> complaints.add("without a fault, too, deviates " + row));
    for (Dialogue dialogue : dialogues) {
      if (table.caughtBy(dialogue.id()).isEmpty()) {
        complaints.add("%s catches nothing".formatted(dialogue.id()));
      }
    }
    for (Fault fault : faults) {
      if (table.dialogues(fault, Verdict.CAUGHT).isEmpty()) {
        complaints.add("nothing catches %s".formatted(fault));
      }
      if (table.spoilsTooMuch(fault)) {
        complaints.add("%s spoils more than half of the dialogues".formatted(fault));
      }
    }
    complaints.addAll(unproved(table, faults, dialogues));
    return complaints;
  }
}
