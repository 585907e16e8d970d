package org.msnmock.client.notification;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.AnswerChallenge;
import org.msnmock.client.command.Challenge;
import org.msnmock.client.command.ChangeStatus;
import org.msnmock.client.command.ErrorReply;
import org.msnmock.client.command.NotificationNotice;
import org.msnmock.client.command.Rang;
import org.msnmock.client.command.RequestSwitchboard;
import org.msnmock.client.command.SignInAccepted;
import org.msnmock.client.command.SynchroniseList;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.Connection.Unanswered;
import org.msnmock.client.connection.ConnectionListener;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.connection.Replies;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactListBuilder;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Outlook;
import org.msnmock.client.event.Disconnected.Reason;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.notification.NotificationSettings.ContactListUse;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.wire.Frame;

/**
 * One user on one notification server. It hears the connection from its first line on, and acts
 * from {@link #begin} on.
 */
public final class NotificationSession implements ConnectionListener {
  private static final int MOST_EARLY_CHALLENGES = 100;

  private enum Phase {
    /** Nothing but the sign-in may be sent. */
    SIGNING_IN,
    /** The ticket was taken. */
    ADMITTED,
    /** The first status is set, and the application knows. */
    ONLINE,
    ENDED
  }

  private final Connection connection;
  private final NotificationSettings settings;
  private final EventQueue events;
  private final Activity activity;
  private final KeepAlive keepAlive;
  private final LiveContacts live;
  private final ContactListReader contacts;
  private final ListOrders orders;
  private final Admissions admissions;
  private final Notices notices;
  private final CompletableFuture<Ending> over = new CompletableFuture<>();

  private final Object lock = new Object();
  private final Queue<Challenge> earlyChallenges = new ArrayDeque<>();
  private Phase phase = Phase.SIGNING_IN;
  private @Nullable Reason reason;
  private Optional<Endpoint> movedTo = Optional.empty();
  private Status status = Status.OFFLINE;
  private volatile Shown picture = Optional::empty;

  /** What the user shows, where the agreed version knows of pictures. */
  @FunctionalInterface
  public interface Shown {
    Optional<MsnObject> now();
  }

  /** How it ended. */
  public enum End {
    /** The user never came online. */
    NOT_ONLINE,
    /** For good. */
    FINAL,
    /** The user wants to come back. */
    TO_BE_CONTINUED
  }

  /**
   * What is left of a session.
   *
   * @param status the last one that the server confirmed
   * @param movedTo the server that the user was sent to, if any
   */
  public record Ending(End end, Status status, Optional<Endpoint> movedTo) {}

  /**
   * @param kept the contact list as it was when it was read the last time, which spares reading it
   *     again where it has not changed
   * @param called takes the calls of other people, on the reader thread
   */
  public NotificationSession(
      Connection connection,
      ConnectionSettings connectionSettings,
      NotificationSettings settings,
      ContactList kept,
      Consumer<Rang> called) {
    this.connection = connection;
    this.settings = settings;
    this.events = connectionSettings.events();
    this.activity = connectionSettings.activity();
    this.keepAlive = new KeepAlive(connection, connectionSettings, settings.pingInterval());
    this.live = new LiveContacts(kept);
    this.contacts = new ContactListReader(live, connectionSettings);
    this.orders = new ListOrders(connection, keepAlive, live, events);
    this.admissions = new Admissions(live, orders, events);
    this.notices = new Notices(this, contacts, live, orders, admissions, keepAlive, called, events);
  }

  /**
   * Reads the contact list and sets the first status, and waits for both. The application hears of
   * it before it hears of what comes after.
   *
   * @throws MsnException when the server refuses, or the connection ends first
   */
  public SignedIn begin(SignInAccepted accepted, Status initial, Shown shown) {
    picture = shown;
    admit();
    if (settings.contactList() == ContactListUse.READ) {
      readContacts();
    }
    CompletableFuture<ChangeStatus.Changed> changed = new CompletableFuture<>();
    CompletableFuture<SignedIn> signedIn =
        changed.thenApply(now -> comeOnline(accepted, now.status()));
    connection.request(
        new ChangeStatus(initial, settings.clientId(), picture.now()),
        changed,
        Unanswered.ENDS_THE_CONNECTION);
    return Replies.await(signedIn, activity);
  }

  private void admit() {
    List<Challenge> early;
    synchronized (lock) {
      if (phase == Phase.SIGNING_IN) {
        phase = Phase.ADMITTED;
      }
      early = List.copyOf(earlyChallenges);
      earlyChallenges.clear();
    }
    early.forEach(this::answer);
  }

  private void readContacts() {
    CompletableFuture<SynchroniseList.Started> started = new CompletableFuture<>();
    CompletableFuture<Void> read =
        started
            .thenCompose(contacts::start)
            .thenAccept(list -> events.post(new ContactsReceived(list)));
    connection.request(
        new SynchroniseList(live.current().version()), started, Unanswered.ENDS_THE_CONNECTION);
    Replies.await(read, activity);
  }

  private SignedIn comeOnline(SignInAccepted accepted, Status first) {
    SignedIn event = new SignedIn(accepted.user(), accepted.friendlyName(), first, live.current());
    keepAlive.start(); // before anybody is told: the scheduler may take no more
    synchronized (lock) {
      if (phase == Phase.ENDED) {
        throw new ConnectionLostException(
            Loss.ENDED, "The connection ended just when the sign-in was done.");
      }
      phase = Phase.ONLINE;
      status = first;
      events.add(event);
    }
    events.drain();
    admissions.start();
    return event;
  }

  /** Whether the first status is set and the connection stands. */
  public boolean isOnline() {
    synchronized (lock) {
      return phase == Phase.ONLINE;
    }
  }

  /**
   * Asks for another status.
   *
   * @return gets the status that the server confirmed, on the reader thread
   * @throws IllegalArgumentException when nobody can take this status
   */
  public CompletableFuture<Status> changeStatus(Status wanted) {
    ChangeStatus request = new ChangeStatus(wanted, settings.clientId(), picture.now());
    keepAlive.touch();
    CompletableFuture<ChangeStatus.Changed> changed = new CompletableFuture<>();
    CompletableFuture<Status> confirmed = changed.thenApply(this::remember);
    connection.request(request, changed, Unanswered.ENDS_THE_CONNECTION);
    return confirmed;
  }

  private Status remember(ChangeStatus.Changed changed) {
    synchronized (lock) {
      status = changed.status();
    }
    return changed.status();
  }

  /** Says anew what the user shows, with the status as it is. */
  public CompletableFuture<Status> showPicture() {
    Status current;
    synchronized (lock) {
      current = status;
    }
    return changeStatus(current);
  }

  /** The contact list as it is now. */
  public ContactList contacts() {
    return live.current();
  }

  /** Changes the contact list. */
  public ListOrders lists() {
    return orders;
  }

  /** Done when the connection is over, on any thread. */
  public CompletableFuture<Ending> over() {
    return over;
  }

  /**
   * Asks for a switchboard.
   *
   * @return gets it on the reader thread. Fails with a {@link NotVisibleException} while the user
   *     is hidden
   */
  public CompletableFuture<RequestSwitchboard.Offered> requestSwitchboard() {
    synchronized (lock) {
      if (status == Status.HIDDEN) {
        return CompletableFuture.failedFuture(new NotVisibleException(null));
      }
    }
    CompletableFuture<RequestSwitchboard.Offered> offered = new CompletableFuture<>();
    keepAlive.touch();
    connection.request(new RequestSwitchboard(), offered, Unanswered.DOES_NOT_MATTER);
    return offered;
  }

  /** Says good-bye, and closes in good order. */
  public void signOut() {
    if (connection.isOpen()) { // whoever hears of the end by a reply that failed comes too late
      because(Reason.SIGNED_OUT);
    }
    keepAlive.stop();
    connection.leave();
  }

  @Override
  public void noticeCame(Frame frame) {
    NotificationNotice.from(frame).deliverTo(notices);
  }

  @Override
  public void errorCame(ErrorReply error) {
    events.post(new ServerErrorReported(error.number()));
  }

  @Override
  public void ended(MsnException cause) {
    keepAlive.stop();
    boolean wasOnline;
    Reason why;
    Ending ending;
    List<Contact> gone = live.changeAndGet(ContactListBuilder::everybodyLeft);
    synchronized (lock) {
      wasOnline = phase == Phase.ONLINE;
      why = Optional.ofNullable(reason).orElseGet(() -> reasonFor(cause));
      ending = new Ending(endFor(why), status, movedTo);
      phase = Phase.ENDED;
    }
    // before it is told: the application may sign in again as soon as it hears of the end
    over.complete(ending);
    if (wasOnline) {
      tellOfTheEnd(why, cause, ending.end(), gone);
    }
    contacts.fail(cause);
  }

  private End endFor(Reason why) {
    if (phase != Phase.ONLINE) {
      return End.NOT_ONLINE;
    }
    return settings.reconnection().filter(policy -> policy.follows(why)).isPresent()
        ? End.TO_BE_CONTINUED
        : End.FINAL;
  }

  private void tellOfTheEnd(Reason why, MsnException cause, End end, List<Contact> gone) {
    events.add(
        new Disconnected(why, cause, end == End.TO_BE_CONTINUED ? Outlook.RETURNS : Outlook.FINAL));
    if (why != Reason.SIGNED_OUT) {
      gone.forEach(
          contact ->
              events.add(new PresenceChanged(contact.who(), Status.OFFLINE, Optional.empty(), 0)));
    }
    events.drain();
  }

  private static Reason reasonFor(MsnException cause) {
    if (cause instanceof ConnectionLostException lost) {
      return lost.loss() == Loss.CLOSED_HERE ? Reason.SIGNED_OUT : Reason.LOST;
    }
    return Reason.OTHER;
  }

  /** The server ends the session. */
  void end(Reason why, String text) {
    because(why);
    connection.fail(new ConnectionLostException(Loss.ENDED, connection.server() + " " + text));
  }

  /** The server sends the user to another one. */
  void moveTo(Endpoint server) {
    synchronized (lock) {
      movedTo = Optional.of(server);
    }
    end(Reason.MAINTENANCE, "ended the session and points to " + server + ". Sign in again.");
  }

  private void because(Reason why) {
    synchronized (lock) {
      reason = reason == null ? why : reason;
    }
  }

  /**
   * Answers at once, or as soon as the user is in: before that, the server wants to hear of nothing
   * but the sign-in.
   */
  void answer(Challenge challenge) {
    synchronized (lock) {
      if (phase == Phase.SIGNING_IN) {
        if (earlyChallenges.size() == MOST_EARLY_CHALLENGES) {
          throw new ProtocolViolationException(
              "More than "
                  + MOST_EARLY_CHALLENGES
                  + " challenges came before the sign-in was done");
        }
        earlyChallenges.add(challenge);
        return;
      }
    }
    CompletableFuture<AnswerChallenge.Passed> passed = new CompletableFuture<>();
    CompletableFuture<AnswerChallenge.Passed> unused =
        passed.whenComplete(
            (yes, failure) -> {
              if (failure instanceof ServerRefusedException refused) {
                events.post(new ServerErrorReported(refused.number()));
              }
            });
    keepAlive.touch();
    connection.request(
        new AnswerChallenge(settings.product(), challenge.text()),
        passed,
        Unanswered.DOES_NOT_MATTER);
  }
}
