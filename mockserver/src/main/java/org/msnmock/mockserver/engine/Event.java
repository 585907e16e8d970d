package org.msnmock.mockserver.engine;

import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;

/**
 * What happens to a play. Connections and requests have numbers, each unique in the play; whoever
 * makes events chooses them, rising.
 */
public sealed interface Event {
  /** A client connected to a listener; {@code remote} is {@code host:port}. */
  record Connected(int connection, Service service, String remote) implements Event {}

  /** A line with its whole payload. */
  record Line(int connection, Frame frame) implements Event {}

  /** Bytes of a peer, as they came; not to be changed or compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(int connection, byte[] bytes) implements Event {}

  /** We are connected to the client, as {@link Action.Dial} wanted. */
  record Dialled(int dial, int connection) implements Event {}

  /** We are not, and will not be; {@code reason} says why, in words. */
  record DialFailed(int dial, String reason) implements Event {}

  /** Bytes that make no frame; nothing more comes from this connection. */
  record Malformed(int connection, String what, String line) implements Event {}

  /** The client closed, after everything it had sent; {@code unfinished} is what was left over. */
  record Closed(int connection, Entry.Manner manner, String unfinished) implements Event {}

  /** An HTTP request; it is answered by {@link Action.Respond} with the same number. */
  record Requested(int request, Service service, Request content) implements Event {}

  /** A TLS handshake failed, or what came was no request. */
  record HandshakeFailed(Service service, String remote, String reason) implements Event {}

  /**
   * A word of a client's adapter; values are texts or lists of texts.
   *
   * @param client its name; empty where the dialogue has one
   */
  record Told(String client, String event, Map<String, Object> arguments) implements Event {}

  /** The adapter's answer to {@link Action.Ask}. */
  record ActionDone(int ask, Reply reply, String why) implements Event {}

  /** What a client says to a request to act. */
  enum Reply {
    DONE,
    UNSUPPORTED,
    FAILED
  }

  /**
   * A line that was held may go out.
   *
   * @param hold the number of {@link Action.Hold}
   * @param line what is sent, as it was or otherwise; empty: nothing
   */
  record Released(int hold, Optional<String> line) implements Event {}

  /**
   * A client process ended, after everything that its sockets still held.
   *
   * @param client its name; empty where the dialogue has one
   * @param code its exit code
   * @param signalled whether a signal killed it
   */
  record ClientEnded(String client, int code, boolean signalled) implements Event {}

  /**
   * Time has passed: {@link Play#nextDue} has come.
   *
   * @param unfinished for each connection on which part of a frame has come by now: what
   */
  record Tick(Map<Integer, String> unfinished) implements Event {
    public static final Tick NOTHING_UNFINISHED = new Tick(Map.of());

    public Tick {
      unfinished = Map.copyOf(unfinished);
    }
  }
}
