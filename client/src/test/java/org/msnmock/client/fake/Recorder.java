package org.msnmock.client.fake;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.msnmock.client.event.ContactChanged;
import org.msnmock.client.event.ContactListChanged;
import org.msnmock.client.event.ContactRequested;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.ConversationClosed;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.InvitationRefused;
import org.msnmock.client.event.MailReceived;
import org.msnmock.client.event.MailboxChanged;
import org.msnmock.client.event.MessageDelivered;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MessageUndelivered;
import org.msnmock.client.event.MsnEvent;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.NameChanged;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ProfileReceived;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.event.SystemMessage;
import org.msnmock.client.event.TypingChanged;

/** Keeps all events. */
public final class Recorder implements MsnListener {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<MsnEvent> events = new CopyOnWriteArrayList<>();

  public List<MsnEvent> events() {
    return List.copyOf(events);
  }

  /** Waits for the first event of a kind. */
  public <E extends MsnEvent> E awaitEvent(Class<E> kind) {
    return awaitEvents(kind, 1).get(0);
  }

  /** Waits until there are so many events of a kind. */
  public <E extends MsnEvent> List<E> awaitEvents(Class<E> kind, int count) {
    await().atMost(DEADLINE).until(() -> all(kind).size() >= count);
    return all(kind);
  }

  public <E extends MsnEvent> List<E> all(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public void signedIn(SignedIn event) {
    events.add(event);
  }

  @Override
  public void signInFailed(SignInFailed event) {
    events.add(event);
  }

  @Override
  public void contactsReceived(ContactsReceived event) {
    events.add(event);
  }

  @Override
  public void contactChanged(ContactChanged event) {
    events.add(event);
  }

  @Override
  public void contactListChanged(ContactListChanged event) {
    events.add(event);
  }

  @Override
  public void contactRequested(ContactRequested event) {
    events.add(event);
  }

  @Override
  public void nameChanged(NameChanged event) {
    events.add(event);
  }

  @Override
  public void mailboxChanged(MailboxChanged event) {
    events.add(event);
  }

  @Override
  public void mailReceived(MailReceived event) {
    events.add(event);
  }

  @Override
  public void presenceChanged(PresenceChanged event) {
    events.add(event);
  }

  @Override
  public void profileReceived(ProfileReceived event) {
    events.add(event);
  }

  @Override
  public void systemMessage(SystemMessage event) {
    events.add(event);
  }

  @Override
  public void serverErrorReported(ServerErrorReported event) {
    events.add(event);
  }

  @Override
  public void disconnected(Disconnected event) {
    events.add(event);
  }

  @Override
  public void conversationOpened(ConversationOpened event) {
    events.add(event);
  }

  @Override
  public void conversationFailed(ConversationFailed event) {
    events.add(event);
  }

  @Override
  public void conversationClosed(ConversationClosed event) {
    events.add(event);
  }

  @Override
  public void participantJoined(ParticipantJoined event) {
    events.add(event);
  }

  @Override
  public void participantLeft(ParticipantLeft event) {
    events.add(event);
  }

  @Override
  public void invitationRefused(InvitationRefused event) {
    events.add(event);
  }

  @Override
  public void messageReceived(MessageReceived event) {
    events.add(event);
  }

  @Override
  public void messageDelivered(MessageDelivered event) {
    events.add(event);
  }

  @Override
  public void messageUndelivered(MessageUndelivered event) {
    events.add(event);
  }

  @Override
  public void typingChanged(TypingChanged event) {
    events.add(event);
  }

  @Override
  public void fileOffered(FileOffered event) {
    events.add(event);
  }

  @Override
  public void fileProgressed(FileProgressed event) {
    events.add(event);
  }

  @Override
  public void fileDone(FileDone event) {
    events.add(event);
  }

  @Override
  public void fileFailed(FileFailed event) {
    events.add(event);
  }
}
