package org.msnmock.client.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.conversation.FileTransfer.Direction;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All files of a user who is signed in, and what is open because of them. They end when the user
 * signs out. Thread-safe.
 */
public final class FileTransfers {
  private static final Logger LOG = LoggerFactory.getLogger(FileTransfers.class);

  /** In each direction, so that strangers leave room. Each has threads and sockets. */
  private static final int MOST = 50;

  /** Of those that one person offers, so that one leaves room for others. */
  private static final int MOST_OFFERED = 10;

  private final FileSettings settings;
  private final ConnectionSettings connections;
  private final Set<Transfer> transfers = new HashSet<>();
  private final Set<Closeable> open = new HashSet<>();
  private boolean isOver;
  private boolean isClosed;

  public FileTransfers(FileSettings settings, ConnectionSettings connections) {
    this.settings = settings;
    this.connections = connections;
  }

  public FileSettings settings() {
    return settings;
  }

  ConnectionSettings connections() {
    return connections;
  }

  /**
   * Begins to send a file; where that can't be, it has failed already.
   *
   * @throws IllegalArgumentException when it is no file that can be sent
   */
  public Transfer sending(Path file, Principal to) {
    Transfer transfer = Transfer.of(file, to, connections.events());
    if (!keep(transfer)) {
      transfer.fail(Reason.BROKEN_OFF, "Nobody is signed in, or too many files are under way.");
    }
    return transfer;
  }

  /** Whether an offer may be told to the application. From then on it counts, until it is over. */
  boolean mayCome(Transfer offered) {
    return offered.direction() == Direction.RECEIVING
        && offered.size() <= settings.largest()
        && keep(offered);
  }

  private boolean keep(Transfer transfer) {
    synchronized (this) {
      if (isOver || !hasRoomFor(transfer)) {
        return false;
      }
      transfers.add(transfer);
    }
    CompletableFuture<Void> unused = transfer.over().thenRun(() -> forget(transfer));
    return true;
  }

  private boolean hasRoomFor(Transfer transfer) {
    List<Transfer> same =
        transfers.stream().filter(one -> one.direction() == transfer.direction()).toList();
    long ofPeer = same.stream().filter(one -> one.peer().equals(transfer.peer())).count();
    boolean isTooMuchOfOne = transfer.direction() == Direction.RECEIVING && ofPeer >= MOST_OFFERED;
    return same.size() < MOST && !isTooMuchOfOne;
  }

  private synchronized void forget(Transfer transfer) {
    transfers.remove(transfer);
  }

  /** Cancels all, and lets the others know where that is possible. */
  public void leave() {
    List<Transfer> cancelled;
    synchronized (this) {
      isOver = true;
      cancelled = new ArrayList<>(transfers);
    }
    cancelled.forEach(Transfer::cancel);
  }

  /** Closes at once what is open because of them. */
  public void close() {
    List<Closeable> closed;
    synchronized (this) {
      isClosed = true;
      closed = new ArrayList<>(open);
    }
    closed.forEach(FileTransfers::closeQuietly);
  }

  /** Sees to it that something is closed by {@link #close}, at once where that has happened. */
  void opened(Closeable one) {
    boolean isLate;
    synchronized (this) {
      isLate = isClosed;
      open.add(one);
    }
    if (isLate) {
      closeQuietly(one);
    }
  }

  void closed(Closeable one) {
    synchronized (this) {
      open.remove(one);
    }
    closeQuietly(one);
  }

  private static void closeQuietly(Closeable one) {
    try {
      one.close();
    } catch (IOException e) {
      LOG.debug("It is closed all the same", e);
    }
  }

  /** Runs something that waits for a peer or the disk, on a thread of its own. */
  void run(String threadName, Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } finally {
                connections.activity().end();
              }
            },
            threadName);
    thread.setDaemon(true);
    connections.activity().begin();
    thread.start();
  }
}
