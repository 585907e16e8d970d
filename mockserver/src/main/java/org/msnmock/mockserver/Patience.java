package org.msnmock.mockserver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;

/**
 * How long a play may take before it is stuck. Every step has a limit of its own, which the engine
 * holds; this is the net below, and generous.
 */
public final class Patience {
  /** What is late is waited for as many times its limit. */
  private static final int LATE = 10;

  private static final Duration SPARE = Duration.ofMinutes(1);

  /** What is granted to a {@code repeat} without a bound. */
  private static final int MOST_ROUNDS = 100;

  /** A line with a payload of the greatest size that a message has. */
  private static final int USUAL_BYTES = 2_000;

  /** The moment before a play. */
  private static final Scene NOTHING_KNOWN =
      new Scene() {
        @Override
        public Optional<String> value(Name name) {
          return Optional.empty();
        }

        @Override
        public String transactionId() {
          return "";
        }

        @Override
        public String generate(Generator generator) {
          return "";
        }
      };

  private Patience() {}

  static Duration with(Dialogue dialogue, CaseSettings settings) {
    int factor = settings.late().isPresent() ? LATE : 1;
    return with(dialogue, settings.startTimeout(), settings.timeScale() * factor);
  }

  /**
   * How long from the beginning on.
   *
   * @param startTimeout how long each client may take to come
   * @param timeScale upper limits are multiplied by it
   */
  public static Duration with(Dialogue dialogue, Duration startTimeout, double timeScale) {
    Duration steps = sum(dialogue.steps());
    long scaled = (long) (steps.toMillis() * 2 * Math.max(1, timeScale));
    int clients = dialogue.clients().size();
    return SPARE.plus(startTimeout.multipliedBy(clients)).plusMillis(scaled);
  }

  private static Duration sum(List<Step> steps) {
    return steps.stream().map(Patience::whole).reduce(Duration.ZERO, Duration::plus);
  }

  /** A step with all that is inside it. */
  private static Duration whole(Step step) {
    Duration inside = sum(Steps.children(step));
    if (step instanceof Step.Repeat repeat) {
      int rounds = Math.max(repeat.least(), Math.min(repeat.most(), MOST_ROUNDS));
      return inside.multipliedBy(rounds).plus(repeat.untilQuiet().orElse(Duration.ZERO));
    }
    return inside.plus(limit(step));
  }

  private static Duration limit(Step step) {
    if (step instanceof Step.Awaiting awaiting) {
      return awaiting.limit();
    } else if (step instanceof Step.Dial dial) {
      return dial.within();
    } else if (step instanceof Step.ServerLine line) {
      return line.delay().plus(gaps(line.delivery(), bytes(line))).plusSeconds(1);
    } else if (step instanceof Step.ServerAnswer answer) {
      return answer.delay().plus(gaps(answer.delivery(), USUAL_BYTES));
    }
    return step instanceof Step.Maybe maybe
        ? maybe.untilQuiet().orElse(Duration.ZERO)
        : step.delay();
  }

  /** How many bytes there are, of blocks as far as that can be told before they are played. */
  private static int bytes(Step.ServerLine line) {
    return line.payload().orElse(null) instanceof Payload.Blocks blocks
        ? Math.max(USUAL_BYTES, blocks.framed(content(blocks)).length)
        : USUAL_BYTES;
  }

  /** All of it where the total is not known beforehand. */
  private static byte[] content(Payload.Blocks blocks) {
    boolean told = blocks.total().map(total -> !total.fill(NOTHING_KNOWN).isEmpty()).orElse(true);
    return told ? blocks.fill(NOTHING_KNOWN) : blocks.content().fill(NOTHING_KNOWN);
  }

  /** How long the pieces take. */
  private static Duration gaps(Delivery delivery, int bytes) {
    if (delivery instanceof Delivery.Chunks chunks) {
      return chunks.gap().multipliedBy(chunks.sizes().size());
    }
    return delivery instanceof Delivery.Every every
        ? every.gap().multipliedBy(bytes / every.size() + 1)
        : Duration.ZERO;
  }
}
