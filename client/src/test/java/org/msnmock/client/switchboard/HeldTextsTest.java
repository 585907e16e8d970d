package org.msnmock.client.switchboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.message.EmoticonMessage;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.transfer.Emoticons;
import org.msnmock.client.transfer.FileSettings;
import org.msnmock.client.transfer.Pictures;

class HeldTextsTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");
  private static final Principal CAROL = new Principal("carol@example.com");

  private static final byte[] BEER = {1, 2, 3};
  private static final MsnObject OBJECT = MsnObject.of(BOB, MsnObject.EMOTICON, "x", BEER);

  private final ManualTime time = new ManualTime();
  private final Switchboards board =
      new Switchboards(
          ALICE,
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
          new Pictures(ALICE),
          new Emoticons(ALICE),
          () -> true,
          () -> CompletableFuture.failedFuture(new NotVisibleException(null)));

  private final Map<MsnObject, CompletableFuture<byte[]>> asked = new LinkedHashMap<>();
  private int questions;
  private final List<String> read = new ArrayList<>();
  private final HeldTexts held =
      new HeldTexts(
          board,
          (who, wanted, content) -> {
            asked.put(wanted, content);
            questions++;
          },
          (from, text, emoticons) -> read.add(text.text() + " " + emoticons.keySet()));

  private void announce(Principal from) {
    held.announced(from, new EmoticonMessage(Map.of("(b)", OBJECT)));
  }

  private void say(Principal from, String text) {
    held.came(from, TextMessage.of(text));
  }

  @Test
  void a_text_comes_when_its_emoticons_are_there() {
    announce(BOB);
    say(BOB, "A (b)");
    assertThat(read).isEmpty();

    asked.get(OBJECT).complete(BEER);

    assertThat(read).containsExactly("A (b) [(b)]");
  }

  @Test
  void a_text_without_emoticons_comes_at_once() {
    announce(BOB);
    say(BOB, "A beer");

    assertThat(read).containsExactly("A beer []");
    assertThat(asked).as("nothing is fetched for it").isEmpty();
  }

  @Test
  void a_text_comes_after_15_seconds_all_the_same() {
    announce(BOB);
    say(BOB, "A (b)");
    time.advance(Duration.ofSeconds(15).minusMillis(1));
    assertThat(read).isEmpty();

    time.advance(Duration.ofMillis(1));

    assertThat(read).containsExactly("A (b) []");
  }

  @Test
  void a_text_comes_when_its_emoticon_can_not_be_had() {
    announce(BOB);
    say(BOB, "A (b)");

    asked.get(OBJECT).completeExceptionally(new TransferFailedException(Reason.DECLINED, "no"));

    assertThat(read).containsExactly("A (b) []");
  }

  @Test
  void the_texts_of_one_person_keep_their_order() {
    announce(BOB);
    say(BOB, "A (b)");
    say(BOB, "or two?");
    say(CAROL, "no");
    assertThat(read).containsExactly("no []");

    asked.get(OBJECT).complete(BEER);

    assertThat(read).containsExactly("no []", "A (b) [(b)]", "or two? []");
  }

  @Test
  void an_emoticon_is_fetched_once() {
    announce(BOB);
    say(BOB, "(b)");
    say(BOB, "(b) again");
    asked.get(OBJECT).complete(BEER);
    announce(CAROL);
    say(CAROL, "(b) too");

    assertThat(questions).isOne();
    assertThat(read).containsExactly("(b) [(b)]", "(b) again [(b)]", "(b) too [(b)]");
  }

  @Test
  void whoever_says_it_later_does_not_wait_for_somebody_elses() {
    announce(BOB);
    say(BOB, "(b)");
    announce(CAROL);
    say(CAROL, "(b)");

    assertThat(questions).as("each is asked for their own").isEqualTo(2);
  }

  @Test
  void an_emoticon_that_comes_too_late_is_there_the_next_time() {
    announce(BOB);
    say(BOB, "(b)");
    time.advance(Duration.ofSeconds(15));
    asked.get(OBJECT).complete(BEER);

    say(BOB, "(b) again");

    assertThat(read).containsExactly("(b) []", "(b) again [(b)]");
  }

  @Test
  void what_is_held_comes_before_somebody_is_gone() {
    announce(BOB);
    say(BOB, "(b)");
    say(BOB, "Bye");

    held.left(BOB);

    assertThat(read).containsExactly("(b) []", "Bye []");
  }

  @Test
  void huge_ones_are_not_fetched_and_hold_nothing_up() {
    MsnObject huge = new MsnObject("bob@example.com", 1 << 20, 2, "", "", "O5Zv=", "");
    held.announced(BOB, new EmoticonMessage(Map.of("(b)", huge)));

    say(BOB, "(b)");

    assertThat(read).containsExactly("(b) []");
    assertThat(asked).isEmpty();
  }

  @Test
  void of_very_many_a_few_are_fetched_at_a_time() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      MsnObject one = MsnObject.of(BOB, MsnObject.EMOTICON, "x", new byte[] {(byte) i});
      held.announced(BOB, new EmoticonMessage(Map.of("<" + i + ">", one)));
      text.append("<").append(i).append(">");
    }

    say(BOB, text.toString());

    assertThat(questions).isEqualTo(10);
  }

  @Test
  void of_very_many_texts_the_oldest_are_held_no_longer() {
    announce(BOB);
    for (int i = 0; i < 60; i++) {
      say(BOB, i + " (b)");
    }

    assertThat(read).hasSize(10).startsWith("0 (b) []");
  }
}
