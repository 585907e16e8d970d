package org.msnmock.client.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;

/**
 * A file on its way, whatever carries it: how far it is, and what the application is told of it. It
 * ends once. Thread-safe.
 */
public final class Transfer implements FileTransfer {
  /** No invitation can tell of more. */
  private static final long LARGEST = 0xFFFF_FFFFL;

  private static final int STEPS = 100;

  /**
   * Brings the bytes. Called on any thread, without locks, in no turn; each returns soon and tells
   * what comes of it by {@link #finish}, {@link #fail} and {@link #progressed}.
   */
  public interface Carrier {
    /** The application wants a file that was offered. */
    void accepted(Path place);

    /** The application does not want it; the transfer is over. */
    void declined();

    /** The application has changed its mind; the transfer is over. */
    void cancelled();
  }

  private enum Stage {
    /** Told to the application, which may take it. */
    OFFERED,
    UNDER_WAY,
    /** All is there: it can't be cancelled any more, but may fail. */
    ARRIVING,
    OVER
  }

  private final Principal peer;
  private final String name;
  private final long size;
  private final Direction direction;
  private final EventQueue events;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private final Object lock = new Object();
  private Stage stage;
  private @Nullable Carrier carrier;
  private long told;

  /** Whether the application knows of it. */
  private boolean isKnown;

  private Transfer(
      Principal peer, String name, long size, Direction direction, EventQueue events, Stage stage) {
    this.peer = peer;
    this.name = name;
    this.size = size;
    this.direction = direction;
    this.events = events;
    this.stage = stage;
    this.isKnown = direction == Direction.SENDING;
  }

  /**
   * A file that the user sends; nothing of it has been said yet.
   *
   * @throws IllegalArgumentException when it is no file that can be sent
   */
  public static Transfer of(Path file, Principal to, EventQueue events) {
    Path name = file.getFileName();
    if (name == null || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException(file + " is no file that can be read");
    }
    long size = size(file);
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "%s has %s bytes; more than %s can't be sent".formatted(file, size, LARGEST));
    }
    return new Transfer(
        to, FileNames.safe(name.toString()), size, Direction.SENDING, events, Stage.UNDER_WAY);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " is no file that can be read", e);
    }
  }

  /**
   * A file that somebody else offers; to be told to the application by {@link #offer}.
   *
   * @param name as it came
   */
  public static Transfer offeredBy(Principal peer, String name, long size, EventQueue events) {
    return new Transfer(
        peer, FileNames.safe(name), size, Direction.RECEIVING, events, Stage.OFFERED);
  }

  // ---- for whoever carries it ----

  /**
   * Tells the application of an offer; false where it does not listen any more, or the transfer is
   * over.
   */
  public boolean offer(Carrier by) {
    boolean isTold;
    synchronized (lock) {
      if (stage == Stage.OVER) {
        return false;
      }
      carrier = by;
      isTold = events.addIfRoom(new FileOffered(this));
      isKnown = isTold;
    }
    events.drain();
    return isTold;
  }

  /** Says who carries it; false where it is over already. */
  public boolean carriedBy(Carrier by) {
    synchronized (lock) {
      carrier = by;
      return stage != Stage.OVER;
    }
  }

  /** Tells how far it is. */
  public void progressed(long bytes) {
    synchronized (lock) {
      boolean isFar = bytes == size || bytes - told >= (size + STEPS - 1) / STEPS;
      if (stage == Stage.OVER || bytes <= told || !isFar) {
        return;
      }
      told = bytes;
      boolean unused = events.addIfRoom(new FileProgressed(this, bytes));
    }
    events.drain();
  }

  /** Whether all is there and may be put in its place: it is not cancelled from now on. */
  public boolean arrive() {
    synchronized (lock) {
      boolean mayGoOn = stage == Stage.UNDER_WAY;
      stage = mayGoOn ? Stage.ARRIVING : stage;
      return mayGoOn;
    }
  }

  /** It is where it belongs; false where it was over already. */
  public boolean finish() {
    return end(Optional.empty());
  }

  /** It came to nothing; false where it was over already, or all is there. */
  public boolean fail(Reason reason, String why) {
    return end(
        Optional.of(new TransferFailedException(reason, why)),
        EnumSet.of(Stage.OFFERED, Stage.UNDER_WAY),
        by -> {});
  }

  /** It can't be written, even if all has come; false where it was over already. */
  boolean failToSave(String why) {
    return end(Optional.of(new TransferFailedException(Reason.NOT_SAVED, why)));
  }

  private boolean end(Optional<TransferFailedException> failure) {
    return end(failure, EnumSet.allOf(Stage.class), by -> {});
  }

  /**
   * Ends it where it is in one of these stages.
   *
   * @param saying lets the carrier say so, before anybody closes what it needs for that
   */
  private boolean end(
      Optional<TransferFailedException> failure, Set<Stage> from, Consumer<Carrier> saying) {
    Carrier by;
    boolean isTold;
    synchronized (lock) {
      if (stage == Stage.OVER || !from.contains(stage)) {
        return false;
      }
      by = carrier;
      stage = Stage.OVER;
      isTold = isKnown;
      if (isTold) {
        events.add(failure.isPresent() ? new FileFailed(this, failure.get()) : new FileDone(this));
      }
    }
    if (by != null) {
      saying.accept(by);
    }
    Runnable completion =
        () -> failure.ifPresentOrElse(done::completeExceptionally, () -> done.complete(null));
    if (isTold) {
      events.run(completion);
    } else {
      completion.run(); // nobody has asked for it
    }
    over.complete(null);
    return true;
  }

  /** Done when it is over, however it ended; on the thread that brought the end. */
  public CompletableFuture<Void> over() {
    return over;
  }

  public boolean isOver() {
    return over.isDone();
  }

  // ---- for the application ----

  @Override
  public Principal peer() {
    return peer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Direction direction() {
    return direction;
  }

  @Override
  public CompletableFuture<Path> accept(Path file) {
    Objects.requireNonNull(file, "file");
    Carrier taking;
    synchronized (lock) {
      taking = carrier;
      if (stage != Stage.OFFERED || taking == null) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("there is nothing to accept (any more): " + this));
      }
      stage = Stage.UNDER_WAY;
    }
    taking.accepted(file);
    return done().thenApply(nothing -> file);
  }

  @Override
  public void decline() {
    boolean unused =
        end(
            Optional.of(new TransferFailedException(Reason.DECLINED, "The user has declined it.")),
            EnumSet.of(Stage.OFFERED),
            Carrier::declined);
  }

  @Override
  public void cancel() {
    boolean unused =
        end(
            Optional.of(
                new TransferFailedException(Reason.CANCELLED, "The user has cancelled it.")),
            EnumSet.of(Stage.OFFERED, Stage.UNDER_WAY),
            Carrier::cancelled);
  }

  @Override
  public CompletableFuture<Void> done() {
    return events.onExecutor(done);
  }

  @Override
  public String toString() {
    return "Transfer[%s, %s bytes, %s, %s]".formatted(name, size, direction, peer);
  }
}
