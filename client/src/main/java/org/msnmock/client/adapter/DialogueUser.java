package org.msnmock.client.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.MsnClientBuilder;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.TransactionId;

/**
 * A user whom a dialogue plays: carries out its orders and tells what a user would see. One for
 * each client. Any thread may enter.
 */
public final class DialogueUser implements AutoCloseable {
  private final Telling telling;
  private final ChatOrders chats = new ChatOrders();
  private final FileOrders files = new FileOrders();

  /** What a user looks at. */
  @FunctionalInterface
  public interface Screen {
    /**
     * Shows something, in the order in which it happens.
     *
     * @param event its word, such as {@code presence}
     * @param args texts, numbers, truth values, lists of texts, or maps to them
     */
    void shows(String event, Map<String, Object> args);
  }

  public DialogueUser(Screen screen) {
    this.telling = new Telling(screen);
  }

  /** Lets the client that is being built tell this user of everything. */
  public MsnClientBuilder attend(MsnClientBuilder client) {
    return client.listener(telling).listener(chats).listener(files);
  }

  /**
   * Begins to carry out an order. That a server refuses it is shown as an error, and is no failure.
   *
   * @param signIn begins to sign in with the account that was given to the client
   * @param verb its word, such as {@code send-message}
   * @return done once it is carried out, which tells nothing of what comes of it. Fails with what
   *     was wrong with the order. Empty for a verb that this client doesn't know
   */
  public Optional<CompletableFuture<Void>> follow(
      MsnClient client, Runnable signIn, String verb, Map<String, String> args) {
    try {
      return begin(client, signIn, verb, args).map(this::answer);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.of(CompletableFuture.failedFuture(e));
    }
  }

  private Optional<CompletableFuture<?>> begin(
      MsnClient client, Runnable signIn, String verb, Map<String, String> args) {
    switch (verb) {
      case "sign-in" -> {
        signIn.run();
        return done();
      }
      case "sign-out" -> {
        return Optional.of(client.signOut());
      }
      case "count-from" -> {
        client.countFrom(new TransactionId(Long.parseLong(args.getOrDefault("id", ""))));
        return done();
      }
      case "set-status" -> {
        return Optional.of(client.setStatus(status(args.getOrDefault("status", ""))));
      }
      default -> {
        return chats.follow(verb, args, client) || files.follow(verb, args, client)
            ? done()
            : new ContactOrders(client, telling).begin(verb, args);
      }
    }
  }

  /** Lets go of the files that came; to be called when the client is closed. */
  @Override
  public void close() {
    files.close();
  }

  private static Optional<CompletableFuture<?>> done() {
    return Optional.of(CompletableFuture.completedFuture(null));
  }

  private static Status status(String code) {
    return Status.fromCode(code)
        .orElseThrow(() -> new IllegalArgumentException("no such status: " + code));
  }

  private CompletableFuture<Void> answer(CompletableFuture<?> outcome) {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    CompletableFuture<?> unused =
        outcome.whenComplete((value, failure) -> answer(answered, failure));
    return answered;
  }

  private void answer(CompletableFuture<Void> answered, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause == null || telling.refused(cause)) {
      answered.complete(null);
    } else {
      answered.completeExceptionally(cause);
    }
  }
}
