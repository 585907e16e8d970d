package org.msnmock.client.switchboard;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.EnterSwitchboard;
import org.msnmock.client.command.Invite;
import org.msnmock.client.command.SendMessage;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.connection.Connection.Unanswered;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.ConversationClosed;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.InvitationRefused;
import org.msnmock.client.event.MessageDelivered;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MessageUndelivered;
import org.msnmock.client.event.MsnEvent;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.ParticipantLeft.Reason;
import org.msnmock.client.event.TypingChanged;
import org.msnmock.client.message.EmoticonMessage;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.message.TypingMessage;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.UndeliveredException;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.Invitations;
import org.msnmock.client.transfer.P2pPayload;
import org.msnmock.client.transfer.Transfer;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation over a line to a switchboard, or over several: two people who call each other at
 * the same time have two. Texts go over one of them, and are heard on all.
 *
 * <p>Its state belongs to whoever has the turn.
 */
final class SwitchboardConversation implements Conversation, LineOwner {
  private static final Logger LOG = LoggerFactory.getLogger(SwitchboardConversation.class);

  /** Nothing tells of an invitation that is ignored. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration BETWEEN_TYPINGS = Duration.ofSeconds(5);

  /** So long whoever has just sent or taken something may have something to say there. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  /** Texts, while nobody is there. */
  private static final int MOST_WAITING = 100;

  /** Texts, while others are on their way to people who are there. */
  private static final int MOST_BEHIND_OTHERS = 1_000;

  /** Parts of texts on their way over a line, before the next text begins. */
  private static final int MOST_UNCONFIRMED = 100;

  private static final int MOST_LINES = 4;

  /** Of whom it is known that they are to be called again. */
  private static final int MOST_ABSENT = 200;

  private record Invitation(Principal who, CompletableFuture<Void> outcome) {}

  private final Switchboards board;
  private final Typists typists;
  private final List<Line> lines = new ArrayList<>();
  private final List<Outgoing> waiting = new ArrayList<>();
  private final Deque<Invitation> invitations = new ArrayDeque<>();

  /** Who was called and may come. */
  private final Set<Principal> ringing = new LinkedHashSet<>();

  /** Who is to be called again when there is something to say. */
  private final Set<Principal> absent = new LinkedHashSet<>();

  private final Transfers transfers;
  private final HeldTexts heldTexts;
  private final Files files;
  private boolean isHidden;
  private int transferring;
  private int transferred;
  private boolean isCalling;
  private boolean isTypingHeld;
  private Optional<Instant> typed = Optional.empty();
  private @Nullable ScheduledFuture<?> patience;
  private volatile Set<Principal> people = Set.of();
  private volatile boolean isOver;

  SwitchboardConversation(Switchboards board) {
    this.board = board;
    this.transfers = new Transfers(board, this::tellPeer, this::reveal);
    this.heldTexts =
        new HeldTexts(
            board,
            transfers::ask,
            (from, text, emoticons) -> tell(new MessageReceived(this, from, text, emoticons)));
    this.files = new Files(board, transfers, this::tellClient);
    this.typists =
        new Typists(
            board.settings().scheduler(),
            board.turns(),
            (who, typing) -> tell(new TypingChanged(this, who, typing)));
  }

  /** One that the application does not know of: it is over a while after the last transfer is. */
  static SwitchboardConversation unseen(Switchboards board) {
    SwitchboardConversation conversation = new SwitchboardConversation(board);
    conversation.isHidden = true;
    return conversation;
  }

  private void tell(MsnEvent event) {
    if (!isHidden) {
      board.caused(event);
    }
  }

  /** Somebody has something to say, so the application gets to know of it. */
  void reveal(Principal caller) {
    if (isHidden) {
      isHidden = false;
      tell(new ConversationOpened(this, caller));
      people.forEach(who -> tell(new ParticipantJoined(this, who, who.address())));
    }
  }

  // ---- what the application wants; on any thread ----

  @Override
  public Set<Principal> people() {
    return people;
  }

  @Override
  public boolean isOver() {
    return isOver;
  }

  @Override
  public CompletableFuture<Void> send(TextMessage message) {
    Outgoing outgoing = new Outgoing(message);
    CompletableFuture<Void> told = board.settings().events().onExecutor(outgoing.delivery);
    board.turns().take(() -> accept(outgoing));
    return told;
  }

  @Override
  public void typing() {
    board.turns().take(this::sendTyping);
  }

  @Override
  public CompletableFuture<Void> invite(Principal who) {
    Invitation invitation = new Invitation(who, new CompletableFuture<>());
    CompletableFuture<Void> told = board.settings().events().onExecutor(invitation.outcome);
    board.turns().take(() -> invite(invitation));
    return told;
  }

  @Override
  public void leave() {
    board.turns().take(this::end);
  }

  // ---- calling; from here on in turns ----

  void open(Set<Principal> with) {
    with.forEach(who -> invitations.add(new Invitation(who, new CompletableFuture<>())));
    call();
  }

  private void invite(Invitation invitation) {
    if (isOver) {
      invitation.outcome.completeExceptionally(isOverAlready());
      return;
    }
    absent.remove(invitation.who);
    invitations.add(invitation);
    if (isOpen()) {
      callAll();
    } else if (!isCalling) {
      // whoever was here last comes along, or the two would talk alone
      inviteAbsent();
      call();
    }
  }

  private boolean isOpen() {
    return !lines.isEmpty();
  }

  private void call() {
    isCalling = true;
    CompletableFuture<?> unused =
        board
            .askForSwitchboard()
            .whenComplete(
                (offered, failure) ->
                    board
                        .turns()
                        .take(
                            () -> {
                              if (failure != null) {
                                callFailed(failure);
                              } else if (!isOver) {
                                board.dial(
                                    offered.address(),
                                    this,
                                    line -> enter(line, offered.key()),
                                    this::callFailed);
                              }
                            }));
  }

  private void enter(Line line, String key) {
    if (isOver) {
      line.hangUp();
      return;
    }
    line.start();
    line.request(
        new EnterSwitchboard(board.user(), key),
        Unanswered.ENDS_THE_CONNECTION,
        (entered, failure) -> {
          if (failure != null) {
            line.hangUp();
            callFailed(failure);
          } else if (isOver) {
            line.leave();
          } else {
            isCalling = false;
            lines.add(line);
            callAll();
            dropIfEmpty(line); // who was to be called has come over another line meanwhile
          }
        });
  }

  private void callFailed(Throwable failure) {
    isCalling = false;
    if (isOver) {
      return;
    }
    MsnException cause = Failures.noSwitchboard(failure);
    Set<Principal> called = new LinkedHashSet<>();
    for (Invitation invitation : List.copyOf(invitations)) {
      called.add(invitation.who);
      absent.add(invitation.who);
      invitation.outcome.completeExceptionally(cause);
    }
    invitations.clear();
    tell(new ConversationFailed(Optional.of(this), Collections.unmodifiableSet(called), cause));
    failWaitingIfNobodyComes(cause);
  }

  private void callAll() {
    Line line = talkingLine().orElse(lines.get(0));
    while (!invitations.isEmpty()) {
      call(line, invitations.remove());
    }
  }

  private void call(Line line, Invitation invitation) {
    absent.remove(invitation.who);
    ringing.add(invitation.who);
    line.request(
        new Invite(invitation.who),
        Unanswered.DOES_NOT_MATTER,
        (rings, failure) -> {
          if (failure == null) {
            waitForSomebody();
            invitation.outcome.complete(null);
          } else {
            refused(invitation, failure);
          }
        });
  }

  private void refused(Invitation invitation, Throwable failure) {
    invitation.outcome.completeExceptionally(failure);
    boolean wasRinging = ringing.remove(invitation.who);
    if (isOver || people.contains(invitation.who) || !wasRinging) {
      return;
    }
    absent.add(invitation.who);
    OptionalInt number = Failures.number(failure);
    if (number.isPresent()) {
      tell(new InvitationRefused(this, invitation.who, number.getAsInt()));
    }
    transfers.failHeld(invitation.who, failure);
    files.failHeld(invitation.who, failure);
    failWaitingIfNobodyComes(failure);
  }

  /** Sees to it that somebody will be there. */
  private void gather() {
    if (isSomebodyComing()) {
      return;
    }
    inviteAbsent();
    if (invitations.isEmpty()) {
      failWaiting(
          new UndeliveredException("There is nobody in this conversation to talk to.", null));
    } else if (isOpen()) {
      callAll();
    } else {
      call();
    }
  }

  private void inviteAbsent() {
    absent.forEach(who -> invitations.add(new Invitation(who, new CompletableFuture<>())));
    absent.clear();
  }

  private boolean isSomebodyComing() {
    return isCalling || !ringing.isEmpty() || !invitations.isEmpty();
  }

  private void waitForSomebody() {
    if (patience != null || isOver || !people.isEmpty()) {
      return;
    }
    try {
      patience =
          board
              .settings()
              .scheduler()
              .schedule(
                  () -> board.turns().take(this::nobodyCame),
                  PATIENCE.toNanos(),
                  TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nobody is waited for, as the client is closed", e);
    }
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
  }

  private void nobodyCame() {
    patience = null;
    if (!people.isEmpty() || isOver) {
      return;
    }
    absent.addAll(ringing);
    ringing.clear();
    List.copyOf(lines).forEach(this::drop);
    failWaitingIfNobodyComes(
        new UndeliveredException(
            "Nobody came within " + PATIENCE.toSeconds() + " s; the call was ignored.", null));
  }

  private void drop(Line line) {
    lines.remove(line);
    line.leave();
  }

  // ---- pictures ----

  /** Fetches what somebody shows who is here, or was, or is called. */
  void fetch(Principal who, MsnObject wanted, CompletableFuture<byte[]> content) {
    transferring++;
    CompletableFuture<byte[]> unused =
        content.whenComplete((bytes, failure) -> board.turns().take(this::transferred));
    if (isOver) {
      content.completeExceptionally(isOverAlready());
    } else if (people.contains(who)) {
      transfers.ask(who, wanted, content);
    } else {
      transfers.hold(who, wanted, content);
      gather();
    }
  }

  private void transferred() {
    transferring--;
    transferred++;
    if (isHidden && transferring == 0 && !isOver) {
      linger(transferred);
    }
  }

  /** Who leaves at once may miss what the other one begins to say at this moment. */
  private void linger(int last) {
    if (!board.mayLinger(this)) {
      end();
      return;
    }
    try {
      ScheduledFuture<?> unused =
          board
              .settings()
              .scheduler()
              .schedule(
                  () -> board.turns().take(() -> endIfUnused(last)),
                  LINGER.toNanos(),
                  TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nobody lingers, as the client is closed", e);
      end();
    }
  }

  /** Somebody talks with the same person elsewhere. */
  void lingerNoLonger() {
    if (isHidden && transferring == 0) {
      end();
    }
  }

  private void endIfUnused(int last) {
    if (isHidden && transferring == 0 && transferred == last) {
      end();
    }
  }

  private void tellPeer(Principal who, Payload message, Consumer<Fate> settled) {
    lineWith(who)
        .ifPresentOrElse(
            line -> line.tellPeer(message, settled),
            () -> board.turns().take(() -> settled.accept(Fate.NOT_DELIVERED)));
  }

  @Override
  public void peerMessageCame(Line line, Principal from, Payload message) {
    if (!line.has(from) || !board.knowsPeers()) {
      LOG.debug("Ignored what {} told", from);
      return;
    }
    P2pPayload.read(message, board.user())
        .ifPresentOrElse(
            bytes -> transfers.received(from, bytes),
            () -> LOG.debug("Ignored what {} told the client of somebody else", from));
  }

  // ---- files ----

  /** Offers a file to somebody who is here, or was, or is called. */
  void sendFile(Transfer transfer, Path file, FileManner manner) {
    transferring++;
    CompletableFuture<Void> unused =
        transfer.over().thenRun(() -> board.turns().take(this::transferred));
    Optional<Line> line = lineWith(transfer.peer());
    if (isOver) {
      transfer.fail(TransferFailedException.Reason.BROKEN_OFF, "The conversation is over.");
    } else if (line.isPresent()) {
      files.offer(transfer, file, manner, line.get().localAddress());
    } else {
      files.hold(transfer, file, manner);
      gather();
    }
  }

  private Optional<Line> lineWith(Principal who) {
    return lines.stream().filter(line -> line.has(who)).findFirst();
  }

  /** Where fewest hear it. */
  private void tellClient(Principal who, Payload invitation) {
    lines.stream()
        .filter(line -> line.has(who))
        .min(Comparator.comparingInt(line -> line.people().size()))
        .ifPresentOrElse(
            line -> line.announce(invitation), () -> LOG.debug("{} is not here any more", who));
  }

  private void invited(Line line, Principal from, MimeMessage message) {
    if (!line.has(from)) {
      LOG.debug("Ignored what {} offers, who is not here", from);
    } else if (line.people().size() > 1) {
      files.receivedAmongOthers(from, message);
    } else {
      if (Invitations.isFileOffered(message)) {
        reveal(from);
      }
      files.received(from, message);
    }
  }

  // ---- who is there ----

  /** Whether it is a talk with this person and nobody else, now or the next time. */
  boolean isWith(Principal who) {
    return circle().equals(Set.of(who));
  }

  /** Whether another one is with the same people. */
  boolean isWithThoseOf(SwitchboardConversation other) {
    return !isOver && circle().equals(other.circle());
  }

  private Set<Principal> circle() {
    Set<Principal> circle = new LinkedHashSet<>(people);
    circle.addAll(ringing);
    circle.addAll(absent);
    invitations.forEach(invitation -> circle.add(invitation.who));
    return circle;
  }

  /** Whether nobody is there and nobody is called, until there is something to say again. */
  boolean isDormant() {
    return lines.isEmpty() && !isSomebodyComing();
  }

  boolean hasRoomForALine() {
    return lines.size() < MOST_LINES;
  }

  /** Takes in a line on which somebody has called. */
  void adopt(Line line) {
    line.handTo(this);
    lines.add(line);
    new LinkedHashMap<>(line.people()).forEach((who, name) -> joined(line, who, name));
  }

  @Override
  public void joined(Line line, Principal who, String friendlyName) {
    ringing.remove(who);
    absent.remove(who);
    invitations.removeIf(call -> call.who.equals(who) && call.outcome.complete(null));
    stopWaiting();
    if (!people.contains(who)) {
      Set<Principal> more = new LinkedHashSet<>(people);
      more.add(who);
      people = Collections.unmodifiableSet(more);
      tell(new ParticipantJoined(this, who, friendlyName));
    }
    transfers.joined(who);
    files.joined(who, line.localAddress());
    sendWaiting();
  }

  @Override
  public void left(Line line, Principal who, Reason reason) {
    if (lines.stream().noneMatch(other -> other.has(who))) {
      Set<Principal> fewer = new LinkedHashSet<>(people);
      fewer.remove(who);
      people = Collections.unmodifiableSet(fewer);
      typists.stopped(who);
      heldTexts.left(who);
      transfers.left(who);
      files.left(who);
      if ((reason != Reason.LEFT || people.isEmpty()) && absent.size() < MOST_ABSENT) {
        absent.add(who);
      }
      tell(new ParticipantLeft(this, who, reason));
    }
    if (!ringing.isEmpty()) {
      waitForSomebody(); // nobody else may come
    }
    dropIfEmpty(line);
  }

  /**
   * Waits until it is known what became of the last texts: those that nobody got are sent again.
   */
  private void dropIfEmpty(Line line) {
    if (lines.contains(line)
        && line.people().isEmpty()
        && line.unconfirmed() == 0
        && ringing.isEmpty()) {
      drop(line);
    }
  }

  /** The line on which most people are; nothing where nobody is on any. */
  private Optional<Line> talkingLine() {
    return lines.stream()
        .filter(line -> !line.people().isEmpty())
        .max(Comparator.comparingInt(line -> line.people().size()));
  }

  @Override
  public void idle(Line line) {
    if (lines.remove(line)) {
      scatter(line, Reason.IDLE);
      line.leave();
      expectNobody();
      failWaitingIfNobodyComes(
          new UndeliveredException("Nobody has come for a long while; the call is over.", null));
    }
  }

  /** Whoever was called on a line that is gone does not come any more. */
  private void expectNobody() {
    if (lines.isEmpty()) {
      absent.addAll(ringing);
      ringing.clear();
      stopWaiting();
    }
  }

  @Override
  public void ended(Line line, MsnException cause) {
    boolean wasOpen = lines.remove(line);
    if (isOver || !wasOpen) {
      return;
    }
    scatter(line, Reason.LOST);
    expectNobody();
    failWaitingIfNobodyComes(Failures.noSwitchboard(cause));
    if (talkingLine().isPresent()) {
      sendWaiting(); // over another line, where people are on several
    }
  }

  private void scatter(Line line, Reason reason) {
    List<Principal> lost = List.copyOf(line.people().keySet());
    line.people().clear();
    lost.forEach(who -> left(line, who, reason));
  }

  // ---- what is said ----

  private void accept(Outgoing outgoing) {
    isHidden = false; // whoever talks in it knows of it
    if (isOver) {
      outgoing.delivery.completeExceptionally(isOverAlready());
    } else if (waiting.size() >= mostWaiting()) {
      undelivered(
          outgoing,
          new UndeliveredException(mostWaiting() + " texts wait already to be sent.", null));
    } else {
      waiting.add(outgoing);
      sendWaiting();
    }
  }

  private int mostWaiting() {
    return talkingLine().isPresent() ? MOST_BEHIND_OTHERS : MOST_WAITING;
  }

  private static UndeliveredException isOverAlready() {
    return new UndeliveredException("This conversation is over; open another one.", null);
  }

  /** Says what has waited, or calls whoever is to hear it. */
  private void sendWaiting() {
    Optional<Line> line = talkingLine();
    if (line.isEmpty()) {
      if (!waiting.isEmpty()) {
        gather();
      }
      return;
    }
    boolean hasText = !waiting.isEmpty();
    while (!waiting.isEmpty() && line.get().unconfirmed() < MOST_UNCONFIRMED) {
      send(waiting.remove(0), line.get());
    }
    if (isTypingHeld && !hasText) {
      sendTyping();
    }
    isTypingHeld = false;
  }

  private void send(Outgoing outgoing, Line line) {
    announceEmoticons(outgoing.message, line);
    List<Payload> parts = outgoing.message.toPayloads();
    outgoing.sent(parts.size());
    for (Payload part : parts) {
      line.deliver(
          new SendMessage(part), (fate, failure) -> partIsSettled(outgoing, line, fate, failure));
    }
  }

  private void announceEmoticons(TextMessage text, Line line) {
    EmoticonMessage used = board.emoticons().usedIn(text);
    if (!used.emoticons().isEmpty() && board.knowsPeers()) {
      line.announce(used.toPayload());
    }
  }

  private void partIsSettled(
      Outgoing outgoing, Line line, @Nullable Fate fate, @Nullable Throwable failure) {
    if (fate == Fate.DELIVERED) {
      outgoing.partArrived();
    } else {
      outgoing.partRefused();
    }
    if (failure != null) {
      undelivered(outgoing, Failures.undelivered(failure));
    } else if (outgoing.isSettled()) {
      settle(outgoing, line);
    }
    dropIfEmpty(line);
    if (!waiting.isEmpty() && mayGoOn(line)) {
      sendWaiting();
    }
  }

  /**
   * What comes back as everybody has left goes again when all of it is back. A line that broke is
   * not used any more; its end sees to what waits.
   */
  private boolean mayGoOn(Line line) {
    if (lines.contains(line) && !line.isOpen()) {
      return false;
    }
    int most = line.people().isEmpty() ? 1 : MOST_UNCONFIRMED;
    return line.unconfirmed() < most;
  }

  private void settle(Outgoing outgoing, Line line) {
    if (outgoing.partsRefused() == 0) {
      if (outgoing.delivery.complete(null)) {
        tell(new MessageDelivered(this, outgoing.message));
      }
    } else if (mayGoAgain(outgoing, line)) {
      sendAgain(outgoing);
    } else {
      undelivered(
          outgoing,
          new UndeliveredException("Somebody did not get the message, said the server.", null));
    }
  }

  /** Behind those that came back before, and ahead of those that were never sent. */
  private void sendAgain(Outgoing outgoing) {
    int before = (int) waiting.stream().filter(other -> other.isSecondTry).count();
    outgoing.isSecondTry = true;
    waiting.add(before, outgoing);
  }

  /** Nobody got any of it, as everybody had left meanwhile. */
  private boolean mayGoAgain(Outgoing outgoing, Line line) {
    return !isOver
        && !outgoing.delivery.isDone()
        && !outgoing.isSecondTry
        && line.people().isEmpty()
        && outgoing.partsRefused() == outgoing.message.toPayloads().size();
  }

  private void undelivered(Outgoing outgoing, UndeliveredException cause) {
    if (outgoing.delivery.completeExceptionally(cause) && !isOver) {
      tell(new MessageUndelivered(this, outgoing.message, cause));
    }
  }

  private void failWaitingIfNobodyComes(Throwable cause) {
    if (people.isEmpty() && !isSomebodyComing()) {
      failWaiting(Failures.undelivered(cause));
    }
  }

  private void failWaiting(UndeliveredException cause) {
    isTypingHeld = false;
    transfers.failHeld(cause);
    files.failHeld(cause);
    List<Outgoing> failed = List.copyOf(waiting);
    waiting.clear();
    failed.forEach(outgoing -> undelivered(outgoing, cause));
  }

  private void sendTyping() {
    Optional<Line> line = talkingLine();
    if (line.isEmpty()) {
      isTypingHeld = isSomebodyComing();
      return;
    }
    Instant now = board.settings().clock().instant();
    if (typed.filter(last -> now.isBefore(last.plus(BETWEEN_TYPINGS))).isEmpty()) {
      typed = Optional.of(now);
      line.get().announce(TypingMessage.by(board.user()));
    }
  }

  @Override
  public void messageCame(Line line, Principal from, MimeMessage message) {
    if (TypingMessage.isIn(message)) {
      typists.writes(from);
      return;
    }
    Optional<EmoticonMessage> emoticons = EmoticonMessage.from(message);
    if (emoticons.isPresent() && line.has(from) && board.knowsPeers()) {
      heldTexts.announced(from, emoticons.get());
      return;
    }
    if (message.contentType().equals(Invitations.CONTENT_TYPE)) {
      invited(line, from, message);
      return;
    }
    Optional<TextMessage> text = TextMessage.from(message);
    if (text.isEmpty()) {
      LOG.debug("Ignored a message of type {}", message.contentType());
      return;
    }
    reveal(from);
    typists.stopped(from);
    heldTexts.came(from, text.get());
  }

  // ---- the end ----

  private void end() {
    if (isOver) {
      return;
    }
    typists.stopAll();
    isOver = true;
    stopWaiting();
    heldTexts.leftAll();
    transfers.end();
    files.end();
    List.copyOf(lines).forEach(this::drop);
    people = Set.of();
    invitations.forEach(invitation -> invitation.outcome.completeExceptionally(isOverAlready()));
    invitations.clear();
    failWaiting(isOverAlready());
    board.ended(this);
    tell(new ConversationClosed(this));
  }
}
