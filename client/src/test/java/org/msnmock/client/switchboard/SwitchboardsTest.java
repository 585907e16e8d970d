package org.msnmock.client.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.StandardError;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.transfer.Emoticons;
import org.msnmock.client.transfer.FileSettings;
import org.msnmock.client.transfer.Pictures;

class SwitchboardsTest {
  private final ManualTime time = new ManualTime();
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
          () -> CompletableFuture.failedFuture(new NotVisibleException(null)));

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
