package org.msnmock.client.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.client.command.RequestSwitchboard.Offered;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.StandardError;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.transfer.Emoticons;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.FileSettings;
import org.msnmock.client.transfer.Pictures;

class SwitchboardsTest {
  private static final Principal BOB = new Principal("bob@example.com");
  private static final MsnObject PICTURE =
      MsnObject.of(BOB, MsnObject.PICTURE, "x", new byte[] {1, 2, 3});

  private final ManualTime time = new ManualTime();
  private Supplier<CompletableFuture<Offered>> asked =
      () -> CompletableFuture.failedFuture(new NotVisibleException(null));
  private final Switchboards switchboards =
      new Switchboards(
          new Principal("alice@example.com"),
          new ConnectionSettings(
              SocketFactory.getDefault(),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              time,
              time.clock(),
              Activity.NONE,
              new TransactionId(1),
              Transcript.NONE,
              new EventQueue(Runnable::run, Activity.NONE, List.of())),
          Calls.ANSWERED,
          FileSettings.USUAL,
          new Pictures(new Principal("alice@example.com")),
          new Emoticons(new Principal("alice@example.com")),
          () -> true,
          () -> asked.get());

  @Test
  void of_very_many_conversations_the_oldest_empty_one_ends() {
    // given
    List<Conversation> talks =
        IntStream.range(0, Switchboards.MOST_CONVERSATIONS)
            .mapToObj(i -> switchboards.open(Set.of(new Principal("guest" + i))))
            .toList();
    assertThat(talks).noneMatch(Conversation::isOver);
    // when
    Conversation latest = switchboards.open(Set.of(new Principal("bob@example.com")));
    // then
    assertThat(talks.get(0).isOver()).isTrue();
    assertThat(talks.get(1).isOver()).isFalse();
    assertThat(latest.isOver()).isFalse();
  }

  @Test
  void whoever_is_closed_opens_no_more() {
    // when
    switchboards.close();
    // then
    assertThat(switchboards.open(Set.of(new Principal("bob@example.com"))).isOver()).isTrue();
  }

  @Test
  void nobody_waits_for_a_picture_when_the_scheduler_takes_no_more() {
    // given
    time.shutdown();
    // when
    List<CompletableFuture<byte[]>> fetched = new ArrayList<>();
    String log = StandardError.during(() -> fetched.add(switchboards.fetch(BOB, PICTURE)));
    // then
    assertThat(fetched.get(0)).isCompletedExceptionally();
    assertThat(log).doesNotContain("fell over");
  }

  @Test
  void nobody_waits_for_a_file_when_the_scheduler_takes_no_more(@TempDir Path folder)
      throws IOException {
    // given
    time.shutdown();
    Path file = Files.writeString(folder.resolve("notes.txt"), "hello");
    // when
    List<FileTransfer> sent = new ArrayList<>();
    String log =
        StandardError.during(() -> sent.add(switchboards.sendFile(BOB, file, FileManner.MSNFTP)));
    // then
    assertThat(sent.get(0).done()).isCompletedExceptionally();
    assertThat(log).doesNotContain("fell over");
  }

  @Test
  void nobody_waits_for_a_text_when_nobody_can_be_asked_for_a_switchboard() {
    // given
    asked =
        () -> {
          throw new RejectedExecutionException("the client is closed");
        };
    // when
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    String log = StandardError.during(() -> sent.add(switchboards.open(Set.of(BOB)).send("Hello")));
    // then
    assertThat(sent.get(0)).isCompletedExceptionally();
    assertThat(log).doesNotContain("fell over");
  }

  @Test
  void what_can_not_be_done_later_when_all_is_over_alarms_nobody() {
    String log =
        StandardError.during(
            () ->
                new Turns(Activity.NONE)
                    .take(
                        () -> {
                          throw new RejectedExecutionException("on purpose");
                        }));
    assertThat(log).doesNotContain("fell over");
  }

  @Test
  void turns_are_taken_one_after_the_other_even_if_one_fails() {
    // given
    Turns turns = new Turns(Activity.NONE);
    List<String> done = new ArrayList<>();
    // when
    String log =
        StandardError.during(
            () ->
                turns.take(
                    () -> {
                      turns.take(() -> done.add("second"));
                      done.add("first");
                      throw new IllegalStateException("on purpose");
                    }));
    turns.take(() -> done.add("third"));
    // then
    assertThat(done).containsExactly("first", "second", "third");
    assertThat(log).contains("A conversation fell over", "on purpose");
  }
}
