package org.msnmock.mockserver.engine;

import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Answer;

/** What a play wants done, at once and in order. */
public sealed interface Action {
  /** Send these bytes, in a segment of their own if possible; not to be changed or compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Send(int connection, byte[] bytes) implements Action {}

  /** Shut down output once everything is sent, and throw away what comes, to EOF or 2 s. */
  record Close(int connection) implements Action {}

  /** Break the connection with RST. */
  record Reset(int connection) implements Action {}

  /** Stop listening and keep the port taken. */
  record Refuse(Service service) implements Action {}

  /**
   * Connect to the client; what becomes of it is {@link Event.Dialled} or {@link Event.DialFailed}.
   *
   * @param to an address and a port, if the client has given them as it should
   */
  record Dial(int number, Service service, String to) implements Action {}

  /** Answer a request. */
  record Respond(int request, Answer answer) implements Action {}

  /**
   * Send these bytes as the next part of an answer, its head among them; not to be changed or
   * compared.
   */
  @SuppressWarnings("ArrayRecordComponent")
  record RespondPart(int request, byte[] bytes) implements Action {}

  /** End the connection of an answer that went out in parts. */
  record EndAnswer(int request, Entry.Manner manner) implements Action {}

  /**
   * Ask a client to act; the answer is {@link Event.ActionDone}.
   *
   * @param client its name; empty where the dialogue has one
   */
  record Ask(int ask, String client, String verb, Map<String, String> arguments)
      implements Action {}

  /**
   * A line is held until {@link Event.Released} with this number.
   *
   * @param line what would be sent, without its payload
   * @param step where it stands
   * @param known names and their values, {@code name = value}, secrets hidden
   * @param next what would be awaited behind it
   */
  record Hold(
      int number,
      Entry.Connection connection,
      String line,
      Span step,
      List<String> known,
      List<String> next)
      implements Action {
    public Hold {
      known = List.copyOf(known);
      next = List.copyOf(next);
    }
  }

  /** The play is over: {@link Play#result} is there; its connections were closed before. */
  record Ended() implements Action {}
}
