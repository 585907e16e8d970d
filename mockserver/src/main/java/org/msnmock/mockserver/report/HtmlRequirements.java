package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Outcome;

/**
 * The part of the page about what is required of clients, subject by subject, folded. Of several
 * clients the verdict of each stands there, of one alone the cases too.
 */
final class HtmlRequirements {
  /** Cases that are listed for one requirement. */
  private static final int MOST_CASES = 20;

  private static final String NOT_JUDGED = "not judged";
  private static final String NO_CASE = "no case";

  private final Markup html;
  private final List<ClientReport> clients;
  private final Map<String, String> links = new HashMap<>();
  private final List<ReportDocument.Subject> subjects;
  private final List<Map<String, ReportDocument.Requirement>> byClient = new ArrayList<>();
  private final Set<String> states;

  HtmlRequirements(Markup html, List<ClientReport> clients, List<PageRow> rows) {
    this.html = html;
    this.clients = clients;
    rows.forEach(row -> links.putIfAbsent(row.name(), "#" + row.id(0)));
    this.subjects = united(clients);
    clients.forEach(one -> byClient.add(byId(one.report().requirements().orElse(List.of()))));
    this.states = states();
  }

  /** What any of them lists: another version of a list may have more than the first. */
  private static List<ReportDocument.Subject> united(List<ClientReport> clients) {
    Map<String, List<ReportDocument.Requirement>> bySubject = new LinkedHashMap<>();
    Set<String> ids = new HashSet<>();
    for (ClientReport client : clients) {
      for (ReportDocument.Subject subject : client.report().requirements().orElse(List.of())) {
        List<ReportDocument.Requirement> all =
            bySubject.computeIfAbsent(subject.title(), any -> new ArrayList<>());
        subject.requirements().stream().filter(one -> ids.add(one.id())).forEach(all::add);
      }
    }
    List<ReportDocument.Subject> out = new ArrayList<>();
    bySubject.forEach((title, some) -> out.add(new ReportDocument.Subject(title, some)));
    return out;
  }

  private static Map<String, ReportDocument.Requirement> byId(
      List<ReportDocument.Subject> subjects) {
    Map<String, ReportDocument.Requirement> out = new HashMap<>();
    subjects.forEach(
        subject -> subject.requirements().forEach(one -> out.putIfAbsent(one.id(), one)));
    return out;
  }

  /** Nothing where nothing is required. */
  void write() throws IOException {
    if (subjects.isEmpty()) {
      return;
    }
    html.start("section", "id", "requirements", "aria-labelledby", "requirements-title");
    html.element("h2", "Requirements", "id", "requirements-title");
    if (isAlone()) {
      html.element("p", ConsoleText.requirements(subjects));
    }
    filter();
    for (ReportDocument.Subject subject : subjects) {
      if (html.length() > HtmlReport.MOST_CHARACTERS) {
        html.element("p", "The rest is left out; report.json has all", "class", "cut");
        break;
      }
      subject(subject);
    }
    html.end();
  }

  private boolean isAlone() {
    return clients.size() == 1;
  }

  // ---- the filter ----

  /** Does nothing without the script, which is why that has to show it. */
  private void filter() throws IOException {
    html.start(
        "form", "id", "requirement-filter", "class", "filter", "role", "search", "hidden", "");
    html.start("p");
    html.element("label", "Requirements with these words", "for", "requirement-words");
    html.empty(
        "input",
        "type",
        "search",
        "id",
        "requirement-words",
        "class",
        "words",
        "autocomplete",
        "off");
    html.end().start("fieldset").element("legend", "Verdicts");
    for (String state : states) {
      html.start("label");
      html.empty("input", "type", "checkbox", "checked", "", "value", state.replace(' ', '-'));
      html.text(" ");
      state(state);
      html.end();
    }
    html.end().start("p").element("output", "", "id", "requirements-shown").end().end();
  }

  /** What is met, in the order in which it is told. */
  private Set<String> states() {
    Set<String> met = new LinkedHashSet<>();
    subjects.forEach(
        subject -> subject.requirements().forEach(one -> met.addAll(states(one.id()))));
    Set<String> out = new LinkedHashSet<>();
    for (Outcome outcome : Outcome.values()) {
      out.add(outcome.word());
    }
    out.addAll(List.of(NOT_JUDGED, NO_CASE));
    out.retainAll(met);
    return out;
  }

  /** What each client made of it. */
  private List<String> states(String id) {
    return byClient.stream().map(all -> state(Optional.ofNullable(all.get(id)))).toList();
  }

  private static String state(Optional<ReportDocument.Requirement> one) {
    if (one.map(ReportDocument.Requirement::cases).orElse(List.of()).isEmpty()) {
      return NO_CASE;
    }
    return one.flatMap(ReportDocument.Requirement::verdict).map(Outcome::word).orElse(NOT_JUDGED);
  }

  private void state(String state) throws IOException {
    Optional<Outcome> verdict = Outcome.fromWord(state);
    if (verdict.isPresent()) {
      HtmlReport.verdict(html, verdict.get());
    } else {
      html.element("span", state, "class", "absent");
    }
  }

  // ---- the subjects ----

  private void subject(ReportDocument.Subject subject) throws IOException {
    html.start("details", "class", "subject").start("summary");
    html.element("h3", subject.title()).raw(" ");
    html.element("span", counted(subject), "class", "title").end();
    html.start(
        "div", isAlone() ? new String[0] : new String[] {"class", "scroll", "tabindex", "0"});
    html.start("table", "class", isAlone() ? "requirements" : "requirements several");
    html.element("caption", subject.title(), "class", "aside");
    html.start("thead").start("tr").element("th", "Id", "scope", "col");
    html.element("th", "What a client does", "scope", "col");
    for (ClientReport one : clients) {
      html.element("th", isAlone() ? "Verdict" : one.client(), "scope", "col");
    }
    html.end().end().start("tbody");
    for (ReportDocument.Requirement one : subject.requirements()) {
      row(one);
    }
    html.end().end().end().end().raw("\n");
  }

  private String counted(ReportDocument.Subject subject) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    states.forEach(state -> counts.put(state, 0));
    subject
        .requirements()
        .forEach(
            one -> Set.copyOf(states(one.id())).forEach(s -> counts.merge(s, 1, Integer::sum)));
    List<String> words = new ArrayList<>();
    counts.forEach((state, count) -> words.add("%s %s".formatted(count, state)));
    words.removeIf(word -> word.startsWith("0 "));
    return String.join(", ", words);
  }

  private void row(ReportDocument.Requirement one) throws IOException {
    List<String> states = states(one.id());
    String words = String.join(" ", states.stream().map(s -> s.replace(' ', '-')).toList());
    html.start("tr", "data-states", words).start("th", "scope", "row");
    html.element("code", one.id()).raw(" ").element("span", one.level(), "class", "title").end();
    html.start("td").text(one.text());
    remark("Source", one.source());
    remark("Note", one.note());
    if (isAlone()) {
      cases(one);
    }
    if (states.stream().allMatch(NO_CASE::equals)) {
      remark("No dialogue", one.uncovered());
    }
    html.end();
    for (String state : states) {
      html.start("td");
      state(state);
      html.end();
    }
    html.end().raw("\n");
  }

  private void remark(String name, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      html.raw(" ").element("span", name + ": " + text.get(), "class", "remark");
    }
  }

  private void cases(ReportDocument.Requirement one) throws IOException {
    List<ReportDocument.Showing> cases = one.cases();
    if (cases.isEmpty()) {
      return;
    }
    html.start("ul", "class", "showings");
    for (ReportDocument.Showing showing : cases.subList(0, Math.min(MOST_CASES, cases.size()))) {
      html.start("li");
      String link = links.get(showing.name());
      if (link == null) {
        html.text(showing.name());
      } else {
        html.element("a", showing.name(), "href", link);
      }
      html.raw(" ");
      state(showing.verdict().map(Outcome::word).orElse(NOT_JUDGED));
      html.end();
    }
    if (cases.size() > MOST_CASES) {
      String words = "%s more cases; report.json has all".formatted(cases.size() - MOST_CASES);
      html.element("li", words, "class", "cut");
    }
    html.end();
  }
}
