package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Requirements;

/** The {@code covers} of a head or step: ids of requirements. */
final class Covers {
  static final Pattern ID = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");

  private static final String KEY = "covers";

  private final Fields fields;
  private final Requirements list;
  private final Report report;

  /**
   * @param list empty where a project has none; then any id will do
   */
  Covers(Fields fields, Requirements list, Report report) {
    this.fields = fields;
    this.list = list;
    this.report = report;
  }

  /** The ids; what is none is reported. */
  List<String> ids() {
    List<String> out = new ArrayList<>();
    for (Scalar id : fields.texts(KEY)) {
      if (!ID.matcher(id.text()).matches()) {
        report.add(
            Code.D110,
            id.span(),
            "this is no id of a requirement",
            "fix: an id is letters and digits, with a dash between: LOGIN-06");
      } else if (!list.isEmpty() && list.find(id.text()).isEmpty()) {
        report.add(
            Code.D110,
            id.span(),
            "no requirement is called %s".formatted(id.text()),
            hint(id.text()));
      } else {
        out.add(id.text());
      }
    }
    return out;
  }

  /** What ids there are near a wrong one. */
  private String hint(String id) {
    List<String> all = list.all().stream().map(Requirement::id).toList();
    List<String> near = all.stream().filter(one -> group(one).equals(group(id))).toList();
    return near.isEmpty()
        ? Nearest.hint(id, all)
        : "known: %s to %s, in %s"
            .formatted(near.get(0), near.get(near.size() - 1), list.all().get(0).span().file());
  }

  /** What stands before the last dash. */
  private static String group(String id) {
    int dash = id.lastIndexOf('-');
    return (dash < 0 ? id : id.substring(0, dash)).toUpperCase(Locale.ROOT);
  }

  /**
   * Warns where a deviation weighs more than anything that is at stake: a judge must not be
   * stricter than the source.
   *
   * @param ids those of the step
   */
  void weigh(List<String> ids, Level level) {
    weigh(ids, level.outcome(), milder -> "level: " + milder.word());
  }

  /** The same where a step sets a verdict. */
  void weigh(List<String> ids, Outcome verdict) {
    if (verdict != Outcome.UNSUPPORTED) {
      weigh(ids, verdict, milder -> "verdict: " + milder.outcome().word());
    }
  }

  private void weigh(List<String> ids, Outcome weight, Function<Level, String> fix) {
    Optional<Requirement> heaviest =
        ids.stream()
            .map(list::find)
            .flatMap(Optional::stream)
            .min(Comparator.comparing(Requirement::level));
    if (heaviest.isPresent() && weight.compareTo(heaviest.get().level().outcome()) > 0) {
      Level level = heaviest.get().level();
      report.add(
          Code.D113,
          fields.node(KEY).orElseThrow().span(),
          "a deviation here is %s, but %s is a %s"
              .formatted(weight.word(), heaviest.get().id(), level.word()),
          "fix: write  " + fix.apply(level));
    }
  }
}
