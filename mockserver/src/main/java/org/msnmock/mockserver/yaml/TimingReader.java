package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Timing;

/** {@code within}, {@code not-before}, {@code between} and {@code since} of awaiting steps. */
final class TimingReader {
  static final List<String> LIMITS = List.of("within", "not-before", "between");

  private final StepReader.Item item;
  private final Fields fields;
  private final Report report;

  TimingReader(StepReader.Item item) {
    this.item = item;
    this.fields = item.fields();
    this.report = item.report();
  }

  Timing read() {
    refuseInRule();
    if (fields.has("between")) {
      return between();
    }
    Optional<Duration> within = item.duration("within");
    Optional<Duration> notBefore = item.duration("not-before");
    check(fields.has("within") ? "within" : "not-before", notBefore, within);
    return new Timing(within, notBefore, since());
  }

  private void refuseInRule() {
    for (String key : LIMITS) {
      if (fields.has(key) && item.context().isRule()) {
        report.add(
            Code.D304,
            fields.entry(key).orElseThrow().key().span(),
            "a background rule waits for ever, it has no limit");
      }
    }
  }

  /** {@code 1s..120s}. */
  private Timing between() {
    for (String other : List.of("within", "not-before")) {
      fields
          .entry(other)
          .ifPresent(
              entry ->
                  report.add(
                      Code.D102,
                      entry.key().span(),
                      "\"between\" states both limits, \"%s\" is too much".formatted(other)));
    }
    Optional<Scalar> written = fields.text("between");
    Optional<Name> since = since();
    if (written.isEmpty()) {
      return Timing.DEFAULT;
    }
    String text = written.get().text();
    int dots = text.indexOf("..");
    if (dots >= 0 && isWithoutUnit(written.get(), dots)) {
      return Timing.DEFAULT;
    }
    Optional<Duration> from = dots < 0 ? Optional.empty() : duration(text.substring(0, dots));
    Optional<Duration> to = dots < 0 ? Optional.empty() : duration(text.substring(dots + 2));
    if (from.isEmpty() || to.isEmpty()) {
      report.add(
          Code.D107,
          written.get().span(),
          "\"%s\" does not say between what".formatted(text),
          "fix: between: 1s..120s");
      return Timing.DEFAULT;
    }
    check("between", from, to);
    return new Timing(to, from, since);
  }

  /** Whether a limit has no unit, which is reported. */
  private boolean isWithoutUnit(Scalar written, int dots) {
    boolean from = Values.refuseWithoutUnit(written, 0, dots, report);
    boolean to = Values.refuseWithoutUnit(written, dots + 2, written.text().length(), report);
    return from || to;
  }

  /** A duration, or a parameter that is one. */
  private Optional<Duration> duration(String text) {
    Map<String, Duration> parameters = item.context().durations();
    boolean braces = text.startsWith("{") && text.endsWith("}");
    return braces
        ? Optional.ofNullable(parameters.get(text.substring(1, text.length() - 1)))
        : Values.duration(text);
  }

  /** Somebody must be able to keep the limits. */
  private void check(String key, Optional<Duration> from, Optional<Duration> to) {
    if (to.isEmpty()) {
      return;
    }
    if (to.get().isZero()) {
      refuse(key, "nobody can be there in no time at all");
    } else if (from.isPresent() && from.get().compareTo(to.get()) > 0) {
      refuse(key, "the upper limit is less than the lower one");
    }
  }

  private void refuse(String key, String message) {
    fields.text(key).ifPresent(text -> report.add(Code.D401, text.span(), message));
  }

  private Optional<Name> since() {
    Optional<Scalar> since = fields.text("since");
    if (since.isPresent() && LIMITS.stream().noneMatch(fields::has)) {
      report.add(
          Code.D107,
          fields.entry("since").orElseThrow().key().span(),
          "\"since\" says from when a limit counts, and there is none",
          "fix: add  within: 5s");
    }
    return since.flatMap(name -> new Moments(item.context()).find(name.text(), name.span()));
  }
}
