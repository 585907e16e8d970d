package org.msnmock.mockserver.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * A case as the overview has it: what each client made of it.
 *
 * @param number from 1
 * @param cells one for each client, in their order; empty for one that did not play it
 */
record PageRow(int number, List<Optional<ReportDocument.Case>> cells) {

  /** The rows of all clients' cases, the worst first, then in the order of their play. */
  static List<PageRow> of(List<ClientReport> clients) {
    Map<String, List<Optional<ReportDocument.Case>>> byName = new LinkedHashMap<>();
    for (int client = 0; client < clients.size(); client++) {
      Map<String, Integer> met = new HashMap<>();
      for (ReportDocument.Case one : clients.get(client).report().cases()) {
        // two of one name are two rows, whatever a file says
        String name = one.name() + "\n" + met.merge(one.name(), 1, Integer::sum);
        byName
            .computeIfAbsent(
                name, n -> new ArrayList<>(Collections.nCopies(clients.size(), Optional.empty())))
            .set(client, Optional.of(one));
      }
    }
    List<List<Optional<ReportDocument.Case>>> sorted = new ArrayList<>(byName.values());
    sorted.sort(Comparator.comparing(PageRow::worst).reversed());
    List<PageRow> rows = new ArrayList<>();
    for (List<Optional<ReportDocument.Case>> cells : sorted) {
      rows.add(new PageRow(rows.size() + 1, List.copyOf(cells)));
    }
    return rows;
  }

  private static Outcome worst(List<Optional<ReportDocument.Case>> cells) {
    return cells.stream()
        .flatMap(Optional::stream)
        .map(ReportDocument.Case::verdict)
        .reduce(Outcome.OK, Outcome::worse);
  }

  String name() {
    return any().name();
  }

  String title() {
    return any().title();
  }

  private ReportDocument.Case any() {
    return cells.stream().flatMap(Optional::stream).findFirst().orElseThrow();
  }

  /** Whether clients have different verdicts; not to have played it is one, too. */
  boolean differs() {
    return cells.stream().map(cell -> cell.map(ReportDocument.Case::verdict)).distinct().count()
        > 1;
  }

  /** What the part of a client is linked by. */
  String id(int client) {
    return cells.size() == 1 ? "case-" + number : "case-%s-%s".formatted(number, client + 1);
  }
}
