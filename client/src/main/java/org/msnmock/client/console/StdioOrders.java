package org.msnmock.client.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.msnmock.client.MsnClient;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.Status;

/**
 * Reads a dialogue's orders, one JSON object a line, {@code
 * {"do":"set-status","args":{"status":"AWY"},"id":4}}, and answers each with {@code done}, {@code
 * failed} or {@code unsupported}.
 *
 * <p>Done means carried out. What comes of it, a refused sign-in for instance, is an event.
 */
final class StdioOrders {
  private final MsnClient client;
  private final Runnable signIn;
  private final StdioEvents events;
  private final Narrator narrator;

  /**
   * @param signIn begins a sign-in with the account of the command line
   */
  StdioOrders(MsnClient client, Runnable signIn, StdioEvents events, Narrator narrator) {
    this.client = client;
    this.signIn = signIn;
    this.events = events;
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

  void follow(String line) {
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
        default -> events.write(Map.of("unsupported", id));
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      failed(id, e);
    }
  }

  private static Status status(String code) {
    return Status.fromCode(code)
        .orElseThrow(() -> new IllegalArgumentException("no such status: " + code));
  }

  private void answerWhenDone(Object id, CompletableFuture<?> outcome) {
    CompletableFuture<?> unused =
        outcome.whenComplete(
            (value, failure) -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (cause instanceof ServerRefusedException refused) {
                events.error(refused.number());
                done(id);
              } else if (cause != null) {
                failed(id, cause);
              } else {
                done(id);
              }
            });
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
