package org.msnmock.client;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.FetchMailboxAddress.MailboxAddress;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.notification.NotificationSession;
import org.msnmock.client.notification.NotificationSettings;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.signin.SignInSettings;
import org.msnmock.client.switchboard.Calls;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.FileSettings;
import org.msnmock.client.transfer.Pictures;

/**
 * A client of the MSN Messenger service. It signs one user in, keeps the session up, and tells its
 * listener what happens.
 *
 * <pre>{@code
 * try (MsnClient client = MsnClient.builder().server("127.0.0.1:1863").build()) {
 *   SignedIn in = client.signIn(new Principal("alice@example.com"), Password.of("s3cret"), Status.ONLINE).join();
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread. Listeners and whatever is chained to the futures
 * run on the application's executor; so code there must not wait for another future of this client.
 */
public final class MsnClient implements AutoCloseable {
  /** Longer than a server may take to answer a good-bye. */
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final SignInSettings signInSettings;
  private final NotificationSettings notificationSettings;
  private final Calls calls;
  private final FileSettings files;
  private final EventQueue events;
  private final Runnable releaseThreads;
  private final Contacts contacts;
  private final Map<Principal, ContactList> kept;

  private final Object lock = new Object();
  private ConnectionSettings connectionSettings;
  private @Nullable Session session;
  private boolean isClosed;

  MsnClient(
      ConnectionSettings connectionSettings,
      SignInSettings signInSettings,
      NotificationSettings notificationSettings,
      Map<Principal, ContactList> kept,
      Calls calls,
      FileSettings files,
      Runnable releaseThreads) {
    this.connectionSettings = connectionSettings;
    this.signInSettings = signInSettings;
    this.notificationSettings = notificationSettings;
    this.calls = calls;
    this.files = files;
    this.events = connectionSettings.events();
    this.kept = kept;
    this.releaseThreads = releaseThreads;
    this.contacts = new Contacts(this);
  }

  public static MsnClientBuilder builder() {
    return new MsnClientBuilder();
  }

  /**
   * Signs in: finds the notification server, gets a ticket from Passport, reads the contact list
   * and takes the first status. A failed sign-in leaves nothing behind, and is not tried again.
   *
   * @return gets the outcome, or a {@link MsnException}
   * @throws IllegalArgumentException when nobody can take this status
   * @throws IllegalStateException when somebody is signed in already or on the way, or this client
   *     was closed; a client that only waits to come back by itself stops doing so
   */
  public CompletableFuture<SignedIn> signIn(Principal user, Password password, Status initial) {
    requireSettable(initial);
    synchronized (lock) {
      if (isClosed) {
        throw new IllegalStateException("this client was closed; build another one");
      }
      if (session != null && session.isWaiting()) {
        session.close();
      }
      if (session != null && !session.over().isDone()) {
        throw new IllegalStateException(
            "somebody is signed in already, or on the way; sign out first");
      }
      ContactList known =
          session != null && session.user().equals(user)
              ? session.contacts()
              : kept.getOrDefault(user, ContactList.EMPTY);
      session =
          new Session(
              connectionSettings,
              signInSettings,
              notificationSettings,
              calls,
              files,
              user,
              password,
              initial,
              known);
      return session.start();
    }
  }

  /**
   * Counts the requests of each connection from here, from the next sign-in on; until then it is as
   * the {@linkplain Manners#firstId manners} say.
   */
  public void countFrom(TransactionId first) {
    synchronized (lock) {
      connectionSettings = connectionSettings.countingFrom(first);
    }
  }

  /**
   * Takes another status; while a sign-in is on its way, as soon as that is done.
   *
   * @return gets the status that the server confirmed, or a {@link MsnException}; that of the
   *     sign-in, if it fails
   * @throws IllegalArgumentException when nobody can take this status
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public CompletableFuture<Status> setStatus(Status status) {
    requireSettable(status);
    return whenOnline(online -> online.changeStatus(status));
  }

  /**
   * Shows a picture to everybody who sees the user, until the user is signed out.
   *
   * @param image as it is; usual is a PNG of 96 by 96 points
   * @return gets the picture's description when the server knows of it, or a {@link MsnException}
   * @throws IllegalArgumentException when it has more than 256 KiB, or none
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public CompletableFuture<MsnObject> setPicture(byte[] image) {
    Pictures.requireFits(image);
    Pictures pictures = requireSession().pictures();
    byte[] copy = image.clone();
    return whenOnline(
        online -> {
          MsnObject shown = pictures.show(copy);
          return online.showPicture().thenApply(status -> shown);
        });
  }

  /**
   * Shows no picture any more.
   *
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public CompletableFuture<Status> clearPicture() {
    Pictures pictures = requireSession().pictures();
    return whenOnline(
        online -> {
          pictures.hide();
          return online.showPicture();
        });
  }

  /**
   * Fetches the picture that somebody shows, in a conversation with them, or takes it from those
   * that were fetched before.
   *
   * @return gets exactly the bytes that they offer, at most 256 KiB, or a {@link MsnException}:
   *     mostly a {@link org.msnmock.client.protocol.TransferFailedException}
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public CompletableFuture<byte[]> fetchPicture(Principal who) {
    return events.onExecutor(requireSession().fetchPicture(who));
  }

  /**
   * Offers a file to somebody, in a conversation with them, and sends it when they accept. What
   * becomes of it is told by events too.
   *
   * @throws IllegalArgumentException when it is no file that can be read, or has more bytes than
   *     anybody can be told (4 GiB)
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public FileTransfer sendFile(Principal to, Path file) {
    return sendFile(to, file, files.manner());
  }

  /**
   * Offers a file as {@link #sendFile(Principal, Path)} does, whatever the settings say.
   *
   * @param manner where MSNP8 was agreed on it is {@link FileManner#MSNFTP} in any case
   */
  public FileTransfer sendFile(Principal to, Path file, FileManner manner) {
    return requireSession().switchboards().sendFile(to, file, manner);
  }

  /**
   * Lets a picture stand for some characters in the user's texts, until the user is signed out.
   * People whose clients can see the picture fetch it. Nobody sees it where MSNP8 was agreed on.
   *
   * @param shortcut such as {@code (b)}; it takes the place of an earlier one
   * @param image as it is; usual is a PNG or a GIF of at most 50 by 50 points
   * @throws IllegalArgumentException when the shortcut is empty, has more than 32 characters, a
   *     blank at an end or a control character, or when the image has more than 64 KiB, or none
   * @throws IllegalStateException when nobody is signed in or on the way, or there are 100 already
   */
  public MsnObject addEmoticon(String shortcut, byte[] image) {
    return requireSession().emoticons().add(shortcut, image);
  }

  /**
   * Lets these characters be just characters.
   *
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public void removeEmoticon(String shortcut) {
    requireSession().emoticons().remove(shortcut);
  }

  private Session requireSession() {
    Session current = currentSession();
    if (current == null || current.over().isDone()) {
      throw Session.nobodySignedIn();
    }
    return current;
  }

  /** The people, the groups and the settings that the server keeps for the user. */
  public Contacts contacts() {
    return contacts;
  }

  /**
   * Asks the server where the user's mailbox is.
   *
   * @return gets the answer, or a {@link MsnException}; an account may have no mailbox
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public CompletableFuture<MailboxAddress> mailboxAddress() {
    return whenOnline(online -> online.lists().mailboxAddress());
  }

  /** Does something on the notification server, as soon as the user is online. */
  <T> CompletableFuture<T> whenOnline(Function<NotificationSession, CompletableFuture<T>> action) {
    return events.onExecutor(requireSession().whenOnline(action));
  }

  /** Whoever is signed in, or was the last. */
  Optional<Session> latestSession() {
    return Optional.ofNullable(currentSession());
  }

  private static void requireSettable(Status status) {
    if (!status.isSettable()) {
      throw new IllegalArgumentException(
          "nobody can take the status %s; sign out to be offline, or take %s"
              .formatted(status.code(), Status.HIDDEN.code()));
    }
  }

  /**
   * Calls people, and returns at once: texts may be sent before anybody has come. While a sign-in
   * is on its way, they are called as soon as that is done.
   *
   * @throws IllegalArgumentException when nobody is to be called
   * @throws IllegalStateException when nobody is signed in or on the way
   */
  public Conversation openConversation(Principal... with) {
    Set<Principal> people = new LinkedHashSet<>(List.of(with));
    if (people.isEmpty()) {
      throw new IllegalArgumentException("a conversation is with somebody");
    }
    return requireSession().switchboards().open(Collections.unmodifiableSet(people));
  }

  /**
   * Says good-bye and closes the connection; breaks off a sign-in that is on its way.
   *
   * @return done when the connection is closed; at once when nobody is signed in
   */
  public CompletableFuture<Void> signOut() {
    Session leaving = currentSession();
    if (leaving == null || leaving.over().isDone()) {
      return CompletableFuture.completedFuture(null);
    }
    leaving.leave();
    return events.onExecutor(leaving.over());
  }

  /**
   * Signs out, waits for that (two seconds at the most) and ends all threads. Doing it twice is
   * harmless.
   */
  @Override
  public void close() {
    synchronized (lock) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    Session leaving = currentSession();
    if (leaving != null) {
      leaving.leave();
      await(leaving);
      leaving.close();
    }
    releaseThreads.run();
  }

  private @Nullable Session currentSession() {
    synchronized (lock) {
      return session;
    }
  }

  private static void await(Session leaving) {
    try {
      leaving.over().get(CLOSING.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // what did not end politely is ended by the caller
    }
  }
}
