package org.msnmock.client;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.SignInAccepted;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.notification.NotificationSession;
import org.msnmock.client.notification.NotificationSettings;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.signin.SignIn;
import org.msnmock.client.signin.SignInSettings;
import org.msnmock.client.switchboard.Calls;
import org.msnmock.client.switchboard.Switchboards;

/** One user, from the begin of a sign-in to the end of the last connection. Used once. */
final class Session {
  private final ConnectionSettings connectionSettings;
  private final NotificationSettings notificationSettings;
  private final Switchboards switchboards;
  private final EventQueue events;
  private final Thread thread;
  private final CompletableFuture<SignedIn> signedIn = new CompletableFuture<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  private final Object lock = new Object();
  private @Nullable Connection connection;
  private @Nullable NotificationSession notification;
  private CompletableFuture<?> signInAndOrders = signedIn;
  private boolean isClosed;
  private boolean isRunning;
  private boolean isWoken;

  Session(
      ConnectionSettings connectionSettings,
      SignInSettings signInSettings,
      NotificationSettings notificationSettings,
      Calls calls,
      Principal user,
      Password password,
      Status initial) {
    this.connectionSettings = connectionSettings;
    this.notificationSettings = notificationSettings;
    this.events = connectionSettings.events();
    this.switchboards =
        new Switchboards(
            user,
            connectionSettings,
            calls,
            () -> whenOnline(NotificationSession::requestSwitchboard));
    CompletableFuture<Void> unused = over.thenRun(switchboards::leave);
    SignIn signIn = new SignIn(signInSettings, this::dial, user, password);
    this.thread = new Thread(() -> run(signIn, initial), "msn-sign-in " + user);
    thread.setDaemon(true);
  }

  /** Begins the sign-in, and returns at once. */
  CompletableFuture<SignedIn> start() {
    synchronized (lock) {
      isRunning = true;
    }
    connectionSettings.activity().begin();
    thread.start();
    return signedIn;
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
    switchboards.leave();
    online().ifPresentOrElse(NotificationSession::signOut, this::close);
  }

  /** Ends everything at once. Whoever waits is told; doing it twice is harmless. */
  void close() {
    synchronized (lock) {
      isClosed = true;
      if (isRunning && !isWoken) {
        isWoken = true; // its thread has something to do from now on, until it is done
        connectionSettings.activity().begin();
      }
    }
    switchboards.close();
    thread.interrupt();
    hangUp();
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

  private void run(SignIn signIn, Status initial) {
    try {
      SignIn.Admission admission = signIn.run();
      // from here on the session is over when the connection is
      CompletableFuture<Void> unused =
          admission.connection().ended().thenRun(() -> over.complete(null));
      begin(admission.accepted(), initial);
    } catch (RuntimeException | Error failure) {
      // also what a bug throws: somebody waits for the outcome, and must not wait for ever
      hangUp();
      over.complete(null);
      report(failure);
    } finally {
      ended();
    }
  }

  private void ended() {
    boolean wasWoken;
    synchronized (lock) {
      isRunning = false;
      wasWoken = isWoken;
    }
    connectionSettings.activity().end();
    if (wasWoken) {
      connectionSettings.activity().end();
    }
  }

  private void begin(SignInAccepted accepted, Status initial) {
    NotificationSession admitted = Objects.requireNonNull(notification, "a connection was dialled");
    try {
      SignedIn event = admitted.begin(accepted, initial);
      events.run(() -> signedIn.complete(event));
    } catch (MsnException failure) {
      admitted.signOut();
      CompletableFuture<Void> unused = over.thenRun(() -> report(failure));
    }
  }

  private void report(Throwable failure) {
    events.add(new SignInFailed(failure));
    events.run(() -> signedIn.completeExceptionally(failure));
  }

  private Connection dial(Endpoint server) {
    Connection opened = Connection.open(server, connectionSettings);
    NotificationSession listening =
        new NotificationSession(
            opened, connectionSettings, notificationSettings, switchboards::rang);
    synchronized (lock) {
      connection = opened;
      notification = listening;
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
