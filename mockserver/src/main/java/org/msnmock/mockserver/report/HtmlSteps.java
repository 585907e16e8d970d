package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.List;
import org.msnmock.mockserver.report.ReportDocument.Step;
import org.msnmock.mockserver.report.ReportDocument.Step.Sort;

/** The steps of a dialogue as lists in lists, each with what became of it. */
final class HtmlSteps {
  /** Steps that are shown, names of branches among them. */
  private static final int MOST = 400;

  private final Markup html;
  private final List<Step> all;
  private final List<Step> shown;
  private int next;

  HtmlSteps(Markup html, ReportDocument.Case one) {
    this.html = html;
    this.all = one.script();
    this.shown = all.subList(0, Math.min(MOST, all.size()));
  }

  void write() throws IOException {
    html.element("h4", "Steps");
    inside(Integer.MIN_VALUE);
    if (shown.size() < all.size()) {
      List<Step> rest = all.subList(shown.size(), all.size());
      long steps = rest.stream().filter(step -> step.kind() == Sort.STEP).count();
      html.element("p", "%s more steps are left out".formatted(steps), "class", "cut");
    }
  }

  /** What is as deep as this, or deeper. */
  private void inside(int depth) throws IOException {
    while (isInside(depth)) {
      if (shown.get(next).kind() == Sort.BRANCH) {
        html.element("p", "branch " + shown.get(next).text(), "class", "branch");
        next++;
      } else {
        list(depth);
      }
    }
  }

  private boolean isInside(int depth) {
    return next < shown.size() && shown.get(next).depth() >= depth;
  }

  private void list(int depth) throws IOException {
    html.start("ol");
    while (isInside(depth) && shown.get(next).kind() == Sort.STEP) {
      item(shown.get(next));
    }
    html.end();
  }

  private void item(Step step) throws IOException {
    next++;
    String number = step.number().map(String::valueOf).orElse("");
    html.start("li", number.isEmpty() ? new String[0] : new String[] {"value", number});
    if (step.fate().isPresent()) {
      String fate = step.fate().get();
      html.element("span", fate, "class", "fate " + fate.replace(' ', '-')).raw(" ");
    }
    html.element("code", step.text()).raw(" ");
    String line = step.line().map(n -> ":" + n).orElse("");
    html.element("span", step.file().orElse("") + line, "class", "place");
    if (step.why().isPresent()) {
      html.element("p", step.why().get(), "class", "why");
    }
    if (step.depth() < Integer.MAX_VALUE) {
      inside(step.depth() + 1);
    }
    html.end();
  }
}
