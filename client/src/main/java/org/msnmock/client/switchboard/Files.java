package org.msnmock.client.switchboard;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.Invitations;
import org.msnmock.client.transfer.Transfer;
import org.msnmock.client.wire.Payload;

/** The files that are offered in a conversation: what is agreed on with each person. For turns. */
final class Files {
  /** How long somebody may take to come: the call, and until it is heard. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String CLOSED = "The client is closed.";

  private final Switchboards board;
  private final Transfers transfers;
  private final BiConsumer<Principal, Payload> out;
  private final Map<Principal, Invitations> invitations = new LinkedHashMap<>();
  private final Map<Principal, List<Held>> held = new LinkedHashMap<>();

  /** A file for somebody who is not there yet. */
  private record Held(
      Transfer transfer, Path file, FileManner manner, ScheduledFuture<?> patience) {}

  /**
   * @param transfers carries those that go over the switchboard
   * @param out tells a person who is there
   */
  Files(Switchboards board, Transfers transfers, BiConsumer<Principal, Payload> out) {
    this.board = board;
    this.transfers = transfers;
    this.out = out;
  }

  /** Offers a file as soon as that person is there, if that is soon. */
  void hold(Transfer transfer, Path file, FileManner manner) {
    try {
      holdInTime(transfer, file, manner);
    } catch (RejectedExecutionException e) {
      transfer.fail(Reason.BROKEN_OFF, CLOSED);
    }
  }

  private void holdInTime(Transfer transfer, Path file, FileManner manner) {
    ScheduledFuture<?> patience =
        board
            .settings()
            .scheduler()
            .schedule(
                () -> board.turns().take(() -> giveUp(transfer)),
                PATIENCE.toNanos(),
                TimeUnit.NANOSECONDS);
    held.computeIfAbsent(transfer.peer(), any -> new ArrayList<>())
        .add(new Held(transfer, file, manner, patience));
  }

  private void giveUp(Transfer transfer) {
    List<Held> waiting = held.get(transfer.peer());
    if (waiting != null && waiting.removeIf(one -> one.transfer() == transfer)) {
      transfer.fail(Reason.NO_ANSWER, transfer.peer() + " has not come.");
    }
  }

  /**
   * Offers a file to somebody who is there; over a connection of its own where their clients can't
   * take it otherwise.
   *
   * @param here from where the switchboard is reached
   */
  void offer(Transfer transfer, Path file, FileManner manner, InetAddress here) {
    try {
      if (manner == FileManner.P2P && board.knowsPeers()) {
        transfers.offer(transfer, file);
      } else {
        with(transfer.peer()).offer(transfer, file, here);
      }
    } catch (RejectedExecutionException e) {
      transfer.fail(Reason.BROKEN_OFF, CLOSED);
    }
  }

  void received(Principal from, MimeMessage message) {
    with(from).received(message);
  }

  /** Takes what somebody says where others hear it too. */
  void receivedAmongOthers(Principal from, MimeMessage message) {
    with(from).receivedAmongOthers(message);
  }

  private Invitations with(Principal who) {
    return invitations.computeIfAbsent(
        who,
        peer ->
            new Invitations(
                board.files(),
                board.user(),
                peer,
                board.turns()::take,
                payload -> out.accept(peer, payload)));
  }

  void joined(Principal who, InetAddress here) {
    List<Held> waiting = held.remove(who);
    if (waiting != null) {
      waiting.forEach(one -> offer(one, here));
    }
  }

  private void offer(Held one, InetAddress here) {
    one.patience().cancel(false);
    offer(one.transfer(), one.file(), one.manner(), here);
  }

  void left(Principal who) {
    Invitations ended = invitations.remove(who);
    if (ended != null) {
      ended.end(who + " has left the conversation.");
    }
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
    one.transfer().fail(Reason.NO_ANSWER, String.valueOf(cause.getMessage()));
  }

  void end() {
    List.copyOf(invitations.keySet()).forEach(this::left);
  }
}
