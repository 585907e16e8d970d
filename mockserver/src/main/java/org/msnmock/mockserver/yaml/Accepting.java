package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.LinePattern;
import org.msnmock.mockserver.dialogue.LineTemplate;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.dialogue.Target;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Text;

/** Finds the smallest change of a dialogue after which its client would not have deviated. */
final class Accepting {
  private final Result result;
  private final FlatNames names;
  private final List<Acceptance.Edit> edits = new ArrayList<>();

  /** Where a step stands: the list it is in, and the blocks and includes around. */
  private record Place(List<Step> list, int index, List<Step> around) {
    Step step() {
      return list.get(index);
    }
  }

  /** It cannot be accepted. */
  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String why) {
      super(why);
    }
  }

  Accepting(Result result) {
    this.result = result;
    this.names = new FlatNames(result.dialogue(), result.caseId(), result.redaction());
    for (Entry entry : result.journal()) {
      if (entry instanceof Entry.Named named) {
        names.named(named.name(), named.value());
      }
    }
  }

  Acceptance acceptance() {
    try {
      if (result.deviations().isEmpty()) {
        throw new RefusedException(result.reason());
      }
      for (Deviation deviation : result.deviations()) {
        accept(deviation);
      }
      return new Acceptance(edits, Optional.empty());
    } catch (RefusedException e) {
      String why = String.valueOf(e.getMessage());
      return Acceptance.refused(result.redaction().hide(Text.printable(why)));
    }
  }

  private void accept(Deviation deviation) throws RefusedException {
    if (deviation.connection().filter(one -> one.service().role().isUnframed()).isPresent()) {
      throw new RefusedException("what a peer says is changed by hand: " + deviation.summary());
    }
    switch (deviation.kind()) {
      case UNEXPECTED, QUIET_BROKEN -> came(deviation, place(deviation));
      case TIMEOUT -> {
        if (deviation.received().isEmpty()) {
          didNotCome(deviation, place(deviation));
        } else {
          came(deviation, place(deviation)); // what came in its place, and was left to the emulator
        }
      }
      case CLOSED -> closed(deviation, place(deviation));
      case CLIENT_ENDED -> ended(deviation);
      case NOT_REACHED ->
          throw new RefusedException(
              "we could not connect to the client, so that all that follows has no connection");
      case NOBODY_CAME -> throw new RefusedException("nobody came, so nothing was observed");
      case EARLY, TOO_EARLY, TOO_LATE -> throw atTheWrongTime(deviation);
      case CHECK_FAILED, STATED, TOO_SELDOM ->
          throw new RefusedException(
              "what deviated is no line but a demand of the dialogue, which is changed by hand: "
                  + deviation.summary());
      case MALFORMED, LINE_END, REPEATED_ID, REFUSED_TO_ACT ->
          throw new RefusedException("no dialogue can await this: " + deviation.summary());
    }
  }

  private static RefusedException atTheWrongTime(Deviation deviation) {
    return new RefusedException(
        deviation.summary() + "; when something may come is changed by hand");
  }

  // ---- places ----

  private Place place(Deviation deviation) throws RefusedException {
    StepInfo info =
        deviation
            .step()
            .orElseThrow(() -> new RefusedException("it happened at no step of the dialogue"));
    Place place =
        find(result.dialogue().steps(), info, List.of())
            .orElseThrow(() -> new RefusedException(info.span().place() + " is a background rule"));
    for (Step block : place.around()) {
      Optional<String> word = branching(block);
      if (word.isPresent()) {
        throw new RefusedException(
            "%s stands in the \"%s\" at %s, and what happened in one way through it does not tell how it is to change"
                .formatted(info.span().place(), word.get(), block.info().span().place()));
      }
    }
    return place;
  }

  private static Optional<Place> find(List<Step> list, StepInfo info, List<Step> around) {
    for (int i = 0; i < list.size(); i++) {
      Step step = list.get(i);
      if (step.info().equals(info)) {
        return Optional.of(new Place(list, i, around));
      }
      List<Step> inside = new ArrayList<>(around);
      inside.add(step);
      List<Step.Branch> branches = Steps.branches(step);
      List<List<Step>> lists =
          branches.isEmpty()
              ? List.of(Steps.children(step))
              : branches.stream().map(Step.Branch::steps).toList();
      for (List<Step> inner : lists) {
        Optional<Place> found = find(inner, info, inside);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> branching(Step block) {
    if (block instanceof Step.OneOf) {
      return Optional.of("one-of");
    } else if (block instanceof Step.AllOf all) {
      return Optional.of(all.order().word());
    } else if (block instanceof Step.Repeat) {
      return Optional.of("repeat");
    }
    return block instanceof Step.Maybe ? Optional.of("optional") : Optional.empty();
  }

  private void edit(Acceptance.Kind kind, Span place, String text) {
    edits.add(
        new Acceptance.Edit(
            kind, place.file(), place.line(), place.column(), place.source(), text));
  }

  private void drop(Step step) {
    edit(Acceptance.Kind.DROP, step.info().span(), "");
  }

  // ---- something came ----

  private void came(Deviation deviation, Place place) throws RefusedException {
    Step step = place.step();
    if (step instanceof Step.ClientRequest && deviation.connection().isEmpty()) {
      request(deviation, step);
      return;
    }
    if (deviation.connection().isEmpty()) {
      throw new RefusedException("a request to Passport came where none is awaited");
    }
    Entry.Connection connection = deviation.connection().get();
    if (deviation.received().isEmpty() && !isOpen(connection)) {
      demandNoBare(place, connection);
      edit(Acceptance.Kind.INSERT, step.info().span(), "accept: " + connection.service());
      return;
    }
    Frame frame = frame(deviation, connection);
    if (frame.command().isEmpty()) {
      throw new RefusedException(
          "no step can await a line without a command: " + deviation.summary());
    }
    boolean sameCommand =
        step instanceof Step.ClientLine line
            && new ObservedLine(names, frame).isSameCommand(line.line());
    if (!(step instanceof Step.ClientLine line)) {
      insert(step, key(connection), frame, "{=trid}"); // what follows may answer another line
    } else if (sameCommand) {
      replace(line, deviation, frame);
    } else {
      Belonging belonging = new Belonging(result, line, deviation.connection());
      Optional<Integer> later = later(place, frame, belonging);
      if (later.isPresent()) {
        leaveOut(place, later.get());
      } else {
        insert(step, keyOf(line), frame, "{trid}");
      }
    }
  }

  /** Whether lines could come on it: a connection that nobody has taken has said nothing yet. */
  private boolean isOpen(Entry.Connection connection) {
    return Belonging.taken(result).contains(connection);
  }

  /** A connection that is accepted becomes the current one: steps that name none would change. */
  private void demandNoBare(Place place, Entry.Connection connection) throws RefusedException {
    for (List<Step> steps : behind(place)) {
      for (Step step : steps) {
        if (Belonging.isTurn(step)) {
          return;
        }
        for (Step one : Steps.all(List.of(step))) {
          if (Belonging.target(one).filter(Target.Current.class::isInstance).isPresent()) {
            throw new RefusedException(
                "%s would be the current connection, which %s means now; name its connection there"
                    .formatted(connection, one.info().span().place()));
          }
        }
      }
    }
  }

  /** A step and all that stands behind it: the rest of its list, and of those around. */
  private List<List<Step>> behind(Place place) {
    List<List<Step>> out = new ArrayList<>();
    out.add(place.list().subList(place.index(), place.list().size()));
    for (int i = place.around().size() - 1; i >= 0; i--) {
      List<Step> list =
          i == 0 ? result.dialogue().steps() : Steps.children(place.around().get(i - 1));
      out.add(list.subList(list.indexOf(place.around().get(i)) + 1, list.size()));
    }
    return out;
  }

  private Frame frame(Deviation deviation, Entry.Connection connection) throws RefusedException {
    List<Entry> journal = result.journal();
    for (int i = journal.size() - 1; i >= 0; i--) {
      if (journal.get(i) instanceof Entry.Heard heard
          && heard.connection().equals(connection)
          && heard.frame().text().equals(deviation.received())) {
        return heard.frame();
      }
    }
    throw new RefusedException("the line that came is not in the journal any more");
  }

  /** {@code C ns}, as the step has it. */
  private static String keyOf(Step.ClientLine step) {
    String text = step.info().text();
    return text.substring(0, Math.max(1, text.indexOf(": ")));
  }

  private String key(Entry.Connection connection) throws RefusedException {
    Optional<Entry.Connection> last = Optional.empty();
    for (Entry entry : result.journal()) {
      if (entry instanceof Entry.Dialled dialled
          && dialled.connection().service().equals(connection.service())) {
        last = Optional.of(dialled.connection());
      } else if (entry instanceof Entry.Accepted accepted
          && accepted.connection().service().equals(connection.service())) {
        last = Optional.of(accepted.connection());
      }
    }
    if (last.isPresent() && !last.get().equals(connection)) {
      throw new RefusedException(
          "the line came on %s, which a newer connection has followed".formatted(connection));
    }
    return "C " + connection.service();
  }

  private void insert(Step before, String key, Frame frame, String id) throws RefusedException {
    if (frame.text().isEmpty()) {
      throw new RefusedException("no dialogue can await an empty line");
    }
    List<String> tokens =
        new ObservedLine(names, frame).tokens(Optional.empty(), (i, pattern, received) -> received);
    tokens.replaceAll(token -> token.equals("{trid}") ? id : token);
    StringBuilder text = new StringBuilder(key + ": " + YamlText.value(String.join(" ", tokens)));
    if (frame.hasPayload() && !frame.payloadText().isEmpty()) {
      String payload = FlatNames.doubled(payload(frame));
      text.append("\n  body: ").append(YamlText.block(payload, "    "));
    }
    edit(Acceptance.Kind.INSERT, before.info().span(), text.toString());
  }

  private String payload(Frame frame) throws RefusedException {
    String text = frame.payloadText();
    String lines = text.replace("\r\n", "\n");
    boolean plain = !Text.hasStray(text) && lines.replace("\n", "\r\n").equals(text);
    if (!plain || names.isSecret(text)) {
      throw new RefusedException(
          "the payload of %s cannot be written as text".formatted(frame.command()));
    }
    return lines;
  }

  private void replace(Step.ClientLine step, Deviation deviation, Frame frame)
      throws RefusedException {
    boolean payload = deviation.mismatch().filter(Mismatch::isOfPayload).isPresent();
    if (payload) {
      replacePayload(step, deviation, frame);
      return;
    }
    String written = step.info().text().substring(keyOf(step).length() + 2);
    List<Texts.Stretch> stretches = Texts.tokens(written);
    List<String> tokens =
        new ObservedLine(names, frame)
            .tokens(
                Optional.of(step.line()),
                new ObservedLine.Awaited() {
                  @Override
                  public String kept(int i, TextPattern pattern, String received) {
                    return written.substring(stretches.get(i).from(), stretches.get(i).to());
                  }

                  @Override
                  public String changed(TextPattern pattern, String literal) {
                    return learning(pattern, literal);
                  }
                });
    boolean announced = tokens.get(tokens.size() - 1).equals("{len}");
    if (step.payload().isPresent() && !announced) {
      throw new RefusedException("the line came without the payload that was awaited");
    }
    demandOptional(tokens);
    edit(Acceptance.Kind.LINE, step.info().span(), String.join(" ", tokens));
  }

  /** Only tokens at the end of a line may be missing. */
  private static void demandOptional(List<String> tokens) {
    boolean mayBeMissing = true;
    for (int i = tokens.size() - 1; i >= 0; i--) {
      String token = tokens.get(i);
      boolean optional = token.startsWith("{") && token.endsWith("?}") && token.contains("=");
      mayBeMissing &= optional;
      if (optional && !mayBeMissing) {
        tokens.set(i, token.substring(0, token.length() - 2) + "}");
      }
    }
  }

  /** A name that was to be learned here still is. */
  private static String learning(TextPattern pattern, String literal) {
    boolean named =
        pattern.pieces().size() == 1
            && pattern.pieces().get(0) instanceof Piece.Hole hole
            && hole.name().isPresent();
    if (!named) {
      return literal;
    }
    String name = ((Piece.Hole) pattern.pieces().get(0)).name().orElseThrow().text();
    boolean word = literal.matches("[A-Za-z0-9]+");
    return "{" + name + "=" + (word ? "/" + literal + "/" : "*") + "}";
  }

  private void replacePayload(Step.ClientLine step, Deviation deviation, Frame frame)
      throws RefusedException {
    PayloadPattern pattern = step.payload().orElseThrow();
    if (pattern instanceof PayloadPattern.Body) {
      edit(Acceptance.Kind.BODY, step.info().span(), FlatNames.doubled(payload(frame)));
      return;
    }
    if (pattern instanceof PayloadPattern.Mime mime) {
      Mismatch mismatch = deviation.mismatch().orElseThrow();
      List<PayloadPattern.Header> headers = new ArrayList<>(mime.headers());
      headers.addAll(mime.fields());
      for (PayloadPattern.Header header : headers) {
        Span place = header.value().span();
        boolean meant =
            place.file().equals(mismatch.span().file())
                && place.line() == mismatch.span().line()
                && place.column() <= mismatch.span().column()
                && place.column() + place.length() > mismatch.span().column();
        boolean there = mismatch.expected().equals(header.value().expected(names));
        if (meant && there && !header.value().isAbsent() && !names.isSecret(mismatch.received())) {
          edit(Acceptance.Kind.VALUE, place, FlatNames.doubled(mismatch.received()));
          return;
        }
      }
    }
    throw new RefusedException(
        "the payload of %s is described in parts, and these are changed by hand: %s"
            .formatted(frame.command(), deviation.summary()));
  }

  private void request(Deviation deviation, Step step) throws RefusedException {
    Mismatch.Part part =
        deviation.mismatch().map(Mismatch::part).orElse(Mismatch.Part.AUTHORIZATION);
    if (part != Mismatch.Part.METHOD && part != Mismatch.Part.PATH
        || names.isSecret(deviation.received())) {
      throw new RefusedException(
          "the headers of a request are changed by hand: " + deviation.summary());
    }
    edit(Acceptance.Kind.LINE, step.info().span(), FlatNames.doubled(deviation.received()));
  }

  // ---- something did not come ----

  /** The step that the line is for, when only plain steps were left out before it. */
  private Optional<Integer> later(Place place, Frame frame, Belonging belonging) {
    for (int i = place.index(); i < place.list().size(); i++) {
      Step step = place.list().get(i);
      boolean line = step instanceof Step.ClientLine || step instanceof Step.ServerLine;
      if (line && belonging.of(step) != Belonging.Whose.SAME) {
        return Optional.empty();
      }
      if (step instanceof Step.ClientLine client && i > place.index() && fits(client, frame)) {
        return Optional.of(i);
      }
      boolean plain =
          line
              || step instanceof Step.See
              || step instanceof Step.Mark
              || step instanceof Step.Note
              || step instanceof Step.Pause;
      if (!plain) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean fits(Step.ClientLine step, Frame frame) {
    return step.line().match(frame, LinePattern.Surplus.REFUSED, names, new Captures()).isEmpty();
  }

  private void leaveOut(Place place, int until) {
    for (int i = place.index(); i < until; i++) {
      Step step = place.list().get(i);
      if (step instanceof Step.ClientLine || isAnswer(step)) {
        drop(step);
      }
    }
  }

  /** A line of the server with the id of the client's line before it. */
  private static boolean isAnswer(Step step) {
    return step instanceof Step.ServerLine line && hasId(line.line());
  }

  private static boolean hasId(LineTemplate line) {
    return line.tokens().stream()
        .anyMatch(token -> token.pieces().stream().anyMatch(Piece.TransactionId.class::isInstance));
  }

  private void didNotCome(Deviation deviation, Place place) throws RefusedException {
    Step step = place.step();
    if (step instanceof Step.Accept) {
      throw new RefusedException(
          "the client did not connect, so that all that follows has no connection");
    }
    if (!(step instanceof Step.Awaiting)) {
      throw new RefusedException(
          "the client did not connect where it was to be told something, so nothing was observed");
    }
    if (isUnread(deviation)) {
      throw new RefusedException(
          "the client has said something that the dialogue reads nowhere at this moment: "
              + String.join("; ", deviation.hints()));
    }
    drop(step);
    dropAnswers(place);
  }

  /** Whether a hint tells of lines or bytes that wait. */
  private static boolean isUnread(Deviation deviation) {
    return deviation.hints().stream()
        .filter(hint -> !hint.startsWith("it told ")) // which may contain anything
        .anyMatch(hint -> hint.contains("which no step awaits now") || hint.contains("have come"));
  }

  /** What answers a step that did not come, up to the next that waits. */
  private void dropAnswers(Place place) {
    Predicate<Step> answer =
        place.step() instanceof Step.ClientRequest request
            ? step -> step instanceof Step.ServerAnswer a && a.service().equals(request.service())
            : step -> place.step() instanceof Step.ClientLine && isAnswer(step);
    for (Step step : place.list().subList(place.index() + 1, place.list().size())) {
      if (step instanceof Step.Awaiting || !Steps.children(step).isEmpty()) {
        return;
      }
      if (answer.test(step)) {
        drop(step);
      }
    }
  }

  /** The conversation ended where a line was awaited: it ends there from now on. */
  private void closed(Deviation deviation, Place place) throws RefusedException {
    if (!(place.step() instanceof Step.ClientLine line)) {
      throw new RefusedException(deviation.summary());
    }
    String conn = keyOf(line).substring(1).strip();
    if (conn.isEmpty()) {
      conn =
          deviation
              .connection()
              .map(connection -> connection.service().toString())
              .orElseThrow(() -> new RefusedException(deviation.summary()));
      if (!(line.target() instanceof Target.Current)) {
        throw new RefusedException(deviation.summary());
      }
    }
    edit(Acceptance.Kind.INSERT, line.info().span(), "expect-close: " + conn);
    dropConversation(deviation, place, line);
  }

  /** What was still to be said, up to where the next connection comes. */
  private void dropConversation(Deviation deviation, Place place, Step.ClientLine line)
      throws RefusedException {
    boolean all =
        deviation.kind() == Deviation.Kind.CLIENT_ENDED && result.dialogue().clients().size() < 2;
    Belonging belonging = new Belonging(result, line, deviation.connection());
    for (Step step : place.list().subList(place.index(), place.list().size())) {
      if (Steps.all(List.of(step)).stream()
          .anyMatch(one -> Belonging.isTurn(one) && !(all && one instanceof Step.Use))) {
        return;
      }
      if (isConversation(step) || all && step instanceof Step.Use) {
        Belonging.Whose whose = all ? Belonging.Whose.SAME : belonging.of(step);
        if (whose == Belonging.Whose.UNKNOWN) {
          throw new RefusedException(
              "%s, and %s may be about another connection"
                  .formatted(deviation.summary(), step.info().span().place()));
        } else if (whose == Belonging.Whose.SAME) {
          drop(step);
        }
      }
    }
  }

  private static boolean isConversation(Step step) {
    return step instanceof Step.ClientLine
        || step instanceof Step.ServerLine
        || step instanceof Step.Garbage
        || step instanceof Step.ExpectClose
        || step instanceof Step.Close
        || step instanceof Step.Reset
        || step instanceof Step.Quiet
        || !Steps.children(step).isEmpty();
  }

  private void ended(Deviation deviation) throws RefusedException {
    boolean well =
        result.journal().stream()
            .anyMatch(
                entry ->
                    entry instanceof Entry.ClientEnded end
                        && end.how().equals("the client ended, exit code 0"));
    if (!well) {
      throw new RefusedException("a crash is nothing to expect: " + deviation.summary());
    }
    Place place = place(deviation);
    if (place.step() instanceof Step.ClientLine) {
      closed(deviation, place);
    } else {
      didNotCome(deviation, place);
    }
  }
}
