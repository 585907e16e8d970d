package org.msnmock.client.console;

import static org.msnmock.client.console.Teller.quoted;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.msnmock.client.console.Input.Order;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.conversation.FileTransfer.Direction;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Principal;

/** Sends and takes files, and tells how far they are. Only the chat's own thread enters. */
final class FileDesk implements MsnListener {
  private static final int MOST = 100;

  private final Teller teller;
  private final SortedMap<Integer, Transfer> transfers = new TreeMap<>();
  private int latestNumber;

  /** A file, and whether it still waits for the user's word. */
  private record Transfer(FileTransfer file, boolean isOffer) {}

  FileDesk(Teller teller) {
    this.teller = teller;
  }

  /** Done when all files are that the user sends, or has accepted; tells that they are awaited. */
  CompletableFuture<?> settled() {
    List<CompletableFuture<?>> running =
        transfers.values().stream()
            .filter(transfer -> !transfer.isOffer)
            .<CompletableFuture<?>>map(
                transfer -> transfer.file.done().exceptionally(failure -> null))
            .toList();
    if (!running.isEmpty()) {
      teller.notice(
          "%s on the way, and the program ends after that"
              .formatted(running.size() == 1 ? "1 file is" : running.size() + " files are"));
    }
    return CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new));
  }

  /** Says how many files will not be there, as the program ends. */
  void tellOfBreakingOff() {
    long running = transfers.values().stream().filter(transfer -> !transfer.isOffer).count();
    if (running > 0) {
      teller.notice("%s broken off".formatted(running == 1 ? "1 file is" : running + " files are"));
    }
  }

  /**
   * @param sender offers a file to somebody
   * @throws IllegalArgumentException when there is no such file, or more than one to get it
   */
  void send(BiFunction<Principal, Path, FileTransfer> sender, Chat chat, String name) {
    if (chat.people().size() != 1) {
      throw new IllegalArgumentException(
          "a file goes to one person, and there are several here; /chat ADDRESS first");
    }
    Path path = PathNames.path(name);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw new IllegalArgumentException("there is no file %s that can be read".formatted(path));
    }
    FileTransfer file = sender.apply(chat.people().iterator().next(), path);
    int number = number(file, false);
    teller.notice(
        "file %s, %s, is offered to %s; /cancel %1$s ends it"
            .formatted(number, quoted(file.name()), file.peer()));
  }

  /**
   * Takes the file that is meant, under its own name unless another is given; what comes of it is
   * told by events.
   */
  void accept(Order order) {
    boolean hasNumber =
        order.words().size() > 1 || order.optional(0).filter(FileDesk::isNumber).isPresent();
    int number = meant(hasNumber ? order.optional(0) : Optional.empty(), Transfer::isOffer);
    FileTransfer file = file(number);
    Path place = place(file, order.optional(hasNumber ? 1 : 0));
    transfers.put(number, new Transfer(file, false));
    CompletableFuture<Path> unused = file.accept(place);
    teller.notice("file %s comes to %s; /cancel %1$s ends it".formatted(number, place));
  }

  private static Path place(FileTransfer file, Optional<String> typed) {
    Path given = typed.map(PathNames::path).orElseGet(() -> Path.of(file.name()));
    return PathNames.free(
        typed.isPresent() && Files.isDirectory(given) ? given.resolve(file.name()) : given);
  }

  /**
   * Digits are never a name: the offer that they mean may just have been taken back, and then
   * another one must not come in its place. {@code ./1} is a name.
   */
  private static boolean isNumber(String word) {
    return word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  void decline(Optional<String> typed) {
    int number = meant(typed, Transfer::isOffer);
    file(number).decline();
  }

  void cancel(Optional<String> typed) {
    int number = meant(typed, transfer -> !transfer.isOffer);
    file(number).cancel();
  }

  private FileTransfer file(int number) {
    Transfer transfer = transfers.get(number);
    if (transfer == null) {
      throw new IllegalArgumentException("there is no file " + number);
    }
    return transfer.file;
  }

  /** The number of the transfer that is meant: the one that is typed, or the only one there is. */
  private int meant(Optional<String> typed, Predicate<Transfer> isOfUse) {
    List<Integer> numbers =
        transfers.entrySet().stream()
            .filter(entry -> isOfUse.test(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (typed.isPresent()) {
      return numbers.stream()
          .filter(number -> number.toString().equals(typed.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "there is no file %s here; there are %s".formatted(typed.get(), numbers)));
    }
    if (numbers.size() != 1) {
      throw new IllegalArgumentException(
          numbers.isEmpty()
              ? "there is no file to do that with"
              : "say which file: one of %s".formatted(numbers));
    }
    return numbers.get(0);
  }

  private int number(FileTransfer file, boolean isOffer) {
    latestNumber++;
    transfers.put(latestNumber, new Transfer(file, isOffer));
    return latestNumber;
  }

  private Optional<Integer> number(FileTransfer file) {
    return transfers.entrySet().stream()
        .filter(entry -> entry.getValue().file.equals(file))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  @Override
  public void fileOffered(FileOffered event) {
    FileTransfer file = event.file();
    if (transfers.size() >= MOST) {
      file.decline();
      return;
    }
    int number = number(file, true);
    teller.notice(
        "%s offers the file %s, %s: /accept %s or /decline %4$s"
            .formatted(file.peer(), quoted(file.name()), Progress.amount(file.size()), number));
  }

  @Override
  public void fileProgressed(FileProgressed event) {
    FileTransfer file = event.file();
    number(file)
        .ifPresent(
            number ->
                teller
                    .screen()
                    .progress(new Progress(number, file.name(), event.bytes(), file.size())));
  }

  @Override
  public void fileDone(FileDone event) {
    end(
        event.file(),
        number ->
            teller.notice(
                event.file().direction() == Direction.SENDING
                    ? "file %s, %s, is at %s"
                        .formatted(number, quoted(event.file().name()), event.file().peer())
                    : "file %s, %s, has come".formatted(number, quoted(event.file().name()))));
  }

  @Override
  public void fileFailed(FileFailed event) {
    end(
        event.file(),
        number ->
            teller.trouble(
                "file %s, %s, came to nothing: %s"
                    .formatted(number, quoted(event.file().name()), event.cause().getMessage())));
  }

  private void end(FileTransfer file, IntConsumer tell) {
    number(file)
        .ifPresent(
            number -> {
              transfers.remove(number);
              teller.screen().progressEnded(number);
              tell.accept(number);
            });
  }
}
