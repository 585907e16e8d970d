package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Timing;

/**
 * That a limit counted from an earlier moment can be kept: what we ourselves let pass between that
 * and the step must not be more.
 *
 * <p>A pause alone is no reason, for the line may come while it lasts. It cannot come before a line
 * that is awaited before it on its connection, nor while that has to be quiet; and it is taken for
 * an answer to what was sent there last, unless {@code early: allow} says that it need not be one.
 */
final class LimitCheck {
  private final Context context;

  LimitCheck(Context context) {
    this.context = context;
  }

  /** Goes on from one step of the script to the next; blocks have done so by their steps. */
  void passed(Step step, Fields fields) {
    if (context.isRule()) {
      return;
    }
    Elapsed elapsed = context.wires().elapsed();
    Optional<Conn> conn = context.build().site(step).map(Build.Site::conn);
    if (step instanceof Step.ClientLine line && conn.isPresent()) {
      check(line, conn.get(), fields);
    }
    elapsed.pass(atLeast(step));
    if (!isAtOnce(step)) {
      elapsed.lapse();
    }
    if (step instanceof Step.ClientLine line) {
      conn.ifPresent(elapsed::heard);
      line.kept().ifPresent(kept -> elapsed.mark(kept.time()));
    } else if (step instanceof Step.ServerLine line) {
      conn.ifPresent(elapsed::said);
      line.kept()
          .ifPresent(
              kept -> {
                if (isWrittenAtOnce(line)) {
                  elapsed.markNow(kept.time());
                } else {
                  elapsed.mark(kept.time()); // from when its first byte went out
                }
              });
    } else if (step instanceof Step.ClientRequest request) {
      request.kept().ifPresent(kept -> elapsed.mark(kept.time()));
    } else if (step instanceof Step.ServerAnswer answer) {
      answer.kept().ifPresent(kept -> elapsed.mark(kept.time()));
    } else if (step instanceof Step.Mark mark) {
      elapsed.markNow(mark.moment());
    } else if (step instanceof Step.Quiet quiet) {
      quiet
          .target()
          .ifPresentOrElse(
              target -> context.wires().find(target).ifPresent(elapsed::heard), elapsed::heardAll);
    }
  }

  /** Whether all of a line goes out when its first byte does. */
  private static boolean isWrittenAtOnce(Step.ServerLine line) {
    return line.after().isZero()
        && !(line.delivery() instanceof Delivery.Chunks)
        && !(line.delivery() instanceof Delivery.Every);
  }

  /** Whether it is over when it begins. A line of ours may have to wait for its client. */
  private static boolean isAtOnce(Step step) {
    return step instanceof Step.Mark
        || step instanceof Step.Do
        || step instanceof Step.SetValues
        || step instanceof Step.Note
        || step instanceof Step.Use;
  }

  /** How long it takes, whatever the client does. */
  private static Duration atLeast(Step step) {
    if (step instanceof Step.Quiet quiet) {
      return quiet.duration();
    }
    return step instanceof Step.Awaiting awaiting ? lower(awaiting.timing()) : step.delay();
  }

  /** One that counts from another moment says nothing of the time between. */
  private static Duration lower(Timing timing) {
    return timing.since().isPresent() ? Duration.ZERO : timing.notBefore().orElse(Duration.ZERO);
  }

  private void check(Step.ClientLine step, Conn conn, Fields fields) {
    Timing timing = step.timing();
    if (timing.since().isEmpty() || timing.within().isEmpty()) {
      return;
    }
    Name since = timing.since().get();
    Elapsed elapsed = context.wires().elapsed();
    Duration most = timing.within().get();
    if (isOver(elapsed.until(conn, since), most)) {
      report(fields, since, elapsed.until(conn, since), "fix: a longer limit, or a nearer moment");
    } else if (step.early() != Early.ALLOWED && isOver(elapsed.untilAnswer(conn, since), most)) {
      report(
          fields,
          since,
          elapsed.untilAnswer(conn, since),
          "fix: a longer limit, a nearer moment, or  early: allow  where the line may come unasked");
    }
  }

  private static boolean isOver(Optional<Duration> least, Duration most) {
    return least.isPresent() && least.get().compareTo(most) > 0;
  }

  private void report(Fields fields, Name since, Optional<Duration> least, String fix) {
    String moment = since.text().substring(0, since.text().length() - Moments.TIME.length());
    fields
        .text(fields.has("within") ? "within" : "between")
        .ifPresent(
            text ->
                context
                    .report()
                    .add(
                        Code.D401,
                        text.span(),
                        "this is over before the line can come: %s pass after \"%s\" at the least"
                            .formatted(least.map(Values::text).orElse(""), moment),
                        fix));
  }
}
