package org.msnmock.client.switchboard;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.Departed;
import org.msnmock.client.command.ErrorReply;
import org.msnmock.client.command.Joined;
import org.msnmock.client.command.ParticipantMessage;
import org.msnmock.client.command.Request;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.command.SendToPeer;
import org.msnmock.client.command.SendUnconfirmed;
import org.msnmock.client.command.SwitchboardHandler;
import org.msnmock.client.command.SwitchboardNotice;
import org.msnmock.client.command.Unrecognised;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.Connection.Unanswered;
import org.msnmock.client.connection.ConnectionListener;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.connection.IdleTimer;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.transfer.P2pPayload;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a switchboard, and who is there. All but its listener's part is for turns. */
final class Line implements ConnectionListener, SwitchboardHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  /** Servers tidy up at about this time too. */
  private static final Duration IDLE = Duration.ofMinutes(5);

  private static final int MOST_PEOPLE = 200;

  /** So that what comes faster than it is dealt with stays with the server, and not in memory. */
  private static final int MOST_UNHEARD = 16;

  private final Connection connection;
  private final ConnectionSettings settings;
  private final Turns turns;
  private final Principal user;
  private final IdleTimer idle;
  private final Map<Principal, String> people = new LinkedHashMap<>();
  private final Semaphore unheard = new Semaphore(MOST_UNHEARD);
  private LineOwner owner;
  private int unconfirmed;
  private boolean isOver;

  Line(
      Connection connection,
      ConnectionSettings settings,
      Turns turns,
      Principal user,
      LineOwner owner) {
    this.connection = connection;
    this.settings = settings;
    this.turns = turns;
    this.user = user;
    this.owner = owner;
    this.idle =
        new IdleTimer(
            settings.clock(), settings.scheduler(), () -> turns.take(() -> this.owner.idle(this)));
  }

  void start() {
    connection.start(this);
    try {
      idle.start(IDLE);
    } catch (RejectedExecutionException e) {
      closeAsNothingIsDoneLater(e);
    }
  }

  /** The client is being closed; whoever waits for this line hears of it. */
  private void closeAsNothingIsDoneLater(RejectedExecutionException why) {
    LOG.debug("{} is closed, as nothing is done later any more", connection.server(), why);
    connection.close();
  }

  void handTo(LineOwner newOwner) {
    owner = newOwner;
  }

  /** Who is there besides the user, and what they called themselves when they came. */
  Map<Principal, String> people() {
    return people;
  }

  boolean has(Principal who) {
    return people.containsKey(who);
  }

  /** The address from which the switchboard is reached. */
  InetAddress localAddress() {
    return connection.localAddress();
  }

  boolean isOpen() {
    return connection.isOpen();
  }

  /** How many messages have been sent whose fate is not known yet. */
  int unconfirmed() {
    return unconfirmed;
  }

  /** Asks the server something; the outcome comes in its turn. */
  <R> void request(
      Request<R> request,
      Unanswered unanswered,
      BiConsumer<@Nullable R, @Nullable Throwable> outcome) {
    CompletableFuture<R> reply = new CompletableFuture<>();
    CompletableFuture<R> unused =
        reply.whenComplete((value, failure) -> turns.take(() -> outcome.accept(value, failure)));
    idle.touch();
    try {
      connection.request(request, reply, unanswered);
    } catch (RejectedExecutionException e) {
      closeAsNothingIsDoneLater(e);
    }
  }

  /** Says something to all who are there; its fate comes in its turn. */
  <R> void deliver(Request<R> message, BiConsumer<@Nullable R, @Nullable Throwable> fate) {
    unconfirmed++;
    request(
        message,
        Unanswered.DOES_NOT_MATTER,
        (value, failure) -> {
          unconfirmed--;
          fate.accept(value, failure);
        });
  }

  /**
   * Tells somebody's client something; its fate comes in its turn. A server that does not tell it
   * has delivered it, for all that is known.
   */
  void tellPeer(Payload message, Consumer<Fate> settled) {
    request(
        new SendToPeer(message),
        Unanswered.DOES_NOT_MATTER,
        (fate, failure) -> settled.accept(fate == null ? fateBy(failure) : fate));
  }

  private static Fate fateBy(@Nullable Throwable failure) {
    return failure instanceof ConnectionLostException lost && lost.loss() == Loss.NO_ANSWER
        ? Fate.DELIVERED
        : Fate.NOT_DELIVERED;
  }

  void announce(Payload message) {
    idle.touch();
    connection.announce(new SendUnconfirmed(message));
  }

  /** Says good-bye. */
  void leave() {
    stop();
    connection.leave();
  }

  /** Closes at once; not only in its turn. */
  void hangUp() {
    idle.stop();
    connection.close();
  }

  private void stop() {
    isOver = true;
    idle.stop();
  }

  // ---- what the server says ----

  @Override
  public void noticeCame(Frame frame) {
    SwitchboardNotice notice = SwitchboardNotice.from(frame);
    // the reader has no turn here, and no lock; and whoever has a turn never waits for a reader
    unheard.acquireUninterruptibly();
    turns.take(
        () -> {
          try {
            deliver(notice);
          } finally {
            unheard.release();
          }
        });
  }

  private void deliver(SwitchboardNotice notice) {
    if (isOver) {
      return;
    }
    try {
      notice.deliverTo(this);
    } catch (MsnException e) {
      connection.fail(e);
    }
  }

  @Override
  public void joined(Joined joined) {
    if (joined.who().equals(user)) {
      return;
    }
    if (people.size() >= MOST_PEOPLE) {
      throw new ProtocolViolationException(
          "More than " + MOST_PEOPLE + " people are said to be in one conversation");
    }
    people.put(joined.who(), joined.friendlyName());
    owner.joined(this, joined.who(), joined.friendlyName());
  }

  @Override
  public void departed(Departed departed) {
    if (Optional.ofNullable(people.remove(departed.who())).isPresent()) {
      owner.left(
          this,
          departed.who(),
          switch (departed.reason()) {
            case LEFT -> ParticipantLeft.Reason.LEFT;
            case IDLE -> ParticipantLeft.Reason.IDLE;
          });
    }
  }

  @Override
  public void messageCame(ParticipantMessage message) {
    idle.touch();
    MimeMessage content = message.message();
    if (content.contentType().equals(P2pPayload.CONTENT_TYPE)) {
      owner.peerMessageCame(this, message.from(), message.payload());
    } else {
      owner.messageCame(this, message.from(), content);
    }
  }

  @Override
  public void unrecognised(Unrecognised notice) {
    LOG.debug("Ignored: {}", notice.frame());
  }

  @Override
  public void errorCame(ErrorReply error) {
    settings.events().post(new ServerErrorReported(error.number()));
  }

  @Override
  public void ended(MsnException cause) {
    idle.stop();
    turns.take(
        () -> {
          stop();
          owner.ended(this, cause);
        });
  }
}
