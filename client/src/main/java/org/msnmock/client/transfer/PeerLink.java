package org.msnmock.client.transfer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user and one other person in a conversation send each other besides texts: pictures and
 * emoticons that one of them offers and the other one asks for, and files. Nothing of it is shown
 * in the conversation. For turns; futures are completed in them.
 *
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/slplink.c and msn/slp.c"
 */
public final class PeerLink {
  /** The largest picture that is fetched; those of the time had some ten thousand bytes. */
  static final int LARGEST_OBJECT = 256 * 1024;

  static final String OBJECTS = "{A4268EEC-FEC5-49E5-95C3-F126696BDBF6}";

  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

  /** A peer that begins more has the oldest ended. */
  private static final int MOST_SERVED = 32;

  private static final int MOST_OFFERED = 10;

  private static final long MOST = 0xFFFF_FFFFL;

  private final Principal peer;
  private final Offers offers;
  private final PeerFiles files;
  private final PeerSpeaker speaker;
  private final SlpTexts texts = new SlpTexts();
  private final Map<String, PeerSession> sessions = new LinkedHashMap<>();

  /** What the user has to offer. */
  @FunctionalInterface
  public interface Offers {
    /** The bytes of an object that the user offers; nothing for any other one. */
    Optional<Payload> content(MsnObject wanted);
  }

  /** The way to the peer. */
  @FunctionalInterface
  public interface Out {
    /**
     * Sends a message of type D to the conversation, and returns at once.
     *
     * @param settled is told later, in another turn, what became of it; whether the peer's client
     *     has it where the server does not tell counts as delivered
     */
    void send(Payload message, Consumer<Fate> settled);
  }

  /**
   * @param window of the conversation
   * @param random makes ids that nobody can guess
   */
  public PeerLink(
      Principal user,
      Principal peer,
      Offers offers,
      Out out,
      Window window,
      PeerFiles files,
      RandomGenerator random) {
    this.peer = peer;
    this.files = files;
    this.offers = offers;
    this.speaker = new PeerSpeaker(user, peer, out, window, random);
  }

  // ---- what the user wants ----

  /**
   * Asks the other one for an object.
   *
   * @param content gets the bytes that the object describes, or a {@link TransferFailedException}
   */
  public void fetch(MsnObject wanted, CompletableFuture<byte[]> content) {
    if (wanted.size() > LARGEST_OBJECT) {
      content.completeExceptionally(
          new TransferFailedException(
              Reason.WRONG_DATA,
              "%s offers a picture of %s bytes; more than %s are not fetched"
                  .formatted(peer, wanted.size(), LARGEST_OBJECT)));
      return;
    }
    String call = PeerSpeaker.guid();
    ObjectFetch fetch = new ObjectFetch(speaker, call, forgetting(call), wanted, content);
    sessions.put(call, fetch);
    fetch.ask();
  }

  private Runnable forgetting(String call) {
    return () -> sessions.remove(call);
  }

  /** Offers the other one a file. */
  public void offer(Transfer transfer, Path file) {
    String call = PeerSpeaker.guid();
    FileSending sending = new FileSending(files, speaker, call, forgetting(call), transfer, file);
    if (transfer.carriedBy(sending)) {
      sessions.put(call, sending);
      sending.offer();
    }
  }

  /** Waits no longer for an object; without effect when it has come, or failed. */
  public void giveUp(CompletableFuture<byte[]> content, String why) {
    for (PeerSession session : List.copyOf(sessions.values())) {
      if (session instanceof ObjectFetch fetch && fetch.isFor(content)) {
        fetch.breakOff(Reason.NO_ANSWER, why);
      }
    }
  }

  /** Whoever waits is told that it came to nothing, because of the conversation's end. */
  public void end(Reason reason, String why) {
    List<PeerSession> ended = List.copyOf(sessions.values());
    sessions.clear();
    texts.clear();
    ended.forEach(session -> session.ended(reason, why));
  }

  // ---- what comes ----

  /** Takes what {@link P2pPayload#read} got from a message of the other one. */
  public void received(byte[] bytes) {
    P2pMessage.read(bytes)
        .ifPresentOrElse(
            this::received,
            () -> LOG.debug("Ignored {} bytes from {}, no message of peers", bytes.length, peer));
  }

  private void received(P2pMessage message) {
    if (message.isAcknowledgement()) {
      List.copyOf(sessions.values()).forEach(session -> session.acknowledged(message.ackId()));
    } else if (message.session() == 0) {
      texts.whole(message).ifPresent(whole -> negotiate(message, whole));
    } else {
      sessions.values().stream()
          .filter(session -> session.number() == message.session() && session.awaitsData())
          .findFirst()
          .ifPresentOrElse(
              session -> session.dataCame(message),
              () -> LOG.debug("Ignored {} from {}, which nobody awaits", message, peer));
    }
  }

  private void negotiate(P2pMessage last, byte[] whole) {
    speaker.acknowledge(last);
    Optional<SlpMessage> text = SlpMessage.read(whole);
    if (text.isEmpty()) {
      LOG.debug("Ignored {} from {}, which is no text of SLP", last, peer);
    } else if (text.get().start() instanceof SlpMessage.Start.Asks asks) {
      asked(asks.method(), text.get());
    } else if (text.get().start() instanceof SlpMessage.Start.Answers answers) {
      session(text.get()).ifPresent(session -> session.answered(answers.status()));
    }
  }

  private Optional<PeerSession> session(SlpMessage text) {
    return Optional.ofNullable(sessions.get(text.header("Call-ID")));
  }

  private void asked(String method, SlpMessage text) {
    if (method.equals("BYE")) {
      Optional.ofNullable(sessions.remove(text.header("Call-ID"))).ifPresent(PeerSession::byeSaid);
    } else if (!method.equals("INVITE")) {
      speaker.refuse(text);
    } else if (text.contentType().equals(SlpMessage.TRANSPORT_BODY)) {
      speaker.declineConnection(text);
    } else {
      invited(text);
    }
  }

  private void invited(SlpMessage text) {
    long number = number(text);
    String kind = text.field("EUF-GUID");
    if (number == 0 || session(text).isPresent()) {
      speaker.refuse(text);
    } else if (kind.equalsIgnoreCase(OBJECTS)) {
      object(text)
          .flatMap(offers::content)
          .ifPresentOrElse(content -> serve(text, number, content), () -> speaker.decline(text));
    } else if (kind.equalsIgnoreCase(FileSending.FILES)) {
      FileContext.read(text.field("Context"))
          .ifPresentOrElse(file -> offered(text, number, file), () -> speaker.refuse(text));
    } else {
      speaker.refuse(text);
    }
  }

  private void offered(SlpMessage text, long number, FileContext file) {
    Transfer transfer =
        Transfer.offeredBy(peer, file.name(), file.size(), files.all().connections().events());
    if (count(FileReceiving.class) >= MOST_OFFERED || !files.all().mayCome(transfer)) {
      speaker.decline(text);
      return;
    }
    String call = text.header("Call-ID");
    FileReceiving receiving =
        new FileReceiving(files, speaker, text, number, forgetting(call), transfer);
    sessions.put(call, receiving);
    receiving.offer();
  }

  private long count(Class<? extends PeerSession> kind) {
    return sessions.values().stream().filter(kind::isInstance).count();
  }

  private void serve(SlpMessage text, long number, Payload content) {
    endOldestServing();
    String call = text.header("Call-ID");
    ObjectServing serving = new ObjectServing(speaker, forgetting(call), number, content);
    sessions.put(call, serving);
    serving.accept(text);
  }

  private void endOldestServing() {
    List<String> calls =
        sessions.entrySet().stream()
            .filter(one -> one.getValue() instanceof ObjectServing)
            .map(Map.Entry::getKey)
            .toList();
    if (calls.size() >= MOST_SERVED) {
      Optional.ofNullable(sessions.remove(calls.get(0)))
          .ifPresent(oldest -> oldest.ended(Reason.BROKEN_OFF, peer + " asks for too much"));
    }
  }

  /** How many sessions there are. */
  int sessions() {
    return sessions.size();
  }

  /** 0 where it is none. */
  private static long number(SlpMessage text) {
    String number = text.field("SessionID");
    return number.matches("[0-9]{1,10}") && Long.parseLong(number) <= MOST
        ? Long.parseLong(number)
        : 0;
  }

  private static Optional<MsnObject> object(SlpMessage text) {
    try {
      byte[] context = Base64.getMimeDecoder().decode(text.field("Context"));
      String object = new String(context, StandardCharsets.UTF_8);
      int end = object.indexOf('\0');
      return MsnObject.parse(end < 0 ? object : object.substring(0, end));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
