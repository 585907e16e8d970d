package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Frame;

/** What all parts of a play share: its script and settings, its time, its journal, its values. */
final class Stage {
  final Script script;
  final PlaySettings settings;
  final Consumer<Action> actions;
  final Journal journal;
  final Values values;
  final Backlog backlog = new Backlog();
  private final long began;
  private long now;
  private long event;

  Stage(Script script, PlaySettings settings, Consumer<Action> actions, long now) {
    this.script = script;
    this.settings = settings;
    this.actions = actions;
    this.journal = new Journal(settings.listener());
    this.values = new Values(script, settings, journal);
    this.began = now;
    this.now = now;
  }

  /** The caller's clock. */
  long now() {
    return now;
  }

  /** Nanoseconds since the play began. */
  long elapsed() {
    return now - began;
  }

  /** Nanoseconds from the beginning of the play to a time of the caller's clock. */
  long elapsed(long time) {
    return time - began;
  }

  /** A time since the play began, on the caller's clock. */
  long clock(Duration sinceBegin) {
    return began + sinceBegin.toNanos();
  }

  /** So many nanoseconds since the play began, on the caller's clock. */
  long clock(long sinceBegin) {
    return began + sinceBegin;
  }

  /** The number of the event that is being handled; they count up from 1. */
  long event() {
    return event;
  }

  void nextEvent(long at) {
    event++;
    advanceTo(at);
  }

  void advanceTo(long at) {
    now = at;
    values.elapsed = at - began;
  }

  /** Whether an emulator says what the script leaves out. */
  boolean isEmulated() {
    return script.dialogue().otherwise() == Otherwise.EMULATOR;
  }

  boolean isStrict() {
    return settings.strictness() == PlaySettings.Strictness.STRICT;
  }

  /** Whether somebody tells what the client's user sees. */
  boolean hears() {
    return settings.partner() == PlaySettings.Partner.ADAPTER;
  }

  /** An upper limit as this run counts it, in nanoseconds. */
  long scaled(Duration limit) {
    return (long) (limit.toNanos() * settings.timeScale());
  }

  /** Writes down what a client says, and hides what is secret in it from then on. */
  void heard(Conn conn, Frame frame) {
    journal.add(new Entry.Heard(elapsed(), conn.name, frame));
    Redaction.secretsIn(frame.text()).forEach(values::hide);
  }

  void act(Action action) {
    actions.accept(action);
  }

  void note(String text) {
    journal.add(new Entry.Noted(elapsed(), text, Optional.empty()));
  }

  void note(String text, Span step) {
    journal.add(new Entry.Noted(elapsed(), text, Optional.of(step)));
  }
}
