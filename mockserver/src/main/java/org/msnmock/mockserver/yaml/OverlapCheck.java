package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.wire.Role;

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
    if (site.isEmpty() || !sameRole(site.get().conn().role(), rule)) {
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

  private static boolean sameRole(Optional<Role> role, Rule rule) {
    if (role.isEmpty() || !(rule.head() instanceof Step.ClientLine line)) {
      return true;
    }
    return !(line.target() instanceof Target.Listener listener) || listener.role() == role.get();
  }
}
