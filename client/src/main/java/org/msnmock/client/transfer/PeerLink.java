package org.msnmock.client.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user and one other person in a conversation send each other besides texts: pictures that
 * one of them offers and the other one asks for. Nothing of it is shown in the conversation.
 *
 * <pre>
 *  who asks                     who has it
 *  INVITE (the object) ──────►
 *         ◄────────────── 200 OK            each text and each whole is acknowledged
 *         ◄────────────── four zero bytes
 *         ◄────────────── the bytes, in chunks
 *  BYE ──────────────────────►
 * </pre>
 *
 * <p>Thread-safe. Futures are completed on the thread that brought what decides them.
 *
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/slplink.c and msn/slp.c"
 */
public final class PeerLink {
  /** The largest picture that is fetched; those of the time had some ten thousand bytes. */
  static final int LARGEST_OBJECT = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

  private static final String OBJECTS = "{A4268EEC-FEC5-49E5-95C3-F126696BDBF6}";
  private static final String NO_NONCE = "{00000000-0000-0000-0000-000000000000}";
  private static final String OBJECT_APPLICATION = "1";
  private static final int PICTURES = 1;
  private static final int LARGEST_TEXT = 16 * 1024;
  private static final int MOST_UNFINISHED = 16;
  private static final int MOST_SESSIONS = 32;
  private static final int PREPARATION = 4;
  private static final long MOST = 0xFFFF_FFFFL;

  private final Principal user;
  private final Principal peer;
  private final Offers offers;
  private final Consumer<Payload> out;
  private final RandomGenerator random;

  private final Object lock = new Object();
  private final Map<String, Fetching> fetching = new LinkedHashMap<>();
  private final Map<String, Serving> serving = new LinkedHashMap<>();
  private final Map<Long, ByteArrayOutputStream> unfinished = new HashMap<>();
  private final List<Runnable> outcomes = new ArrayList<>();
  private long lastId;

  /** What the user has to offer. */
  @FunctionalInterface
  public interface Offers {
    /** The bytes of an object that the user offers; nothing for any other one. */
    Optional<byte[]> content(MsnObject wanted);
  }

  /**
   * @param out sends a message of type D to the conversation, and returns at once
   * @param random makes ids that nobody can guess
   */
  public PeerLink(
      Principal user,
      Principal peer,
      Offers offers,
      Consumer<Payload> out,
      RandomGenerator random) {
    this.user = user;
    this.peer = peer;
    this.offers = offers;
    this.out = out;
    this.random = random;
    this.lastId = 1 + random.nextLong(MOST / 2);
  }

  /** An object on its way to the user. */
  private static final class Fetching {
    private final MsnObject wanted;
    private final long session;
    private final String branch;
    private final CompletableFuture<byte[]> content;
    private final ByteArrayOutputStream came = new ByteArrayOutputStream();
    private boolean isPrepared;

    Fetching(MsnObject wanted, long session, String branch, CompletableFuture<byte[]> content) {
      this.content = content;
      this.wanted = wanted;
      this.session = session;
      this.branch = branch;
    }
  }

  /** An object on its way to the other one. */
  private static final class Serving {
    private final long session;
    private final byte[] content;
    private long awaited;
    private Stage stage = Stage.ACCEPTED;

    Serving(long session, byte[] content) {
      this.session = session;
      this.content = content;
    }

    /** What was sent last, and is to be acknowledged. */
    enum Stage {
      ACCEPTED,
      PREPARED,
      SENT
    }
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
    synchronized (lock) {
      String call = guid();
      Fetching started = new Fetching(wanted, 1 + random.nextLong(MOST / 2), guid(), content);
      fetching.put(call, started);
      Map<String, String> body = new LinkedHashMap<>();
      body.put("EUF-GUID", OBJECTS);
      body.put("SessionID", String.valueOf(started.session));
      body.put("AppID", OBJECT_APPLICATION);
      byte[] context = (wanted.text() + "\0").getBytes(StandardCharsets.UTF_8);
      body.put("Context", Base64.getEncoder().encodeToString(context));
      ask("INVITE", call, started.branch, SlpMessage.REQUEST_BODY, body);
    }
  }

  /** Waits no longer for an object; without effect when it has come, or failed. */
  public void giveUp(CompletableFuture<byte[]> content, String why) {
    synchronized (lock) {
      fetching.entrySet().stream()
          .filter(one -> one.getValue().content == content)
          .findFirst()
          .ifPresent(
              one -> {
                bye(one.getKey(), one.getValue());
                fail(one.getKey(), Reason.NO_ANSWER, why);
              });
    }
    tell();
  }

  /**
   * Whoever waits is told that it came to nothing, because of the conversation's end or silence.
   */
  public void end(Reason reason, String why) {
    synchronized (lock) {
      List.copyOf(fetching.keySet()).forEach(call -> fail(call, reason, why));
      serving.clear();
      unfinished.clear();
    }
    tell();
  }

  /** Completes futures, without the lock. */
  private void tell() {
    List<Runnable> due;
    synchronized (lock) {
      due = List.copyOf(outcomes);
      outcomes.clear();
    }
    due.forEach(Runnable::run);
  }

  /** How many objects are on their way to the other one. */
  public int served() {
    synchronized (lock) {
      return serving.size();
    }
  }

  // ---- what comes ----

  /** Takes what {@link P2pPayload#read} got from a message of the other one. */
  public void received(byte[] bytes) {
    Optional<P2pMessage> message = P2pMessage.read(bytes);
    if (message.isEmpty()) {
      LOG.debug("Ignored {} bytes from {} which are no message of peers", bytes.length, peer);
      return;
    }
    synchronized (lock) {
      if (message.get().isAcknowledgement()) {
        acknowledged(message.get().ackId());
      } else if (message.get().session() == 0) {
        negotiate(message.get());
      } else {
        data(message.get());
      }
    }
    tell();
  }

  private void negotiate(P2pMessage part) {
    Optional<byte[]> whole = collect(part);
    if (whole.isEmpty()) {
      return;
    }
    acknowledge(part);
    Optional<SlpMessage> text = SlpMessage.read(whole.get());
    if (text.isEmpty()) {
      LOG.debug("Ignored {} from {}, which is no text of SLP", part, peer);
    } else if (text.get().start() instanceof SlpMessage.Start.Asks asks) {
      asked(asks.method(), text.get());
    } else if (text.get().start() instanceof SlpMessage.Start.Answers answers) {
      answered(answers.status(), text.get());
    }
  }

  /** Puts parts together; the whole once it is there. What is too large or out of order is left. */
  private Optional<byte[]> collect(P2pMessage part) {
    if (part.offset() == 0 && part.isLast()) {
      return Optional.of(part.data().toBytes());
    }
    boolean isNew = part.offset() == 0;
    ByteArrayOutputStream sofar = isNew ? new ByteArrayOutputStream() : unfinished.get(part.id());
    if (sofar == null
        || sofar.size() != part.offset()
        || part.total() > LARGEST_TEXT
        || isNew && unfinished.size() == MOST_UNFINISHED) {
      unfinished.remove(part.id());
      return Optional.empty();
    }
    sofar.writeBytes(part.data().toBytes());
    unfinished.put(part.id(), sofar);
    if (!part.isLast()) {
      return Optional.empty();
    }
    unfinished.remove(part.id());
    return Optional.of(sofar.toByteArray());
  }

  // ---- the other one asks ----

  private void asked(String method, SlpMessage text) {
    if (method.equals("BYE")) {
      over(text.header("Call-ID"));
    } else if (!method.equals("INVITE")) {
      reply(text, 500, "Internal Error", "null", Map.of());
    } else if (text.contentType().equals(SlpMessage.TRANSPORT_BODY)) {
      declineConnection(text);
    } else {
      invited(text);
    }
  }

  private void invited(SlpMessage text) {
    Map<String, String> session = Map.of("SessionID", text.field("SessionID"));
    long number = session(text);
    if (!text.field("EUF-GUID").equalsIgnoreCase(OBJECTS) || number == 0) {
      reply(text, 500, "Internal Error", "null", Map.of());
      return;
    }
    Optional<byte[]> content = wanted(text).flatMap(offers::content);
    if (content.isEmpty()) {
      reply(text, 603, "Decline", SlpMessage.REQUEST_BODY, session);
      return;
    }
    if (serving.size() == MOST_SESSIONS) {
      serving.remove(serving.keySet().iterator().next());
    }
    Serving accepted = new Serving(number, content.get());
    serving.put(text.header("Call-ID"), accepted);
    accepted.awaited = reply(text, 200, "OK", SlpMessage.REQUEST_BODY, session);
  }

  private static long session(SlpMessage text) {
    String number = text.field("SessionID");
    return number.matches("[0-9]{1,10}") && Long.parseLong(number) <= MOST
        ? Long.parseLong(number)
        : 0;
  }

  private static Optional<MsnObject> wanted(SlpMessage text) {
    try {
      byte[] context = Base64.getMimeDecoder().decode(text.field("Context"));
      String object = new String(context, StandardCharsets.UTF_8);
      int end = object.indexOf('\0');
      return MsnObject.parse(end < 0 ? object : object.substring(0, end));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Each acknowledgement brings a session to its next stage. */
  private void acknowledged(long id) {
    for (Map.Entry<String, Serving> one : serving.entrySet()) {
      if (one.getValue().awaited == id) {
        advance(one.getKey(), one.getValue());
        return;
      }
    }
  }

  private void advance(String call, Serving one) {
    switch (one.stage) {
      case ACCEPTED -> {
        one.stage = Serving.Stage.PREPARED;
        one.awaited = say(one.session, new byte[PREPARATION], 0, PICTURES);
      }
      case PREPARED -> {
        one.stage = Serving.Stage.SENT;
        one.awaited = say(one.session, one.content, P2pMessage.PICTURE_DATA, PICTURES);
      }
      case SENT -> serving.remove(call);
    }
  }

  /** We have none to offer; the transfer goes on through the conversation. */
  private void declineConnection(SlpMessage text) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("Bridge", "TCPv1");
    body.put("Listening", "false");
    body.put("Nonce", NO_NONCE);
    reply(text, 200, "OK", SlpMessage.TRANSPORT_REPLY, body);
  }

  private void over(String call) {
    serving.remove(call);
    fail(call, Reason.BROKEN_OFF, peer + " ended the transfer before all had come");
  }

  // ---- the other one answers ----

  private void answered(int status, SlpMessage text) {
    String call = text.header("Call-ID");
    if (status >= 300 && fetching.containsKey(call)) {
      fail(call, Reason.DECLINED, "%s declined with status %s".formatted(peer, status));
    }
  }

  private void data(P2pMessage part) {
    Optional<Map.Entry<String, Fetching>> found =
        fetching.entrySet().stream()
            .filter(one -> one.getValue().session == part.session())
            .findFirst();
    if (found.isEmpty()) {
      LOG.debug("Ignored {} from {}, which nobody has asked for", part, peer);
      return;
    }
    String call = found.get().getKey();
    Fetching one = found.get().getValue();
    if (!one.isPrepared
        && part.total() == PREPARATION
        && (part.flags() & P2pMessage.PICTURE_DATA) == 0) {
      one.isPrepared = true;
      acknowledge(part);
    } else if (part.total() != one.wanted.size() || part.offset() != one.came.size()) {
      bye(call, one);
      fail(call, Reason.WRONG_DATA, "%s sends something else than it offered".formatted(peer));
    } else {
      one.came.writeBytes(part.data().toBytes());
      if (part.isLast()) {
        acknowledge(part);
        finish(call, one);
      }
    }
  }

  private void finish(String call, Fetching one) {
    bye(call, one);
    byte[] content = one.came.toByteArray();
    if (one.wanted.describes(content)) {
      fetching.remove(call);
      outcomes.add(() -> one.content.complete(content));
    } else {
      fail(
          call,
          Reason.WRONG_DATA,
          "the bytes that came from %s are not those it offered".formatted(peer));
    }
  }

  private void bye(String call, Fetching one) {
    ask("BYE", call, one.branch, SlpMessage.CLOSE_BODY, Map.of());
  }

  private void fail(String call, Reason reason, String why) {
    Fetching failed = fetching.remove(call);
    if (failed != null) {
      TransferFailedException cause = new TransferFailedException(reason, why);
      outcomes.add(() -> failed.content.completeExceptionally(cause));
    }
  }

  // ---- what goes out ----

  private void ask(
      String method, String call, String branch, String contentType, Map<String, String> body) {
    Map<String, String> headers = SlpMessage.headers(user, peer, branch, 0, call, contentType);
    say(new SlpMessage(new SlpMessage.Start.Asks(method, peer.address()), headers, body));
  }

  private long reply(
      SlpMessage to, int status, String reason, String contentType, Map<String, String> body) {
    String via = to.header("Via");
    int branch = via.indexOf("branch=");
    Map<String, String> headers =
        SlpMessage.headers(
            user,
            peer,
            branch < 0 ? NO_NONCE : via.substring(branch + "branch=".length()),
            1,
            to.header("Call-ID"),
            contentType);
    return say(new SlpMessage(new SlpMessage.Start.Answers(status, reason), headers, body));
  }

  private long say(SlpMessage text) {
    return say(0, text.toBytes(), 0, 0);
  }

  /** Says something, in as many parts as it needs; its id is the answer. */
  private long say(long session, byte[] data, long flags, long footer) {
    long ackId = random.nextLong(MOST);
    P2pMessage message =
        new P2pMessage(
            session, nextId(), 0, data.length, flags, ackId, 0, 0, Payload.EMPTY, footer);
    int from = 0;
    do {
      out.accept(P2pPayload.of(peer, message.carrying(data, from)));
      from += P2pMessage.LARGEST;
    } while (from < data.length);
    return message.id();
  }

  private void acknowledge(P2pMessage last) {
    out.accept(P2pPayload.of(peer, last.acknowledgement(nextId())));
  }

  private long nextId() {
    lastId = lastId == MOST ? 1 : lastId + 1;
    return lastId;
  }

  private static String guid() {
    return "{" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT) + "}";
  }
}
