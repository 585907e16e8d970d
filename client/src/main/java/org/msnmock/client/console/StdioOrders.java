package org.msnmock.client.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.protocol.Status;

/**
 * Reads a dialogue's orders, one JSON object a line, {@code
 * {"do":"set-status","args":{"status":"AWY"},"id":4}}, and answers each with {@code done}, {@code
 * failed} or {@code unsupported}.
 *
 * <p>Done means carried out. What comes of it, a refused sign-in for instance, is an event.
 */
final class StdioOrders {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MsnClient client;
  private final Runnable signIn;
  private final ChatOrders chats;
  private final StdioEvents events;
  private final Narrator narrator;
  private final ContactOrders contactOrders;
  private final List<CompletableFuture<Boolean>> open = new ArrayList<>();

  /**
   * @param signIn begins a sign-in with the account of the command line
   */
  StdioOrders(
      MsnClient client, Runnable signIn, ChatOrders chats, StdioEvents events, Narrator narrator) {
    this.client = client;
    this.signIn = signIn;
    this.chats = chats;
    this.events = events;
    this.narrator = narrator;
    this.contactOrders = new ContactOrders(client, events);
  }

  /** Carries out orders until there are no more. */
  void followAll(BufferedReader in) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        follow(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read orders", e);
    }
  }

  private synchronized void follow(String line) {
    Map<String, Object> order;
    try {
      order = Json.read(line);
    } catch (IllegalArgumentException e) {
      narrator.tell("not an order: " + e.getMessage());
      return;
    }
    Object id = order.getOrDefault("id", 0L);
    Map<?, ?> args = order.get("args") instanceof Map<?, ?> given ? given : Map.of();
    try {
      switch (String.valueOf(order.get("do"))) {
        case "sign-in" -> {
          signIn.run();
          done(id);
        }
        case "sign-out" -> answerWhenDone(id, client.signOut());
        case "set-status" ->
            answerWhenDone(id, client.setStatus(status(String.valueOf(args.get("status")))));
        default -> followOther(id, String.valueOf(order.get("do")), args);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      failed(id, e);
    }
  }

  private void followOther(Object id, String verb, Map<?, ?> args) {
    if (chats.follow(verb, args, client)) {
      done(id);
      return;
    }
    contactOrders
        .begin(verb, args)
        .ifPresentOrElse(
            outcome -> answerWhenDone(id, outcome), () -> events.write(Map.of("unsupported", id)));
  }

  private static Status status(String code) {
    return Status.fromCode(code)
        .orElseThrow(() -> new IllegalArgumentException("no such status: " + code));
  }

  /** Waits until every order that came so far is answered, or is not worth waiting for any more. */
  void settle() throws InterruptedException {
    CompletableFuture<?>[] all;
    synchronized (this) {
      all = open.toArray(CompletableFuture<?>[]::new);
    }
    try {
      CompletableFuture.allOf(all).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      narrator.tell("an order was not answered: " + e);
    }
  }

  private void answerWhenDone(Object id, CompletableFuture<?> outcome) {
    open.removeIf(CompletableFuture::isDone);
    open.add(
        outcome.handle(
            (value, failure) -> {
              answer(id, failure instanceof CompletionException ? failure.getCause() : failure);
              return true;
            }));
  }

  private void answer(Object id, @Nullable Throwable failure) {
    if (failure == null || events.refused(failure)) {
      done(id);
    } else {
      failed(id, failure);
    }
  }

  private void done(Object id) {
    events.write(Map.of("done", id));
  }

  private void failed(Object id, Throwable why) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("failed", id);
    answer.put("why", String.valueOf(why.getMessage()));
    events.write(answer);
  }
}
