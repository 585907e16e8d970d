package org.msnmock.mockserver.engine;

import java.util.Optional;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.AnswerWriter;

/**
 * Answers of nexus and login that go out part by part, since something is done to their bytes.
 * Nothing more is said on their connection, so they can end anywhere.
 */
final class AnswerParts {
  private final Stage stage;
  private final Arrivals arrivals;

  AnswerParts(Stage stage, Arrivals arrivals) {
    this.stage = stage;
    this.arrivals = arrivals;
  }

  /** Begins an answer; false when it is not out yet. */
  boolean begin(Run run, int request, Step.ServerAnswer step, Answer answer, Entry.Taker taker) {
    Spoiled spoiled = Spoiled.whole(bytes(request, answer), step.damage());
    stage.journal.add(
        new Entry.Answered(
            stage.elapsed(),
            request,
            step.service(),
            answer,
            taker,
            Optional.of(step.info().span()),
            spoiled.fault(step.delivery())));
    Optional<Damage.Then> then = step.damage().cut().map(Damage.Cut::then);
    Sending sending = new Sending(request, spoiled.bytes(), step.delivery(), then);
    run.sending = sending;
    return goOn(run, sending, step);
  }

  private byte[] bytes(int request, Answer answer) {
    boolean headOnly =
        arrivals.answered(request).filter(one -> one.method().equals("HEAD")).isPresent();
    return AnswerWriter.bytes(
        answer,
        AnswerWriter.Connection.CLOSE,
        headOnly ? AnswerWriter.Body.LEFT_OUT : AnswerWriter.Body.SENT);
  }

  /** Goes on with an answer; false when it is not out yet. */
  boolean goOn(Run run, Sending sending, Step.ServerAnswer step) {
    int request = sending.number();
    if (!sending.goOn(run, stage.now(), part -> stage.act(new Action.RespondPart(request, part)))) {
      return false;
    }
    run.sending = null;
    switch (sending.then().orElse(Damage.Then.CLOSE)) {
      case CLOSE -> stage.act(new Action.EndAnswer(request, Entry.Manner.FIN));
      case RESET -> stage.act(new Action.EndAnswer(request, Entry.Manner.RST));
      case STALL ->
          stage.note(
              step.service() + " stalls: nothing more of this answer is sent", step.info().span());
    }
    return true;
  }
}
