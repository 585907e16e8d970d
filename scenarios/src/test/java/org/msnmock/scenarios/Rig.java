package org.msnmock.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClientBuilder;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.signin.PassportTransport;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.time.VirtualTime;

/**
 * Stands between one client and its surroundings, and changes what goes through. As it is made it
 * changes nothing. The client stays the one that we ship: its faults come from here.
 *
 * <p>It is set up before its client is built, by one thread; what it is told to do is done on the
 * client's threads.
 */
final class Rig implements AutoCloseable {
  private final RiggedSockets sockets = new RiggedSockets(this::time);
  private UnaryOperator<PassportTransport> passport = UnaryOperator.identity();
  private UnaryOperator<MsnClientBuilder> settings = UnaryOperator.identity();
  private UnaryOperator<ClientEvents> events = UnaryOperator.identity();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Set<String> listensTo = new HashSet<>();
  private volatile @Nullable VirtualTime time;
  private boolean isTrial;
  private boolean isBuiltOtherwise;
  private volatile Runnable signIn = () -> {};

  /** Changes, and perhaps drops, whole frames: what is said and what is heard. */
  interface Conversation {
    /** What goes out in place of a frame; a character is a byte. */
    default String said(String frame) {
      return frame;
    }

    /** What the client gets in place of a frame; a character is a byte. */
    default String heard(String frame) {
      return frame;
    }
  }

  // ---- what can be changed ----

  Rig said(UnaryOperator<String> change) {
    return conversation(
        () ->
            new Conversation() {
              @Override
              public String said(String frame) {
                return change.apply(frame);
              }
            });
  }

  Rig heard(UnaryOperator<String> change) {
    return conversation(
        () ->
            new Conversation() {
              @Override
              public String heard(String frame) {
                return change.apply(frame);
              }
            });
  }

  /** A conversation of its own for each connection. */
  Rig conversation(Supplier<Conversation> forEach) {
    sockets.conversations = forEach;
    return this;
  }

  /** Segments as they come, before they are cut into frames. */
  Rig reading(UnaryOperator<InputStream> change) {
    sockets.reading = Optional.of(change);
    return this;
  }

  /** What the client closes stays open. */
  Rig closesNothing() {
    sockets.closesNothing = true;
    return this;
  }

  /** Whatever address it is sent to, it calls the first one again. */
  Rig callsTheFirstAddressAgain() {
    sockets.callsTheFirstAddressAgain = true;
    return this;
  }

  Rig passport(UnaryOperator<PassportTransport> change) {
    passport = change;
    return this;
  }

  Rig settings(UnaryOperator<MsnClientBuilder> change) {
    settings = change;
    isBuiltOtherwise = true;
    return this;
  }

  /** How long it waits for any answer, those of Passport among them. */
  Rig patience(Duration forAnAnswer) {
    return settings(builder -> builder.replyTimeout(forAnAnswer));
  }

  /**
   * What the client's user is told.
   *
   * @param event the one that is told otherwise
   */
  Rig events(String event, UnaryOperator<ClientEvents> change) {
    listensTo.add(event);
    events = change;
    return this;
  }

  /** Waits for as long as the client is there. */
  void waitForTheEnd() {
    if (isTrial) {
      throw new UncheckedIOException(new IOException("it would wait"));
    }
    try {
      time().await(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs in once more, with the account that it had. */
  void signInAgain() {
    try {
      signIn.run();
    } catch (IllegalStateException e) {
      // the play is over, and the client was closed
    }
  }

  /**
   * Something that hears what the client's user hears, and can act on it.
   *
   * @param event the one that it acts on, in the words of dialogues
   */
  Rig listener(String event, MsnListener listener) {
    listensTo.add(event);
    UnaryOperator<MsnClientBuilder> before = settings;
    settings = builder -> before.apply(builder).listener(listener);
    return this;
  }

  // ---- for whoever plays ----

  /** Whether something would have gone another way in a play that was recorded without faults. */
  boolean changes(Recording recording) throws InterruptedException {
    isTrial = true;
    return isBuiltOtherwise
        || sockets.areBuiltOtherwise()
        || listensTo.stream().anyMatch(recording::hasTold)
        || recording.isChangedBy(sockets.conversations)
        || recording.isChangedBy(passport);
  }

  void goesBy(VirtualTime given) {
    time = given;
  }

  private VirtualTime time() {
    return Objects.requireNonNull(time, "no client was built yet");
  }

  MsnClientBuilder between(MsnClientBuilder builder) {
    PlainHttp http = new PlainHttp(time().sockets());
    return settings.apply(
        builder
            .socketFactory(sockets)
            .serverSocketFactory(sockets.listening())
            .passportTransport(passport.apply(http)));
  }

  ClientEvents told(ClientEvents play) {
    return events.apply(play);
  }

  void signsInBy(Runnable action) {
    signIn = action;
  }

  /** How far its play is, and what that waits for. */
  @Override
  public String toString() {
    return String.valueOf(time);
  }

  @Override
  public void close() {
    end.complete(null);
    sockets.close();
  }
}
