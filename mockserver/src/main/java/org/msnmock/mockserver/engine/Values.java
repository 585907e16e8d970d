package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Captures;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.P2pField;
import org.msnmock.mockserver.wire.P2pMessage;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Text;

/** The values of a play's names, and where each came from. */
final class Values implements Scene {
  private static final int MOST_SECRETS = 1_000;

  /** As many as a {@code repeat} can be told to have rounds. */
  private static final int MOST_ELEMENTS = 10_000;

  private final Content[] contents;

  /** By slot: the value that the journal knows, if any. */
  private final @Nullable String[] told;

  private final Set<String> secrets = new LinkedHashSet<>(2);
  private final Journal journal;
  private final Random random;
  private final double timeScale;
  private final long epochSeconds;

  /** What {@code {trid}} stands for in the line that is being written. */
  String transactionId = "";

  /** Of the P2P message that we sent last; 0 while there is none. */
  private long messageId;

  /** Nanoseconds since the play began, for {@code {now}}. */
  long elapsed;

  Values(Script script, PlaySettings settings, Journal journal) {
    this.journal = journal;
    this.told = script.values();
    this.contents = contents(told, script.origins());
    this.timeScale = settings.timeScale();
    this.random = new Random(settings.seed());
    this.epochSeconds = settings.epochSeconds();
  }

  private static Content[] contents(@Nullable String[] values, @Nullable Origin[] origins) {
    Content[] out = new Content[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Content.of(values[i], origins[i]);
    }
    return out;
  }

  /** The journal is told where a use of a rule has left it another value of this name. */
  @Override
  public Optional<String> value(Name name) {
    Content content = joined(name);
    String value = content.value();
    if (value != null && !value.equals(told[name.slot()])) {
      tell(name, value);
    }
    return Optional.ofNullable(value);
  }

  /** A list's text is made when it is asked for: else each round would cost more than the last. */
  private Content joined(Name name) {
    Content content = contents[name.slot()];
    if (content.value() == null && content.list() != null) {
      content = content.withText(String.join(",", content.list()));
      contents[name.slot()] = content;
    }
    return content;
  }

  private void tell(Name name, String value) {
    told[name.slot()] = value;
    journal.add(new Entry.Named(elapsed, name, value));
  }

  /** A moment as seconds since 1970, where that is asked for. */
  @Override
  public Optional<String> value(Name name, Format format) {
    Duration moment = contents[name.slot()].moment();
    return moment != null && format == Format.EPOCH
        ? Optional.of(String.valueOf(epochSeconds + moment.toSeconds()))
        : value(name).map(format::write);
  }

  @Override
  public Optional<List<String>> list(Name name) {
    return Optional.ofNullable(contents[name.slot()].list());
  }

  @Override
  public Optional<Duration> moment(Name name) {
    return Optional.ofNullable(contents[name.slot()].moment());
  }

  @Override
  public Optional<Duration> elapsed(Name name) {
    return moment(name)
        .map(moment -> Duration.ofNanos((long) ((elapsed - moment.toNanos()) / timeScale)));
  }

  @Override
  public String transactionId() {
    return transactionId;
  }

  @Override
  public String generate(Generator generator) {
    return switch (generator.kind()) {
      case NOW -> String.valueOf(epochSeconds + elapsed / 1_000_000_000L);
      case INT -> String.valueOf(random.nextInt(Integer.MAX_VALUE));
      case DIGITS -> digits(generator.size());
      case HEX -> letters(generator.size(), "0123456789abcdef");
      case COOKIE -> digits(8) + "." + digits(10) + "." + digits(5);
    };
  }

  /** Counts up from a base that is made when the first one is asked for. */
  @Override
  public long nextMessageId() {
    messageId = messageId == 0 ? 1 + random.nextInt(Integer.MAX_VALUE) : messageId + 1;
    return messageId;
  }

  @Override
  public void note(String what, Span place) {
    journal.add(new Entry.Noted(elapsed, what, Optional.of(place)));
  }

  private String digits(int count) {
    return count == 0 ? "" : (1 + random.nextInt(9)) + letters(count - 1, "0123456789");
  }

  private String letters(int count, String alphabet) {
    StringBuilder out = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      out.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return out.toString();
  }

  /** Writes down what is known from the start. */
  void tellGiven(List<Name> given) {
    for (Name name : given) {
      value(name).ifPresent(value -> tell(name, value));
    }
  }

  void learn(Captures captures, Span span, String line) {
    boolean secret = false;
    for (int i = 0; i < captures.size(); i++) {
      secret |= captures.name(i).isSecret();
    }
    Origin origin = Origin.learned(span, secret ? "" : line);
    for (int i = 0; i < captures.size(); i++) {
      Optional<String> value = captures.value(i);
      if (value.isPresent()) {
        set(captures.name(i), value.get(), origin);
      } else {
        forget(captures.name(i));
      }
    }
  }

  /** What these names have now, as the beginning of values of somebody's own. */
  OwnNames own(List<Name> names) {
    Content[] own = new Content[names.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = contents[names.get(i).slot()];
    }
    return new OwnNames(names, own);
  }

  /** Gives names what somebody has of his own, until they are {@link #giveBack given back}. */
  void lend(OwnNames own) {
    own.exchange(contents);
    own.names().forEach(this::value);
  }

  /** Gives names again what they had before, and him what they have now. */
  void giveBack(OwnNames own) {
    own.exchange(contents);
  }

  void set(Name name, String value, Origin origin) {
    contents[name.slot()] = Content.of(value, origin);
    tell(name, value);
    if (name.isSecret()) {
      hide(value);
    }
  }

  /** Keeps something out of all that is told of the play. */
  void hide(String secret) {
    if (secrets.size() < MOST_SECRETS) {
      secrets.add(secret);
    }
  }

  /** What the client sent where a secret stands. */
  Set<String> secrets() {
    return secrets;
  }

  /**
   * Names a moment; as a text it is seconds since the play began, as in reports.
   *
   * @param time nanoseconds since the play began
   */
  void mark(Name name, long time) {
    set(name, String.format(Locale.ROOT, "%.3f", time / 1e9), Origin.stated("a moment"));
    contents[name.slot()] = contents[name.slot()].withMoment(Duration.ofNanos(time));
  }

  /** {@code as}: keeps a line, its payload and its time, and the numbers of a P2P message. */
  void keep(Step.Kept kept, Frame frame, long time) {
    keep(kept, frame.text(), frame.payload().map(Text::decode).orElse(""), time);
    if (!kept.numbers().isEmpty()) {
      frame.payload().flatMap(P2pMessage::inside).ifPresent(message -> keep(kept, message));
    }
  }

  private void keep(Step.Kept kept, P2pMessage message) {
    for (P2pField field : P2pField.values()) {
      Name name = Objects.requireNonNull(kept.numbers().get(field));
      set(name, message.text(field), Origin.stated("kept by \"as\""));
    }
  }

  /** {@code as} on nexus and login: keeps a request. */
  void keep(Step.Kept kept, Request request, long time) {
    String line = request.method() + " " + request.path();
    keep(kept, line, Text.decode(request.body()), time);
  }

  /** {@code as} on nexus and login: keeps an answer. */
  void keep(Step.Kept kept, Answer answer, long time) {
    String line = (answer.status() + " " + answer.reason()).stripTrailing();
    keep(kept, line, Text.decode(answer.body()), time);
  }

  private void keep(Step.Kept kept, String line, String body, long time) {
    Origin origin = Origin.stated("kept by \"as\"");
    set(kept.line(), line, origin);
    set(kept.body(), body, origin);
    mark(kept.time(), time);
  }

  /** Begins a list of values, which as a text is joined by commas. */
  void startList(Name list, Origin origin) {
    set(list, "", origin);
    contents[list.slot()] = contents[list.slot()].asList();
  }

  /** Adds an element to a list that was started. */
  void append(Name list, String value) {
    List<String> elements = Objects.requireNonNull(contents[list.slot()].list());
    if (elements.size() < MOST_ELEMENTS) {
      elements.add(value);
      contents[list.slot()] = contents[list.slot()].withText(null);
      if (list.isSecret()) {
        hide(value);
      }
    }
  }

  /** The name has no value any more. */
  void forget(Name name) {
    contents[name.slot()] = Content.NOTHING;
  }

  void copy(Name from, Name to) {
    Optional<String> value = value(from);
    contents[to.slot()] = contents[from.slot()].copy();
    value.ifPresent(text -> tell(to, text));
    value.filter(text -> to.isSecret()).ifPresent(this::hide);
  }

  Optional<String> origin(Name name) {
    return Optional.ofNullable(contents[name.slot()].origin()).map(Origin::description);
  }
}
