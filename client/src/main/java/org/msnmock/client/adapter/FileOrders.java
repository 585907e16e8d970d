package org.msnmock.client.adapter;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.FileNames;

/**
 * A dialogue's orders about files. They mean the oldest one of a name, or of all where no name is
 * given. An answer to an offer that is still on its way waits for it. Any thread may enter.
 *
 * <p>What is accepted goes to a temporary folder, each file to one of its own inside, which is
 * deleted when this is closed.
 */
final class FileOrders implements MsnListener, AutoCloseable {
  private static final int MOST_WAITING = 100;

  private final List<FileTransfer> offers = new ArrayList<>();
  private final List<FileTransfer> running = new ArrayList<>();
  private final Queue<Answer> waiting = new ArrayDeque<>();
  private @Nullable Path folder;
  private int accepted;
  private boolean isClosed;

  /** What is to be done with an offer. */
  private record Answer(Predicate<FileTransfer> which, Consumer<FileTransfer> action) {}

  /**
   * Carries out an order.
   *
   * @return whether it is one of these
   * @throws IllegalArgumentException when an argument is missing or wrong
   * @throws IllegalStateException when nobody is signed in, or there is no such file
   */
  boolean follow(String verb, Map<String, String> args, MsnClient client) {
    switch (verb) {
      case "send-file" -> send(args, client);
      case "accept-file" -> answer(new Answer(named(args), this::accept));
      case "decline-file" -> answer(new Answer(named(args), FileTransfer::decline));
      case "cancel-file" -> cancel(named(args));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void send(Map<String, String> args, MsnClient client) {
    Path file = Path.of(args.getOrDefault("file", ""));
    Principal to = new Principal(args.getOrDefault("to", ""));
    synchronized (this) { // so that its end does not come first
      running.add(
          args.containsKey("by")
              ? client.sendFile(to, file, manner(args.get("by")))
              : client.sendFile(to, file));
    }
  }

  private static FileManner manner(String word) {
    return switch (word) {
      case "p2p" -> FileManner.P2P;
      case "msnftp" -> FileManner.MSNFTP;
      default -> throw new IllegalArgumentException("files go by p2p or msnftp, not " + word);
    };
  }

  private static Predicate<FileTransfer> named(Map<String, String> args) {
    Optional<String> name = Optional.ofNullable(args.get("name"));
    return transfer -> name.isEmpty() || name.get().equals(transfer.name());
  }

  private void answer(Answer answer) {
    Optional<FileTransfer> offer;
    synchronized (this) {
      offer = offers.stream().filter(answer.which).findFirst();
      offer.ifPresent(this::taken);
      if (offer.isEmpty() && waiting.size() >= MOST_WAITING) {
        throw new IllegalStateException("too many orders wait for a file");
      } else if (offer.isEmpty()) {
        waiting.add(answer);
      }
    }
    offer.ifPresent(answer.action);
  }

  private void taken(FileTransfer offer) {
    offers.remove(offer);
    running.add(offer);
  }

  /** What becomes of it is told by events. */
  private void accept(FileTransfer offer) {
    CompletableFuture<Path> unused = offer.accept(place(offer.name()));
  }

  private synchronized Path place(String name) {
    try {
      if (isClosed) {
        throw new IllegalStateException("this user is gone");
      }
      Path all = folder == null ? Files.createTempDirectory("msn-files-") : folder;
      folder = all;
      accepted++;
      return Files.createDirectory(all.resolve(String.valueOf(accepted)))
          .resolve(FileNames.safe(name));
    } catch (IOException e) {
      throw new UncheckedIOException("there is no place for files", e);
    }
  }

  private void cancel(Predicate<FileTransfer> which) {
    FileTransfer cancelled;
    synchronized (this) {
      cancelled =
          Stream.concat(running.stream(), offers.stream())
              .filter(which)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("there is no such file under way"));
    }
    cancelled.cancel();
  }

  @Override
  public void fileOffered(FileOffered event) {
    Optional<Answer> due;
    synchronized (this) {
      due = waiting.stream().filter(answer -> answer.which.test(event.file())).findFirst();
      offers.add(event.file());
      due.ifPresent(
          answer -> {
            waiting.remove(answer);
            taken(event.file());
          });
    }
    due.ifPresent(answer -> answer.action.accept(event.file()));
  }

  @Override
  public void fileDone(FileDone event) {
    over(event.file());
  }

  @Override
  public void fileFailed(FileFailed event) {
    over(event.file());
  }

  private synchronized void over(FileTransfer transfer) {
    offers.remove(transfer);
    running.remove(transfer);
  }

  /** Deletes what came. */
  @Override
  public synchronized void close() {
    isClosed = true;
    if (folder != null) {
      delete(folder.toFile());
      folder = null;
    }
  }

  /** What is gone already, as a file that was on its way, is no matter. */
  private static void delete(File file) {
    File[] inside = file.listFiles();
    if (inside != null) {
      List.of(inside).forEach(FileOrders::delete);
    }
    boolean unused = file.delete();
  }
}
