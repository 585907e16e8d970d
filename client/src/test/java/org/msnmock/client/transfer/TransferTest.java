package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException.Reason;

class TransferTest {
  private final List<Object> told = new ArrayList<>();
  private final MsnListener listener =
      new MsnListener() {
        @Override
        public void fileOffered(FileOffered event) {
          told.add("offered");
        }

        @Override
        public void fileProgressed(FileProgressed event) {
          told.add(event.bytes());
        }

        @Override
        public void fileDone(FileDone event) {
          told.add("done");
        }

        @Override
        public void fileFailed(FileFailed event) {
          told.add(event.cause().reason());
        }
      };
  private final EventQueue events = new EventQueue(Runnable::run, Activity.NONE, List.of(listener));
  @TempDir private Path folder;

  private final List<String> asked = new ArrayList<>();
  private final Transfer.Carrier carrier =
      new Transfer.Carrier() {
        @Override
        public void accepted(Path place) {
          asked.add("accepted");
        }

        @Override
        public void declined() {
          asked.add("declined");
        }

        @Override
        public void cancelled() {
          asked.add("cancelled");
        }
      };

  private Transfer offered(long size) {
    Transfer transfer =
        Transfer.offeredBy(new Principal("bob@example.com"), "notes.txt", size, events);
    assertThat(transfer.offer(carrier)).isTrue();
    told.clear();
    return transfer;
  }

  @Test
  void progress_is_told_a_hundred_times_at_most_however_small_the_steps() {
    Transfer transfer = offered(199);
    for (int bytes = 1; bytes <= 199; bytes++) {
      transfer.progressed(bytes);
    }
    assertThat(told).hasSize(100).endsWith(199L);
  }

  @Test
  void what_has_arrived_is_not_cancelled_any_more() {
    Transfer transfer = offered(1);
    transfer.accept(Path.of("notes.txt"));
    assertThat(transfer.arrive()).isTrue();
    transfer.cancel();
    assertThat(transfer.finish()).isTrue();
    assertThat(asked).containsExactly("accepted");
    assertThat(told).containsExactly("done");
  }

  @Test
  void what_has_arrived_is_not_ended_by_what_the_other_one_says() {
    Transfer transfer = offered(1);
    transfer.accept(Path.of("notes.txt"));
    assertThat(transfer.arrive()).isTrue();
    assertThat(transfer.fail(Reason.CANCELLED, "Bob has ended it")).isFalse();
    assertThat(transfer.finish()).isTrue();
    assertThat(told).containsExactly("done");
  }

  @Test
  void what_is_over_is_not_offered_any_more() {
    Transfer transfer =
        Transfer.offeredBy(new Principal("bob@example.com"), "notes.txt", 1, events);
    transfer.cancel();
    assertThat(transfer.offer(carrier)).isFalse();
    assertThat(told).isEmpty();
    assertThat(transfer.isOver()).isTrue();
  }

  @Test
  void of_an_offer_that_was_never_told_no_end_is_told() {
    Deque<Runnable> later = new ArrayDeque<>();
    EventQueue full = new EventQueue(later::add, Activity.NONE, List.of(listener));
    while (full.offer(() -> {})) {
      // until no more can wait
    }
    Transfer transfer = Transfer.offeredBy(new Principal("bob@example.com"), "notes.txt", 1, full);
    assertThat(transfer.offer(carrier)).isFalse();
    transfer.decline();
    assertThat(asked).containsExactly("declined");
    assertThat(transfer.isOver()).isTrue();
    CompletableFuture<Void> done = transfer.done();
    while (!later.isEmpty()) {
      later.remove().run();
    }
    assertThat(told).isEmpty();
    assertThat(done).isCompletedExceptionally();
  }

  /** Whether a race is won is chance; that nothing comes behind the end is not. */
  @Test
  void nothing_is_told_behind_the_end() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      Transfer transfer = offered(1);
      CompletableFuture<?> unused = transfer.accept(Path.of("notes.txt"));
      Thread other = new Thread(() -> transfer.progressed(1));
      other.start();
      transfer.cancel();
      other.join();
      assertThat(told).endsWith(Reason.CANCELLED);
    }
  }

  @Test
  void a_file_of_another_file_system_is_sent_too() throws Exception {
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("all.zip"), Map.of("create", "true"))) {
      Path file = Files.writeString(zip.getPath("/notes.txt"), "hello");
      assertThat(Transfer.of(file, new Principal("bob@example.com"), events).size()).isEqualTo(5);
    }
  }

  @Test
  void what_is_cancelled_does_not_arrive() {
    Transfer transfer = offered(1);
    transfer.accept(Path.of("notes.txt"));
    transfer.cancel();
    assertThat(transfer.arrive()).isFalse();
    assertThat(transfer.finish()).isFalse();
    assertThat(asked).containsExactly("accepted", "cancelled");
    assertThat(told).containsExactly(Reason.CANCELLED);
  }

  @Test
  void no_place_is_no_place_and_the_offer_stands() {
    Transfer transfer = offered(1);
    assertThatNullPointerException().isThrownBy(() -> transfer.accept(null));
    transfer.accept(Path.of("notes.txt"));
    assertThat(asked).containsExactly("accepted");
  }

  @Test
  void it_is_accepted_once_and_not_declined_after() {
    Transfer transfer = offered(1);
    transfer.accept(Path.of("notes.txt"));
    assertThat(transfer.accept(Path.of("notes.txt"))).isCompletedExceptionally();
    transfer.decline();
    assertThat(asked).containsExactly("accepted");
    assertThat(transfer.isOver()).isFalse();
  }
}
