package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;

/** Warns where a background rule could take what a step of the script is there to judge. */
final class OverlapCheck {
  /** Enough for any dialogue that somebody wrote; what would go on longer is left unchecked. */
  private static final int MOST = 2_000_000;

  private final Build build;
  private int checked;

  OverlapCheck(Build build) {
    this.build = build;
  }

  /**
   * @param outer rules that are in force around these steps
   */
  void check(List<Step> steps, List<Rule> outer) {
    List<Rule> rules = new ArrayList<>(outer);
    for (Step step : steps) {
      if (step instanceof Step.Awaiting awaiting) {
        rules.forEach(rule -> check(awaiting, rule));
      } else if (step instanceof Step.OneOf oneOf) {
        oneOf.branches().forEach(branch -> check(branch.steps(), rules));
      } else if (step instanceof Step.AllOf allOf) {
        allOf.branches().forEach(branch -> check(branch.steps(), rules));
      } else if (step instanceof Step.Maybe maybe) {
        check(maybe.steps(), rules);
      } else if (step instanceof Step.If choice) {
        check(choice.then(), rules);
        check(choice.otherwise(), rules);
      } else if (step instanceof Step.Repeat repeat) {
        check(repeat.steps(), rules);
      } else if (step instanceof Step.Background block) {
        List<Rule> inside = new ArrayList<>(rules);
        inside.addAll(block.rules());
        check(block.steps(), inside);
      } else if (step instanceof Step.Include include) {
        rules.addAll(include.rules());
        check(include.steps(), rules);
      }
    }
  }

  private void check(Step.Awaiting step, Rule rule) {
    if (++checked > MOST) {
      return;
    }
    Optional<Build.Site> site = build.site(step);
    if (site.isEmpty() || !isFor(rule, site.get().conn().service())) {
      return;
    }
    if (Overlap.meet(rule.head(), step)) {
      site.get()
          .report()
          .add(
              Code.D307,
              step.info().span(),
              "the background rule \"%s\" (%s) could take this line too; the script comes first"
                  .formatted(rule.name(), rule.span().place()),
              "fix: # lint: off D307  above the step, if that is meant");
    }
  }

  private static boolean isFor(Rule rule, Optional<Service> service) {
    if (service.isPresent() && service.get().role().isUnframed()) {
      return false;
    }
    Optional<Service> asked = Optional.empty();
    if (rule.head() instanceof Step.ClientRequest request) {
      asked = Optional.of(request.service());
    } else if (rule.head() instanceof Step.ClientLine line
        && line.target() instanceof Target.Listener listener) {
      asked = Optional.of(listener.service());
    }
    return service.isEmpty() || asked.isEmpty() || asked.get().includes(service.get());
  }
}
