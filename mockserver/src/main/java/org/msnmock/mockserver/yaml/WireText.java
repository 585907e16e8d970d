package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LineEnding;

/** Faults on the wire written down again: {@code { every: 1, gap: 2ms }}. */
final class WireText {
  private WireText() {}

  /** Empty where there is no fault. */
  static String of(Delivery delivery, Damage damage) {
    List<String> out = new ArrayList<>();
    delivery(delivery, out);
    damage
        .length()
        .ifPresent(
            length ->
                out.add(
                    "len: "
                        + (length.basis() == Damage.Basis.REAL_LENGTH && length.number() >= 0
                            ? "+"
                            : "")
                        + length.number()));
    if (damage.ending() != LineEnding.CRLF) {
      out.add("eol: " + damage.ending().word());
    }
    if (damage.times() > 1) {
      out.add("repeat: " + damage.times());
    }
    damage
        .flip()
        .ifPresent(
            flip -> out.add("flip: { at: %s, mask: \"%02x\" }".formatted(flip.at(), flip.mask())));
    damage
        .cut()
        .ifPresent(
            cut ->
                out.add(
                    "cut: %s%s, then: %s"
                        .formatted(
                            cut.amount(),
                            cut.unit() == Damage.Unit.PERCENT ? "%" : "",
                            cut.then().name().toLowerCase(Locale.ROOT))));
    return out.isEmpty() ? "" : "{ " + String.join(", ", out) + " }";
  }

  private static void delivery(Delivery delivery, List<String> out) {
    if (delivery instanceof Delivery.Chunks chunks) {
      List<String> sizes = new ArrayList<>();
      chunks.sizes().forEach(size -> sizes.add(String.valueOf(size)));
      sizes.add("rest");
      out.add("chunks: [" + String.join(", ", sizes) + "]");
      gap(chunks.gap(), out);
    } else if (delivery instanceof Delivery.Every every) {
      out.add("every: " + every.size());
      gap(every.gap(), out);
    } else if (delivery instanceof Delivery.JoinNext) {
      out.add("join: next");
    }
  }

  private static void gap(Duration gap, List<String> out) {
    if (!gap.isZero()) {
      out.add("gap: %sms".formatted(gap.toMillis()));
    }
  }
}
