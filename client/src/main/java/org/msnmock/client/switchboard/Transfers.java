package org.msnmock.client.switchboard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.transfer.PeerFiles;
import org.msnmock.client.transfer.PeerLink;
import org.msnmock.client.transfer.Transfer;
import org.msnmock.client.transfer.Window;
import org.msnmock.client.wire.Payload;

/** What is sent in a conversation besides texts: a link to each person. For turns. */
final class Transfers {
  /** How long a picture may take, from the question to its last byte. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int MOST_HELD = 32;

  private final Switchboards board;
  private final Way out;
  private final Consumer<Principal> fileOffered;
  private final Window window = new Window();
  private final Map<Principal, PeerLink> links = new LinkedHashMap<>();
  private final Map<Principal, List<Held>> held = new LinkedHashMap<>();

  /** A question for somebody who is not there yet. */
  private record Held(
      MsnObject wanted, CompletableFuture<byte[]> content, ScheduledFuture<?> patience) {}

  /** The way to a person who is there. */
  interface Way {
    /**
     * @param settled is told in a later turn what became of it
     */
    void send(Principal who, Payload message, Consumer<Fate> settled);
  }

  /**
   * @param fileOffered hears who offers a file, before the application does
   */
  Transfers(Switchboards board, Way out, Consumer<Principal> fileOffered) {
    this.board = board;
    this.out = out;
    this.fileOffered = fileOffered;
  }

  /** Asks as soon as that person is there, if that is soon. */
  void hold(Principal who, MsnObject wanted, CompletableFuture<byte[]> content) {
    List<Held> before = held.computeIfAbsent(who, any -> new ArrayList<>());
    if (before.size() == MOST_HELD) {
      content.completeExceptionally(
          failure(Reason.BROKEN_OFF, MOST_HELD + " pictures of " + who + " are asked for already"));
    } else {
      later(content, Files.PATIENCE, () -> giveUpHeld(who, content))
          .ifPresent(patience -> before.add(new Held(wanted, content, patience)));
    }
  }

  /** Does something in a turn to come; where the client is closed, the question has failed. */
  private Optional<ScheduledFuture<?>> later(
      CompletableFuture<byte[]> content, Duration delay, Runnable task) {
    try {
      return Optional.of(
          board
              .settings()
              .scheduler()
              .schedule(() -> board.turns().take(task), delay.toNanos(), TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      content.completeExceptionally(failure(Reason.BROKEN_OFF, "the client is closed"));
      return Optional.empty();
    }
  }

  private void giveUpHeld(Principal who, CompletableFuture<byte[]> content) {
    List<Held> waiting = held.get(who);
    if (waiting != null && waiting.removeIf(one -> one.content() == content)) {
      content.completeExceptionally(failure(Reason.NO_ANSWER, who + " has not come"));
    }
  }

  void ask(Principal who, MsnObject wanted, CompletableFuture<byte[]> content) {
    CompletableFuture<byte[]> fetched = new CompletableFuture<>();
    // before it is asked: whoever has seen the question may be sure that the deadline runs
    later(content, PATIENCE, () -> giveUp(who, fetched))
        .ifPresent(patience -> ask(who, wanted, content, fetched, patience));
  }

  private void ask(
      Principal who,
      MsnObject wanted,
      CompletableFuture<byte[]> content,
      CompletableFuture<byte[]> fetched,
      ScheduledFuture<?> patience) {
    CompletableFuture<byte[]> unused =
        fetched.whenComplete(
            (bytes, failure) -> {
              patience.cancel(false);
              if (failure == null) {
                content.complete(bytes);
              } else {
                content.completeExceptionally(failure);
              }
            });
    link(who).fetch(wanted, fetched);
  }

  private void giveUp(Principal who, CompletableFuture<byte[]> fetched) {
    link(who).giveUp(fetched, who + " did not send the picture in time");
  }

  /** Offers a file to a person who is there. */
  void offer(Transfer transfer, Path file) {
    link(transfer.peer()).offer(transfer, file);
  }

  void received(Principal from, byte[] bytes) {
    link(from).received(bytes);
  }

  private PeerLink link(Principal who) {
    return links.computeIfAbsent(
        who,
        peer ->
            new PeerLink(
                board.user(),
                peer,
                this::offered,
                (message, settled) -> out.send(peer, message, settled),
                window,
                new PeerFiles(board.files(), board.turns()::take, () -> fileOffered.accept(peer)),
                RandomGenerator.getDefault()));
  }

  private Optional<Payload> offered(MsnObject wanted) {
    return board.pictures().content(wanted).or(() -> board.emoticons().content(wanted));
  }

  void joined(Principal who) {
    List<Held> waiting = held.remove(who);
    if (waiting != null) {
      waiting.forEach(one -> ask(who, one));
    }
  }

  private void ask(Principal who, Held one) {
    one.patience().cancel(false);
    ask(who, one.wanted(), one.content());
  }

  void left(Principal who) {
    PeerLink link = links.remove(who);
    if (link != null) {
      link.end(Reason.BROKEN_OFF, who + " has left the conversation");
    }
  }

  /** Whether somebody who is not there is to be asked. */
  boolean isAnyHeld() {
    return !held.isEmpty();
  }

  /** Nobody comes who could be asked. */
  void failHeld(Throwable cause) {
    List.copyOf(held.keySet()).forEach(who -> failHeld(who, cause));
  }

  /** This person does not come. */
  void failHeld(Principal who, Throwable cause) {
    List<Held> failed = held.remove(who);
    if (failed != null) {
      failed.forEach(one -> fail(one, cause));
    }
  }

  private static void fail(Held one, Throwable cause) {
    one.patience().cancel(false);
    one.content()
        .completeExceptionally(failure(Reason.NO_ANSWER, String.valueOf(cause.getMessage())));
  }

  void end() {
    List.copyOf(links.keySet()).forEach(this::left);
    failHeld(failure(Reason.BROKEN_OFF, "the conversation is over"));
  }

  private static TransferFailedException failure(Reason reason, String why) {
    return new TransferFailedException(reason, why);
  }
}
