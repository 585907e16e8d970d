package org.msnmock.mockserver.journal;

import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;

/** One thing that happened in a play. */
public sealed interface Entry {
  /** About what an entry takes without what it holds. */
  int SHELL = 100;

  /** Nanoseconds since the play began. */
  long time();

  /** Whether people are told of it; else only a program that writes the play down wants it. */
  default boolean isTold() {
    return isTold(getClass());
  }

  /** The same of a kind of entry. */
  static boolean isTold(Class<?> kind) {
    return kind != RequestTaken.class
        && kind != Named.class
        && kind != Seen.class
        && kind != WasQuiet.class;
  }

  /** The step that it is about, if it is about one. */
  default Optional<Span> place() {
    if (this instanceof Entry.Accepted e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.Dialled e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.Taken e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.RequestTaken e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.Said e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.SentGarbage e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.NotDelivered e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.ClosedByUs e) {
      return e.step();
    } else if (this instanceof Entry.Refused e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.Answered e) {
      return e.step();
    } else if (this instanceof Entry.Noted e) {
      return e.step();
    } else if (this instanceof Entry.Judged e) {
      return e.step();
    } else if (this instanceof Entry.Seen e) {
      return Optional.of(e.step());
    } else if (this instanceof Entry.WasQuiet e) {
      return Optional.of(e.step());
    }
    return this instanceof Entry.Asked e ? Optional.of(e.step()) : Optional.empty();
  }

  /** About how many bytes of memory it takes; the same at each call. */
  default long weight() {
    return SHELL + weightOfContent();
  }

  private long weightOfContent() {
    if (this instanceof Entry.Heard e) {
      return e.frame().weight();
    } else if (this instanceof Entry.Taken e) {
      return e.frame().weight();
    } else if (this instanceof Entry.Left e) {
      return e.frame().weight();
    } else if (this instanceof Entry.Emulated e) {
      return e.frame().weight();
    } else if (this instanceof Entry.PassedOver e) {
      return e.frame().weight();
    } else if (this instanceof Entry.Said e) {
      return e.frame().weight();
    } else if (this instanceof Entry.Requested e) {
      return e.request().weight();
    } else if (this instanceof Entry.RequestTaken e) {
      return e.request().weight();
    } else if (this instanceof Entry.Answered e) {
      return e.answer().weight();
    }
    return 2L * lengthOfText();
  }

  private int lengthOfText() {
    if (this instanceof Entry.Malformed e) {
      return e.line().length();
    } else if (this instanceof Entry.SentGarbage e) {
      return e.text().length();
    } else if (this instanceof Entry.NotDelivered e) {
      return e.line().length();
    } else if (this instanceof Entry.Named e) {
      return e.value().length();
    } else if (this instanceof Entry.Asked e) {
      return e.arguments().toString().length();
    } else if (this instanceof Entry.Told e) {
      return e.arguments().toString().length();
    } else if (this instanceof Entry.Seen e) {
      return e.arguments().toString().length();
    } else if (this instanceof Entry.Noted e) {
      return e.text().length();
    } else if (this instanceof Entry.Judged e) {
      return e.why().length();
    }
    return this instanceof Entry.AfterTheEnd e ? e.what().length() : 0;
  }

  /** A connection, as its entries name it: {@code ns #2}, {@code alice.ns #2}. */
  record Connection(int number, Service service) {
    @Override
    public String toString() {
      return service + " #" + number;
    }
  }

  /** A client connected; {@code remote} is {@code host:port}. */
  record Connected(long time, Connection connection, String remote) implements Entry {}

  /** A waiting connection was accepted by a step. */
  record Accepted(long time, Connection connection, Span step) implements Entry {}

  /** We connected to the client; {@code to} is {@code host:port}. */
  record Dialled(long time, Connection connection, String to, Span step) implements Entry {}

  /** A line of the client came, or a peer's blocks. */
  record Heard(long time, Connection connection, Frame frame) implements Entry {}

  /** A line that was heard was taken. */
  record Taken(long time, Connection connection, Frame frame, Taker taker, Span step)
      implements Entry {}

  /** Who took a line or request. */
  enum Taker {
    SCRIPT,
    BACKGROUND,
    PASSPORT
  }

  /** A line that nobody else wanted was left to the emulator. */
  record Left(long time, Connection connection, Frame frame) implements Entry {}

  /** The emulator said a line. */
  record Emulated(long time, Connection connection, Frame frame) implements Entry {}

  /** A line that nobody wanted was passed over, because the play is lenient. */
  record PassedOver(long time, Connection connection, Frame frame) implements Entry {}

  /** Bytes of a client that make no frame. */
  record Malformed(long time, Connection connection, String what, String line) implements Entry {}

  /**
   * We sent a line.
   *
   * @param frame as it was meant, but for a wrong length
   * @param fault what was done to its bytes, for people; empty where nothing was
   */
  record Said(long time, Connection connection, Frame frame, Span step, String fault)
      implements Entry {}

  /**
   * We sent bytes that are no line.
   *
   * @param size how many
   * @param text all of them, as text that writes itself back
   */
  record SentGarbage(long time, Connection connection, int size, String text, Span step)
      implements Entry {}

  /** A line could not be delivered: the client had closed before. */
  record NotDelivered(long time, Connection connection, String line, Span step) implements Entry {}

  /** The client closed its connection. */
  record ClosedByClient(long time, Connection connection, Manner manner) implements Entry {}

  /** We closed a connection. */
  record ClosedByUs(long time, Connection connection, Manner manner, Optional<Span> step)
      implements Entry {}

  /** How a connection ended. */
  enum Manner {
    FIN,
    RST
  }

  /** A listener refuses from now on. */
  record Refused(long time, Service service, Span step) implements Entry {}

  /** An HTTP request came. */
  record Requested(long time, int number, Service service, Request request) implements Entry {}

  /**
   * An HTTP request was answered.
   *
   * @param answer as it was meant
   * @param fault what was done to its bytes, for people; empty where nothing was
   */
  record Answered(
      long time,
      int number,
      Service service,
      Answer answer,
      Taker taker,
      Optional<Span> step,
      String fault)
      implements Entry {}

  /** A request was taken by a step, by which its answer is chosen. */
  record RequestTaken(
      long time, int number, Service service, Request request, Taker taker, Span step)
      implements Entry {}

  /** A name got a value: from outside, by a pattern, or by a step. It may be a secret. */
  record Named(long time, Name name, String value) implements Entry {
    @Override
    public String toString() {
      return "Named[" + name + "]";
    }
  }

  /** A TLS handshake failed, or something on an HTTP listener was no request. */
  record HandshakeFailed(long time, Service service, String remote, String reason)
      implements Entry {}

  /** A client was asked to act; its name is empty where there is one. */
  record Asked(
      long time, int number, String client, String verb, Map<String, String> arguments, Span step)
      implements Entry {}

  /** A client told its user something; values are texts or lists. */
  record Told(long time, String client, String event, Map<String, Object> arguments)
      implements Entry {}

  /** A step took what the client named told its user; only that has happened now. */
  record Seen(long time, String client, String event, Map<String, Object> arguments, Span step)
      implements Entry {}

  /**
   * A silence that a step asked for was kept, if only as nothing more could come.
   *
   * @param since when it began
   * @param connection where nothing came; empty for everywhere
   */
  record WasQuiet(long time, long since, Optional<Connection> connection, Span step)
      implements Entry {}

  /** A client process ended. */
  record ClientEnded(long time, String client, String how) implements Entry {}

  /** Something worth knowing, which changes no verdict. */
  record Noted(long time, String text, Optional<Span> step) implements Entry {}

  /** A step, or a rule of the protocol, set a verdict. */
  record Judged(long time, Outcome outcome, String why, Optional<Span> step) implements Entry {}

  /** After the end of a play: what still came, never judged. */
  record AfterTheEnd(long time, Connection connection, String what) implements Entry {}
}
