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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.adapter.DialogueUser;

/**
 * Reads a dialogue's orders, one JSON object a line, {@code
 * {"do":"set-status","args":{"status":"AWY"},"id":4}}, and answers each with {@code done}, {@code
 * failed} or {@code unsupported}.
 *
 * <p>Done means carried out. What comes of it, a refused sign-in for instance, is an event.
 */
final class StdioOrders {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DialogueUser user;
  private final MsnClient client;
  private final Runnable signIn;
  private final StdioWords words;
  private final Narrator narrator;
  private final List<CompletableFuture<Boolean>> open = new ArrayList<>();

  /**
   * @param signIn begins a sign-in with the account of the command line
   */
  StdioOrders(
      DialogueUser user, MsnClient client, Runnable signIn, StdioWords words, Narrator narrator) {
    this.user = user;
    this.client = client;
    this.signIn = signIn;
    this.words = words;
    this.narrator = narrator;
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
    user.follow(client, signIn, String.valueOf(order.get("do")), args(order))
        .ifPresentOrElse(outcome -> answerWhenDone(id, outcome), () -> words.unsupported(id));
  }

  private static Map<String, String> args(Map<String, Object> order) {
    Map<String, String> args = new LinkedHashMap<>();
    if (order.get("args") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> args.put(String.valueOf(name), String.valueOf(value)));
    }
    return args;
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

  private void answerWhenDone(Object id, CompletableFuture<Void> outcome) {
    open.removeIf(CompletableFuture::isDone);
    open.add(outcome.handle((value, failure) -> answer(id, failure)));
  }

  private boolean answer(Object id, @Nullable Throwable failure) {
    if (failure == null) {
      words.done(id);
    } else {
      words.failed(id, failure);
    }
    return true;
  }
}
