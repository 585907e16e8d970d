package org.msnmock.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.notification.NotificationSession;
import org.msnmock.client.notification.NotificationSettings;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ServerBusyException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.signin.SignIn;
import org.msnmock.client.signin.SignInSettings;
import org.msnmock.client.switchboard.Calls;
import org.msnmock.client.switchboard.Switchboards;
import org.msnmock.client.transfer.Emoticons;
import org.msnmock.client.transfer.FileSettings;
import org.msnmock.client.transfer.Pictures;

/**
 * One user, from the begin of a sign-in to the end of the last connection. Used once. Where that is
 * wanted, it signs in again when a connection ends.
 */
final class Session {
  /** In a row, without waiting. */
  private static final int MOST_MOVES = 5;

  private final ConnectionSettings connectionSettings;
  private final SignInSettings signInSettings;
  private final NotificationSettings notificationSettings;
  private final Switchboards switchboards;
  private final EventQueue events;
  private final Principal user;
  private final Password password;
  private final ContactList kept;
  private final Pictures pictures;
  private final Emoticons emoticons;
  private final CompletableFuture<SignedIn> signedIn = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private final Object lock = new Object();
  private @Nullable Connection connection;
  private @Nullable NotificationSession notification;
  private CompletableFuture<?> signInAndOrders = signedIn;
  private Thread thread;
  private Status status;
  private @Nullable ScheduledFuture<?> retry;
  private Instant dialled = Instant.MIN;
  private int failures;
  private int moves;
  private boolean wasOnline;
  private boolean isClosed;
  private boolean isRunning;
  private boolean isWoken;
  private boolean isLeaving;
  private volatile boolean speaksMsnp8;

  Session(
      ConnectionSettings connectionSettings,
      SignInSettings signInSettings,
      NotificationSettings notificationSettings,
      Calls calls,
      FileSettings files,
      Principal user,
      Password password,
      Status initial,
      ContactList kept) {
    this.connectionSettings = connectionSettings;
    this.signInSettings = signInSettings;
    this.notificationSettings = notificationSettings;
    this.events = connectionSettings.events();
    this.user = user;
    this.password = password;
    this.status = initial;
    this.kept = kept;
    this.pictures = new Pictures(user);
    this.emoticons = new Emoticons(user);
    this.switchboards =
        new Switchboards(
            user,
            connectionSettings,
            calls,
            files,
            pictures,
            emoticons,
            () -> !speaksMsnp8,
            () -> whenOnline(NotificationSession::requestSwitchboard));
    CompletableFuture<Void> unused = over.thenRun(switchboards::leave);
    this.thread = threadFrom(signInSettings.server());
  }

  private Thread threadFrom(Endpoint server) {
    SignIn signIn = new SignIn(signInSettings.beginningAt(server), this::dial, user, password);
    Thread made = new Thread(() -> run(signIn), "msn-sign-in " + user);
    made.setDaemon(true);
    return made;
  }

  /** Begins the sign-in, and returns at once. */
  CompletableFuture<SignedIn> start() {
    synchronized (lock) {
      isRunning = true;
      connectionSettings.activity().begin();
      thread.start();
    }
    return signedIn;
  }

  Principal user() {
    return user;
  }

  /** The contact list as it is now, or as it was when it was seen last. */
  ContactList contacts() {
    synchronized (lock) {
      return notification == null ? kept : notification.contacts();
    }
  }

  /** Done when nothing of this session is left. It may be completed on any thread. */
  CompletableFuture<Void> over() {
    return over;
  }

  /** Whoever is online on a notification server; nothing before and after. */
  Optional<NotificationSession> online() {
    synchronized (lock) {
      return Optional.ofNullable(notification).filter(NotificationSession::isOnline);
    }
  }

  /**
   * Does something on the notification server; while the sign-in is on its way, as soon as that is
   * done, in the order in which it was asked for.
   *
   * @return gets what the action gets, or the failure of the sign-in
   * @throws IllegalStateException when nobody is signed in any more
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the inner future is handed on, flattened
  <T> CompletableFuture<T> whenOnline(Function<NotificationSession, CompletableFuture<T>> action) {
    synchronized (lock) {
      if (!signInAndOrders.isDone()) {
        CompletableFuture<CompletableFuture<T>> later =
            signInAndOrders.thenApply(done -> action.apply(requireOnline()));
        signInAndOrders = later;
        return later.thenCompose(outcome -> outcome);
      }
    }
    return action.apply(requireOnline());
  }

  Pictures pictures() {
    return pictures;
  }

  Emoticons emoticons() {
    return emoticons;
  }

  /**
   * Fetches what somebody shows at this moment.
   *
   * @return gets the picture, or a {@link TransferFailedException} or another failure
   */
  CompletableFuture<byte[]> fetchPicture(Principal who) {
    Optional<MsnObject> wanted =
        contacts()
            .find(who)
            .flatMap(contact -> contact.presence().picture())
            .flatMap(MsnObject::parse);
    if (wanted.isEmpty()) {
      return CompletableFuture.failedFuture(
          new TransferFailedException(Reason.DECLINED, who + " shows no picture"));
    }
    Optional<byte[]> known = pictures.fetched(wanted.get());
    return known
        .map(CompletableFuture::completedFuture)
        .orElseGet(
            () ->
                switchboards
                    .fetch(who, wanted.get())
                    .whenComplete(
                        (bytes, failure) -> {
                          if (failure == null) {
                            pictures.keep(wanted.get(), bytes);
                          }
                        }));
  }

  Switchboards switchboards() {
    return switchboards;
  }

  private NotificationSession requireOnline() {
    return online().orElseThrow(Session::nobodySignedIn);
  }

  static IllegalStateException nobodySignedIn() {
    return new IllegalStateException("nobody is signed in; sign in first");
  }

  /** Leaves politely where that is possible, and else at once. */
  void leave() {
    synchronized (lock) {
      isLeaving = true; // whatever ends the session now, it does not come back
    }
    switchboards.leave();
    online().ifPresentOrElse(NotificationSession::signOut, this::close);
  }

  /** Ends everything at once. Whoever waits is told; doing it twice is harmless. */
  void close() {
    boolean wasWaiting;
    Thread running;
    synchronized (lock) {
      isClosed = true;
      wasWaiting = retry != null && retry.cancel(false);
      retry = null;
      running = thread;
      if (isRunning && !isWoken) {
        isWoken = true; // its thread has something to do from now on, until it is done
        connectionSettings.activity().begin();
      }
    }
    switchboards.close();
    running.interrupt();
    hangUp();
    if (wasWaiting) {
      staysAway();
    }
  }

  /** Whether nothing is going on but waiting to come back. */
  boolean isWaiting() {
    synchronized (lock) {
      return retry != null;
    }
  }

  /** It was told that it would come back, and does not. */
  private void staysAway() {
    over.complete(null);
    events.add(
        new Disconnected(
            Disconnected.Reason.SIGNED_OUT,
            new ConnectionLostException(
                Loss.CLOSED_HERE, "The client was closed while it waited to come back.")));
    events.drain();
  }

  private void hangUp() {
    Connection open;
    synchronized (lock) {
      open = connection;
    }
    if (open != null) {
      open.close();
    }
  }

  private void run(SignIn signIn) {
    try {
      SignIn.Admission admission = signIn.run();
      begin(admission);
    } catch (RuntimeException | Error failure) {
      // also what a bug throws: somebody waits for the outcome, and must not wait for ever
      hangUp();
      failed(failure);
    } finally {
      ended();
    }
  }

  private void ended() {
    boolean wasWoken;
    synchronized (lock) {
      // the next attempt may have begun already, for somebody who was sent to another server
      boolean isLatest = Thread.currentThread().equals(thread);
      wasWoken = isLatest && isWoken;
      isRunning = isRunning && !isLatest;
    }
    connectionSettings.activity().end();
    if (wasWoken) {
      connectionSettings.activity().end();
    }
  }

  private void begin(SignIn.Admission admission) {
    speaksMsnp8 = admission.dialect().filter("MSNP8"::equals).isPresent();
    NotificationSession admitted;
    Status wanted;
    synchronized (lock) {
      admitted = Objects.requireNonNull(notification, "a connection was dialled");
      wanted = status;
    }
    CompletableFuture<Void> unused = admitted.over().thenAccept(this::connectionEnded);
    try {
      SignedIn event =
          admitted.begin(
              admission.accepted(), wanted, speaksMsnp8 ? Optional::empty : pictures::current);
      events.run(() -> signedIn.complete(event));
    } catch (MsnException failure) {
      admitted.signOut();
      CompletableFuture<Void> unusedToo = admitted.over().thenRun(() -> failed(failure));
    }
  }

  private void connectionEnded(NotificationSession.Ending ending) {
    switch (ending.end()) {
      case NOT_ONLINE -> {} // then beginning has failed
      case FINAL -> over.complete(null);
      case TO_BE_CONTINUED -> comeBack(ending);
    }
  }

  /** Whoever is sent to another server goes there at once, but not time and again. */
  private void comeBack(NotificationSession.Ending ending) {
    Optional<Endpoint> next;
    synchronized (lock) {
      wasOnline = true;
      status = ending.status();
      failures = wasSoon() ? failures : 0;
      moves = ending.movedTo().isPresent() ? moves + 1 : 0;
      next = ending.movedTo().filter(server -> moves <= MOST_MOVES);
    }
    Duration delay = next.isPresent() ? Duration.ZERO : delay();
    comeBack(next.orElse(signInSettings.server()), delay);
  }

  /**
   * Whether the session was short: a server that lets users in and drops them is in trouble too.
   */
  private boolean wasSoon() {
    Duration lasted = Duration.between(dialled, connectionSettings.clock().instant());
    return notificationSettings
        .reconnection()
        .filter(policy -> lasted.compareTo(policy.longest()) < 0)
        .isPresent();
  }

  /** How long to wait now; the next time it is longer. */
  private Duration delay() {
    synchronized (lock) {
      int so = failures++;
      return notificationSettings
          .reconnection()
          .map(policy -> policy.delay(so))
          .orElse(Duration.ZERO);
    }
  }

  private void comeBack(Endpoint server, Duration delay) {
    try {
      synchronized (lock) {
        if (!isClosed && !isLeaving) {
          retry =
              connectionSettings
                  .scheduler()
                  .schedule(() -> tryAgain(server), delay.toNanos(), TimeUnit.NANOSECONDS);
          return;
        }
      }
    } catch (RejectedExecutionException e) {
      // the application has shut it down, so nothing comes any more
    }
    staysAway();
  }

  private void tryAgain(Endpoint server) {
    synchronized (lock) {
      if (retry == null) {
        return; // closed meanwhile
      }
      retry = null;
      thread = threadFrom(server);
      isWoken = false;
      isRunning = true;
      connectionSettings.activity().begin();
      thread.start();
    }
  }

  /** An attempt came to nothing: the first is the last, a later one is tried again. */
  private void failed(Throwable failure) {
    boolean isTriedAgain;
    synchronized (lock) {
      isTriedAgain = wasOnline && !isClosed && isTemporary(failure);
    }
    if (isTriedAgain) {
      comeBack(signInSettings.server(), delay());
    } else {
      over.complete(null);
      report(failure);
    }
  }

  private static boolean isTemporary(Throwable failure) {
    return failure instanceof ServerBusyException
        || failure instanceof ServiceUnavailableException
        || failure instanceof ConnectionLostException lost && lost.loss() != Loss.CLOSED_HERE;
  }

  private void report(Throwable failure) {
    events.add(new SignInFailed(failure));
    events.run(() -> signedIn.completeExceptionally(failure));
  }

  private Connection dial(Endpoint server) {
    Connection opened = Connection.open(server, connectionSettings);
    NotificationSession listening =
        new NotificationSession(
            opened, connectionSettings, notificationSettings, contacts(), switchboards::rang);
    synchronized (lock) {
      connection = opened;
      notification = listening;
      dialled = connectionSettings.clock().instant();
      if (isClosed) {
        opened.close();
        throw new ConnectionLostException(
            Loss.CLOSED_HERE, "The client was closed during the sign-in.");
      }
    }
    opened.start(listening);
    return opened;
  }
}
