package org.msnmock.mockserver.report;

import java.io.IOException;
import java.util.List;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;

/** The steps of a dialogue as lists in lists, each with what became of it. */
final class HtmlSteps {
  /** Steps that are shown. */
  private static final int MOST = 400;

  private final Markup html;
  private final CaseReport one;
  private final StepTraces traces;
  private int shown;

  HtmlSteps(Markup html, CaseReport one, StepTraces traces) {
    this.html = html;
    this.one = one;
    this.traces = traces;
  }

  void write() throws IOException {
    html.element("h4", "Steps");
    list(one.result().dialogue().steps());
    int all = one.result().dialogue().stepCount();
    if (shown < all) {
      html.element("p", "%d more steps are left out".formatted(all - shown), "class", "cut");
    }
  }

  private void list(List<Step> steps) throws IOException {
    if (steps.isEmpty() || shown >= MOST) {
      return;
    }
    html.start("ol");
    for (Step step : steps) {
      if (shown < MOST) {
        item(step);
      }
    }
    html.end();
  }

  private void item(Step step) throws IOException {
    shown++;
    StepInfo info = step.info();
    html.start("li", "value", String.valueOf(info.number()));
    boolean isBlock = !Steps.children(step).isEmpty();
    if (!isBlock) {
      String fate = traces.fate(info);
      html.element("span", fate, "class", "fate " + fate.replace(' ', '-')).raw(" ");
    }
    html.element("code", one.shown(info.text())).raw(" ");
    Span span = info.span();
    html.element("span", span.file() + ":" + span.line(), "class", "place");
    if (info.why().isPresent()) {
      html.element("p", one.shown(info.why().get()), "class", "why");
    }
    List<Step.Branch> branches = Steps.branches(step);
    if (branches.isEmpty()) {
      list(Steps.children(step));
    } else {
      branches(branches);
    }
    html.end();
  }

  private void branches(List<Step.Branch> branches) throws IOException {
    for (Step.Branch branch : branches) {
      html.element("p", "branch " + branch.name(), "class", "branch");
      list(branch.steps());
    }
  }
}
