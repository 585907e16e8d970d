package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.msnmock.client.MsnClient;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.mockserver.junit.DialogueFolder;
import org.msnmock.mockserver.junit.Play;
import org.msnmock.mockserver.junit.PlayClient;
import org.msnmock.mockserver.junit.RunningPlay;

/** Two clients, each with servers of its own, between which a dialogue carries what they say. */
@DialogueFolder("src/test/resources/talk")
class TalkTest {
  /** As many as the dialogue carries. */
  private static final int MANY = Integer.getInteger("talk.messages", 300);

  @Test
  @Play(value = "two", passport = Play.Passport.PLAIN)
  void all_that_alice_says_reaches_bob_in_order(RunningPlay play) {
    List<String> heard = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> all = new CompletableFuture<>();
    MsnListener bobs =
        new MsnListener() {
          @Override
          public void messageReceived(MessageReceived event) {
            heard.add(event.message().text());
            if (heard.size() == MANY) {
              all.complete(null);
            }
          }
        };
    try (MsnClient bob = online(play.client("bob"), bobs);
        MsnClient alice = online(play.client("alice"), new MsnListener() {})) {
      Conversation talk = alice.openConversation(new Principal(play.client("bob").user()));
      for (int i = 0; i < MANY; i++) {
        talk.send("This is number " + i).join();
      }
      all.join();
    }
    assertThat(heard)
        .containsExactlyElementsOf(
            IntStream.range(0, MANY).mapToObj(i -> "This is number " + i).toList());
  }

  private static MsnClient online(PlayClient account, MsnListener listener) {
    MsnClient client =
        MsnClient.builder()
            .server(account.entryAddress())
            .nexusUrl(account.nexusUrl())
            .listener(listener)
            .build();
    client
        .signIn(new Principal(account.user()), Password.of(account.password()), Status.ONLINE)
        .join();
    return client;
  }
}
