package org.msnmock.scenarios;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.MsnClient;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/** Says to everybody what they say, until it is signed out: SERVER NEXUS-URL ACCOUNT PASSWORD. */
final class EchoBot implements MsnListener {
  private final CompletableFuture<Disconnected> end = new CompletableFuture<>();
  private final MsnClient client;

  EchoBot(String server, URI nexus) {
    client = MsnClient.builder().server(server).nexusUrl(nexus).listener(this).build();
  }

  public static void main(String[] arguments) {
    EchoBot bot = new EchoBot(arguments[0], URI.create(arguments[1]));
    try (MsnClient client = bot.client) {
      client.signIn(new Principal(arguments[2]), Password.of(arguments[3]), Status.ONLINE).join();
      System.out.println(bot.end.join().cause().getMessage());
    }
  }

  @Override
  public void contactRequested(ContactRequested event) {
    client.contacts().allow(event.contact().who());
  }

  @Override
  public void messageReceived(MessageReceived event) {
    event.conversation().send("You said: " + event.message().text());
  }

  @Override
  public void disconnected(Disconnected event) {
    end.complete(event);
  }
}
