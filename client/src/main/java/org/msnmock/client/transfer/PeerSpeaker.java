package org.msnmock.client.transfer;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.transfer.PeerLink.Out;
import org.msnmock.client.wire.Payload;

/** Says things to a peer, and gives each its number. For turns. */
final class PeerSpeaker {
  static final String NO_ID = "{00000000-0000-0000-0000-000000000000}";

  private static final long MOST = 0xFFFF_FFFFL;
  private static final String BRANCH = "branch=";

  private final Principal user;
  private final Principal peer;
  private final Out out;
  private final Window window;
  private final RandomGenerator random;
  private long lastId;

  PeerSpeaker(Principal user, Principal peer, Out out, Window window, RandomGenerator random) {
    this.user = user;
    this.peer = peer;
    this.out = out;
    this.window = window;
    this.random = random;
    this.lastId = number();
  }

  /** One that nobody can guess, and is not 0. */
  long number() {
    return 1 + random.nextLong(MOST / 2);
  }

  static String guid() {
    return "{" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT) + "}";
  }

  // ---- texts ----

  /** Invites the peer to something. */
  void invite(String call, String branch, Map<String, String> body) {
    ask("INVITE", call, branch, SlpMessage.REQUEST_BODY, body);
  }

  /** Ends something that was agreed on. */
  void bye(String call, String branch) {
    ask("BYE", call, branch, SlpMessage.CLOSE_BODY, Map.of());
  }

  private void ask(
      String method, String call, String branch, String contentType, Map<String, String> body) {
    Map<String, String> headers = SlpMessage.headers(user, peer, branch, 0, call, contentType);
    say(new SlpMessage(new SlpMessage.Start.Asks(method, peer.address()), headers, body));
  }

  /** Says yes; the identifier of that is the answer. */
  long accept(SlpMessage to) {
    return reply(to, 200, "OK", SlpMessage.REQUEST_BODY, session(to));
  }

  void decline(SlpMessage to) {
    reply(to, 603, "Decline", SlpMessage.REQUEST_BODY, session(to));
  }

  /** Says that something makes no sense here. */
  void refuse(SlpMessage to) {
    reply(to, 500, "Internal Error", "null", Map.of());
  }

  /** Says that a direct connection can't be had; what was agreed on goes on here. */
  void declineConnection(SlpMessage to) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("Bridge", "TCPv1");
    body.put("Listening", "false");
    body.put("Nonce", NO_ID);
    reply(to, 200, "OK", SlpMessage.TRANSPORT_REPLY, body);
  }

  private static Map<String, String> session(SlpMessage of) {
    return Map.of("SessionID", of.field("SessionID"));
  }

  /** By which a text and its answers are held together; that of the text. */
  static String branch(SlpMessage text) {
    String via = text.header("Via");
    int start = via.indexOf(BRANCH);
    return start < 0 ? NO_ID : via.substring(start + BRANCH.length());
  }

  private long reply(
      SlpMessage to, int status, String reason, String contentType, Map<String, String> body) {
    Map<String, String> headers =
        SlpMessage.headers(user, peer, branch(to), 1, to.header("Call-ID"), contentType);
    return say(new SlpMessage(new SlpMessage.Start.Answers(status, reason), headers, body));
  }

  private long say(SlpMessage text) {
    return say(0, Payload.of(text.toBytes()), 0);
  }

  // ---- messages ----

  /** Says something that is not long, at once; its identifier is the answer. */
  long say(long session, Payload data, long footer) {
    P2pMessage head = head(session, data.length(), 0, footer);
    byte[] bytes = data.toBytes();
    int from = 0;
    do {
      int length = Math.min(bytes.length - from, P2pMessage.LARGEST);
      send(head.carrying(Payload.of(bytes, from, length), from), fate -> {});
      from += length;
    } while (from < bytes.length);
    return head.id();
  }

  /**
   * Begins to send something long, as fast as it is taken.
   *
   * @param content is closed in the end, also when it is broken off
   */
  PeerStream stream(
      long session,
      InputStream content,
      long size,
      long flags,
      long footer,
      PeerStream.Listener listener) {
    PeerStream begun =
        new PeerStream(this, head(session, size, flags, footer), content, window, listener);
    window.add(begun);
    return begun;
  }

  private P2pMessage head(long session, long total, long flags, long footer) {
    return new P2pMessage(
        session, nextId(), 0, total, flags, random.nextLong(MOST), 0, 0, Payload.EMPTY, footer);
  }

  /** Says that the whole of a message has come. */
  void acknowledge(P2pMessage last) {
    send(last.acknowledgement(nextId()), fate -> {});
  }

  void send(P2pMessage message, Consumer<Fate> settled) {
    out.send(P2pPayload.of(peer, message), settled);
  }

  private long nextId() {
    lastId = lastId == MOST ? 1 : lastId + 1;
    return lastId;
  }
}
