package org.msnmock.client.switchboard;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.AnswerCall;
import org.msnmock.client.command.Rang;
import org.msnmock.client.command.RequestSwitchboard;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.Connection.Unanswered;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.ConversationFailed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.MsnEvent;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.transfer.Emoticons;
import org.msnmock.client.transfer.FileManner;
import org.msnmock.client.transfer.FileSettings;
import org.msnmock.client.transfer.FileTransfers;
import org.msnmock.client.transfer.Pictures;
import org.msnmock.client.transfer.Transfer;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All conversations of a user who is signed in. */
public final class Switchboards {
  private static final Logger LOG = LoggerFactory.getLogger(Switchboards.class);

  /** With more, none is kept for somebody who may have something to say. */
  private static final int FEW_LINES = 10;

  private static final int MOST_LINES = 100;

  /** So that others who call leave lines for the user's own calls. */
  private static final int MOST_CALLED = 50;

  /** How long whoever has called may take to be there. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** So that people who call and leave again don't fill the memory. */
  static final int MOST_CONVERSATIONS = 1_000;

  private final Principal user;
  private final ConnectionSettings settings;
  private final Calls calls;
  private final FileTransfers files;
  private final Pictures pictures;
  private final Emoticons emoticons;
  private final BooleanSupplier knowsPeers;
  private final Supplier<CompletableFuture<RequestSwitchboard.Offered>> switchboards;
  private final Turns turns;
  private final Dialler dialler;
  private final List<SwitchboardConversation> conversations = new ArrayList<>();
  private final Set<Connection> connections = new HashSet<>();
  private int dialling;
  private boolean isClosed;

  /**
   * @param knowsPeers whether the agreed version has messages for other clients
   * @param switchboards asks the notification server for one; on any thread
   */
  public Switchboards(
      Principal user,
      ConnectionSettings settings,
      Calls calls,
      FileSettings files,
      Pictures pictures,
      Emoticons emoticons,
      BooleanSupplier knowsPeers,
      Supplier<CompletableFuture<RequestSwitchboard.Offered>> switchboards) {
    this.user = user;
    this.settings = settings;
    this.calls = calls;
    this.files = new FileTransfers(files, settings);
    this.pictures = pictures;
    this.emoticons = emoticons;
    this.knowsPeers = knowsPeers;
    this.switchboards = switchboards;
    this.turns = new Turns(settings.activity());
    this.dialler = new Dialler(settings);
  }

  /** Begins a conversation, and returns at once. What comes of it is told by events. */
  public Conversation open(Set<Principal> with) {
    SwitchboardConversation conversation = new SwitchboardConversation(this);
    turns.take(
        () -> {
          if (isClosed) {
            conversation.leave();
          } else {
            // else the others might talk in one that lingers, and not in this
            List.copyOf(conversations).stream()
                .filter(talk -> with.stream().anyMatch(talk::isWith))
                .forEach(SwitchboardConversation::lingerNoLonger);
            begin(conversation);
            conversation.open(with);
          }
        });
    return conversation;
  }

  /**
   * Fetches what somebody shows, in a conversation with that person; in one that is opened for it
   * where there is none.
   *
   * @return gets the bytes, in a turn
   */
  public CompletableFuture<byte[]> fetch(Principal who, MsnObject wanted) {
    CompletableFuture<byte[]> content = new CompletableFuture<>();
    turns.take(
        () -> {
          if (isClosed || !knowsPeers()) {
            content.completeExceptionally(
                new TransferFailedException(
                    Reason.NO_ANSWER,
                    isClosed
                        ? "the client is signed out"
                        : "the version that was agreed on knows no pictures"));
            return;
          }
          Optional<SwitchboardConversation> known =
              conversations.stream().filter(talk -> talk.isWith(who)).findFirst();
          SwitchboardConversation conversation = known.orElseGet(() -> opened(who));
          conversation.fetch(who, wanted, content);
        });
    return content;
  }

  /**
   * Offers a file in a conversation with that person, and returns at once; in one that is opened
   * for it where there is none.
   *
   * @throws IllegalArgumentException when it is no file that can be sent
   */
  public FileTransfer sendFile(Principal to, Path file, FileManner manner) {
    Transfer transfer = files.sending(file, to);
    turns.take(
        () -> {
          if (!transfer.isOver()) {
            Optional<SwitchboardConversation> known =
                conversations.stream().filter(talk -> talk.isWith(to)).findFirst();
            known.orElseGet(() -> opened(to)).sendFile(transfer, file, manner);
          }
        });
    return transfer;
  }

  private SwitchboardConversation opened(Principal who) {
    SwitchboardConversation conversation = SwitchboardConversation.unseen(this);
    begin(conversation);
    conversation.open(Set.of(who));
    return conversation;
  }

  /** Somebody calls. On any thread. */
  public void rang(Rang ring) {
    turns.take(
        () -> {
          if (isClosed || calls == Calls.IGNORED || connections.size() + dialling >= MOST_CALLED) {
            LOG.debug("Did not answer {}", ring);
          } else {
            new Answering(ring).dial();
          }
        });
  }

  /** Ends all conversations, with a good-bye where somebody may hear it. On any thread. */
  public void leave() {
    files.leave();
    turns.take(
        () -> {
          isClosed = true;
          List.copyOf(conversations).forEach(Conversation::leave);
          dialler.close();
        });
  }

  /** Ends all at once. On any thread. */
  public void close() {
    leave();
    files.close();
    turns.take(() -> List.copyOf(connections).forEach(Connection::close));
  }

  // ---- for conversations ----

  Principal user() {
    return user;
  }

  Pictures pictures() {
    return pictures;
  }

  Emoticons emoticons() {
    return emoticons;
  }

  FileTransfers files() {
    return files;
  }

  /** Whether clients may tell each other something besides texts. */
  boolean knowsPeers() {
    return knowsPeers.getAsBoolean();
  }

  ConnectionSettings settings() {
    return settings;
  }

  Turns turns() {
    return turns;
  }

  /** Tells the application. */
  void caused(MsnEvent event) {
    if (!settings.events().offer(event)) {
      LOG.warn("The application does not listen; it misses {}", event.getClass().getSimpleName());
    }
  }

  /**
   * Whether a conversation that nobody knows of may keep its line for a while; not where one with
   * the same people is known, as they might talk in the wrong one.
   */
  boolean mayLinger(SwitchboardConversation unseen) {
    return connections.size() + dialling <= FEW_LINES
        && conversations.stream()
            .noneMatch(talk -> !talk.equals(unseen) && talk.isWithThoseOf(unseen));
  }

  CompletableFuture<RequestSwitchboard.Offered> askForSwitchboard() {
    try {
      return switchboards.get();
    } catch (IllegalStateException | RejectedExecutionException e) { // nobody is signed in any more
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Connects; one of the two gets to know of it, in its turn. */
  void dial(String address, LineOwner owner, Consumer<Line> opened, Consumer<Throwable> failed) {
    if (connections.size() + dialling >= MOST_LINES) {
      failed.accept(new IllegalStateException(MOST_LINES + " conversations are open already."));
      return;
    }
    Endpoint server;
    try {
      server = Endpoint.from(address);
    } catch (IllegalArgumentException e) {
      failed.accept(e);
      return;
    }
    dialling++;
    dialler.dial(
        server,
        (connection, failure) ->
            turns.take(
                () -> {
                  dialling--;
                  if (connection == null) {
                    failed.accept(
                        failure == null
                            ? new IllegalStateException("nothing came of it")
                            : failure);
                  } else {
                    opened.accept(line(connection, owner));
                  }
                }));
  }

  private Line line(Connection connection, LineOwner owner) {
    connections.add(connection);
    CompletableFuture<?> unused =
        connection.ended().thenRun(() -> turns.take(() -> connections.remove(connection)));
    return new Line(connection, settings, turns, user, owner);
  }

  /** Where there are very many, the oldest one is over in which nobody is any more. */
  private void begin(SwitchboardConversation conversation) {
    if (conversations.size() >= MOST_CONVERSATIONS) {
      conversations.stream()
          .filter(SwitchboardConversation::isDormant)
          .findFirst()
          .ifPresent(Conversation::leave);
    }
    conversations.add(conversation);
  }

  void ended(SwitchboardConversation conversation) {
    conversations.remove(conversation);
  }

  /** The conversation that a line is for on which somebody has called. */
  private SwitchboardConversation conversationWith(Principal caller, Line line) {
    Optional<SwitchboardConversation> known =
        line.people().keySet().equals(Set.of(caller))
            ? conversations.stream()
                .filter(talk -> talk.isWith(caller) && talk.hasRoomForALine())
                .findFirst()
            : Optional.empty();
    known.ifPresent(talk -> talk.reveal(caller));
    return known.orElseGet(
        () -> {
          SwitchboardConversation opened = new SwitchboardConversation(this);
          begin(opened);
          caused(new ConversationOpened(opened, caller));
          return opened;
        });
  }

  /** A call on its way to be answered. Who is there decides which conversation it belongs to. */
  private final class Answering implements LineOwner {
    private final Rang ring;
    private boolean isAnswered;
    private boolean isHandedOver;

    Answering(Rang ring) {
      this.ring = ring;
    }

    void dial() {
      Switchboards.this.dial(ring.address(), this, this::answer, this::failed);
    }

    private void answer(Line line) {
      if (isClosed) {
        line.hangUp();
        return;
      }
      line.start();
      line.request(
          new AnswerCall(user, ring.key(), ring.session()),
          Unanswered.ENDS_THE_CONNECTION,
          (answered, failure) -> {
            if (failure != null) {
              line.hangUp();
              failed(failure);
            } else if (isClosed) {
              line.leave();
            } else {
              isAnswered = true;
              handOver(line);
            }
          });
    }

    /** Where nobody is there yet, whoever comes decides. */
    private void handOver(Line line) {
      if (line.people().isEmpty()) {
        waitForSomebody(line);
      } else if (!isHandedOver) {
        isHandedOver = true;
        conversationWith(ring.caller(), line).adopt(line);
      }
    }

    private void waitForSomebody(Line line) {
      try {
        ScheduledFuture<?> unused =
            settings
                .scheduler()
                .schedule(
                    () -> turns.take(() -> giveUp(line)), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.debug("Nobody is waited for, as the client is closed", e);
        line.leave();
      }
    }

    private void giveUp(Line line) {
      if (!isHandedOver) {
        line.leave();
      }
    }

    private void failed(@Nullable Throwable failure) {
      if (!isClosed && failure != null) {
        MsnException cause = Failures.noSwitchboard(failure);
        caused(
            new ConversationFailed(Optional.empty(), Collections.singleton(ring.caller()), cause));
      }
    }

    @Override
    public void joined(Line line, Principal who, String friendlyName) {
      if (isAnswered) {
        handOver(line);
      }
    }

    @Override
    public void left(Line line, Principal who, ParticipantLeft.Reason reason) {
      if (isAnswered && line.people().isEmpty()) {
        line.leave();
      }
    }

    @Override
    public void messageCame(Line line, Principal from, MimeMessage message) {
      LOG.debug("Ignored what {} said before anybody was there", from);
    }

    @Override
    public void peerMessageCame(Line line, Principal from, Payload message) {
      LOG.debug("Ignored what the client of {} said before anybody was there", from);
    }

    @Override
    public void idle(Line line) {
      line.leave();
    }

    @Override
    public void ended(Line line, MsnException cause) {}
  }
}
