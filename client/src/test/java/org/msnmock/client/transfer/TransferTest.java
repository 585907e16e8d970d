package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException.Reason;

class TransferTest {
  private final List<Object> told = new ArrayList<>();
  private final EventQueue events =
      new EventQueue(
          Runnable::run,
          Activity.NONE,
          List.of(
              new MsnListener() {
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
              }));

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
  void it_is_accepted_once_and_not_declined_after() {
    Transfer transfer = offered(1);
    transfer.accept(Path.of("notes.txt"));
    assertThat(transfer.accept(Path.of("notes.txt"))).isCompletedExceptionally();
    transfer.decline();
    assertThat(asked).containsExactly("accepted");
    assertThat(transfer.isOver()).isFalse();
  }
}
