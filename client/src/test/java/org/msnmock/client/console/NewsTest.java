package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.contact.Presence;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Outlook;
import org.msnmock.client.event.Disconnected.Reason;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

class NewsTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");
  private static final ContactList LIST =
      new ContactList(
          1,
          List.of(
              new Contact(
                  BOB, "Bob", Set.of(ListName.FORWARD), Set.of(), Map.of(), Presence.OFFLINE)),
          List.of(),
          Strangers.ALLOWED,
          WhenAdded.ASK,
          Map.of());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final News news =
      new News(
          new Teller(
              new PlainScreen(new PrintStream(out, true, StandardCharsets.UTF_8)),
              Clock.fixed(Instant.parse("2004-06-01T20:15:00Z"), ZoneOffset.UTC)),
          new Chats());

  private void bobIs(Status status) {
    news.presenceChanged(new PresenceChanged(BOB, status, Optional.of("Bob"), 0));
  }

  @Test
  void whoever_is_seen_before_the_next_session_is_complete_is_told() {
    // given
    news.contactsReceived(new ContactsReceived(LIST));
    news.signedIn(new SignedIn(ALICE, "Alice", Status.ONLINE, LIST));
    bobIs(Status.ONLINE);
    // when
    news.disconnected(
        new Disconnected(
            Reason.LOST, new ConnectionLostException(Loss.ENDED, "It is gone."), Outlook.RETURNS));
    bobIs(Status.OFFLINE);
    bobIs(Status.AWAY);
    news.signedIn(new SignedIn(ALICE, "Alice", Status.ONLINE, LIST));
    bobIs(Status.AWAY);
    // then
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "20:15 * you are signed in as alice@example.com, called \"Alice\": online",
            "20:15 * bob@example.com is online, called \"Bob\"",
            "20:15 ! disconnected: It is gone. Trying to come back.",
            "20:15 * bob@example.com is away, called \"Bob\"",
            "20:15 * you are signed in as alice@example.com, called \"Alice\": online");
  }
}
