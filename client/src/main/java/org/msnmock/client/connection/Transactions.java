package org.msnmock.client.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.AnswerChallenge;
import org.msnmock.client.command.Request;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/**
 * The requests of one connection that wait for a reply. Safe for all threads; runs no foreign code
 * under its lock.
 */
final class Transactions {
  static final int MOST_WAITING = 1_000;

  /** For what this side owes the server, however much the application asks. */
  private static final int MOST_OWED = 100;

  /** A request that waits. */
  record Waiting<R>(Request<R> request, Frame frame, CompletableFuture<R> reply) {
    void answer(Frame line) {
      reply.complete(request.answer(line));
    }
  }

  private final Map<TransactionId, Waiting<?>> waiting = new HashMap<>();
  private TransactionId next;
  private @Nullable MsnException end;

  Transactions(TransactionId first) {
    next = first;
  }

  /**
   * Takes the next id for a request. Ids that still wait are passed over, for the day when the
   * numbers begin anew.
   *
   * @return nothing where too many wait already
   * @throws MsnException when the connection is over
   */
  synchronized <R> Optional<Waiting<R>> begin(Request<R> request, CompletableFuture<R> reply) {
    if (end != null) {
      throw end;
    }
    if (waiting.size() >= most(request)) {
      return Optional.empty();
    }
    TransactionId id = take();
    Waiting<R> begun = new Waiting<>(request, request.toFrame(id), reply);
    waiting.put(id, begun);
    return Optional.of(begun);
  }

  private static int most(Request<?> request) {
    return request instanceof AnswerChallenge ? MOST_WAITING + MOST_OWED : MOST_WAITING;
  }

  /** Takes the next id for something that gets no reply. */
  synchronized TransactionId take() {
    while (waiting.containsKey(next)) {
      next = next.next();
    }
    TransactionId id = next;
    next = id.next();
    return id;
  }

  synchronized Optional<Waiting<?>> find(TransactionId id) {
    return Optional.ofNullable(waiting.get(id));
  }

  /** Forgets a request; whether it was still waiting. */
  synchronized boolean remove(Waiting<?> request) {
    return waiting.values().remove(request);
  }

  /** Ends all requests, those to come included. */
  void failAll(MsnException cause) {
    List<Waiting<?>> failed;
    synchronized (this) {
      end = cause;
      failed = List.copyOf(waiting.values());
      waiting.clear();
    }
    failed.forEach(request -> request.reply().completeExceptionally(cause));
  }
}
