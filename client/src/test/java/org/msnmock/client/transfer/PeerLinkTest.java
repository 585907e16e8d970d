package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.wire.Payload;

class PeerLinkTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");

  private final byte[] picture = bytes(3000);
  private final MsnObject offered = MsnObject.of(BOB, MsnObject.PICTURE, "TFR1.tmp", picture);

  /** What each has said and the other one has not heard yet. */
  private final Deque<Payload> toBob = new ArrayDeque<>();

  private final Deque<Payload> toAlice = new ArrayDeque<>();

  private final PeerLink alice = link(ALICE, BOB, wanted -> Optional.empty(), toBob, 1);
  private final PeerLink bob =
      link(
          BOB,
          ALICE,
          wanted -> Optional.of(picture).filter(any -> wanted.equals(offered)),
          toAlice,
          2);

  /** What the server has taken, and not told of yet. */
  private final Deque<Runnable> unsettled = new ArrayDeque<>();

  private PeerLink link(
      Principal user,
      Principal peer,
      Function<MsnObject, Optional<byte[]>> offers,
      Deque<Payload> out,
      int seed) {
    return new PeerLink(
        user,
        peer,
        wanted -> offers.apply(wanted).map(Payload::of),
        (message, settled) -> {
          out.add(message);
          unsettled.add(() -> settled.accept(Fate.DELIVERED));
        },
        new Window(),
        PeerTools.files(new ManualTime(), new MsnListener() {}),
        new Random(seed));
  }

  private PeerLink bobWith(Function<MsnObject, Optional<byte[]>> offers) {
    return link(BOB, ALICE, offers, toAlice, 3);
  }

  private static byte[] bytes(int count) {
    byte[] out = new byte[count];
    new Random(count).nextBytes(out);
    return out;
  }

  private CompletableFuture<byte[]> fetch(MsnObject wanted) {
    CompletableFuture<byte[]> content = new CompletableFuture<>();
    alice.fetch(wanted, content);
    return content;
  }

  /** Carries what they say until they are silent; all of it, as one line each. */
  private List<String> talk(PeerLink owner) {
    List<String> said = new ArrayList<>();
    while (!toBob.isEmpty() || !toAlice.isEmpty() || !unsettled.isEmpty()) {
      if (!toBob.isEmpty()) {
        said.add("alice " + carry(toBob.remove(), BOB, owner));
      } else if (!toAlice.isEmpty()) {
        said.add("bob " + carry(toAlice.remove(), ALICE, alice));
      } else {
        unsettled.remove().run();
      }
    }
    return said;
  }

  private static String carry(Payload payload, Principal to, PeerLink link) {
    byte[] content = P2pPayload.read(payload, to).orElseThrow();
    link.received(content);
    P2pMessage message = P2pMessage.read(content).orElseThrow();
    if (message.isAcknowledgement()) {
      return "ack";
    }
    return message.session() == 0
        ? SlpMessage.read(message.data().toBytes())
            .orElseThrow()
            .start()
            .toString()
            .split(" MSN")[0]
        : message.data().length() + " bytes";
  }

  @Test
  void a_picture_is_fetched_in_the_order_of_official_clients() {
    CompletableFuture<byte[]> fetched = fetch(offered);

    assertThat(talk(bob))
        .containsExactly(
            "alice INVITE",
            "bob ack",
            "bob MSNSLP/1.0 200 OK",
            "alice ack",
            "bob 4 bytes",
            "alice ack",
            "bob 1202 bytes",
            "bob 1202 bytes",
            "bob 596 bytes",
            "alice ack",
            "alice BYE",
            "bob ack");
    assertThat(fetched).isCompleted();
    assertThat(fetched.join()).isEqualTo(picture);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 5, 1202, 1203, 20_000})
  void pictures_of_any_size_are_fetched(int size) {
    byte[] content = bytes(size);
    PeerLink owner = bobWith(any -> Optional.of(content));
    CompletableFuture<byte[]> fetched = fetch(MsnObject.of(BOB, 3, "x", content));

    talk(owner);

    assertThat(fetched).isCompleted();
    assertThat(fetched.join()).isEqualTo(content);
  }

  @Test
  void two_are_fetched_at_once() {
    byte[] other = bytes(2000);
    MsnObject second = MsnObject.of(BOB, MsnObject.EMOTICON, "y", other);
    PeerLink owner = bobWith(wanted -> Optional.of(wanted.equals(second) ? other : picture));
    CompletableFuture<byte[]> one = fetch(offered);
    CompletableFuture<byte[]> two = fetch(second);

    talk(owner);

    assertThat(one).isCompleted();
    assertThat(one.join()).isEqualTo(picture);
    assertThat(two).isCompleted();
    assertThat(two.join()).isEqualTo(other);
  }

  @Test
  void what_is_not_offered_is_declined_and_no_byte_of_another_one_sent() {
    CompletableFuture<byte[]> fetched = fetch(MsnObject.of(BOB, 3, "x", bytes(10)));

    assertThat(talk(bob))
        .containsExactly("alice INVITE", "bob ack", "bob MSNSLP/1.0 603 Decline", "alice ack");
    assertThat(reason(fetched)).isEqualTo(Reason.DECLINED);
  }

  private static Reason reason(CompletableFuture<byte[]> failed) {
    assertThat(failed).isCompletedExceptionally();
    Throwable cause = failed.handle((value, failure) -> failure).join();
    assertThat(cause).isInstanceOf(TransferFailedException.class);
    return ((TransferFailedException) cause).reason();
  }

  @Test
  void bytes_that_are_not_those_of_the_object_are_not_taken() {
    byte[] forged = picture.clone();
    forged[2999]++;
    PeerLink forger = bobWith(any -> Optional.of(forged));
    CompletableFuture<byte[]> fetched = fetch(offered);

    talk(forger);

    assertThat(reason(fetched)).isEqualTo(Reason.WRONG_DATA);
  }

  @Test
  void more_than_was_offered_is_not_kept() {
    PeerLink other = bobWith(any -> Optional.of(bytes(100_000)));
    CompletableFuture<byte[]> fetched = fetch(offered);

    talk(other);

    assertThat(reason(fetched)).isEqualTo(Reason.WRONG_DATA);
  }

  @Test
  void an_end_before_all_has_come_is_told() {
    CompletableFuture<byte[]> fetched = fetch(offered);
    SlpMessage invitation = text(toBob.remove());

    say(alice, "BYE", invitation.header("Call-ID"));

    assertThat(reason(fetched)).isEqualTo(Reason.BROKEN_OFF);
  }

  private static SlpMessage text(Payload payload) {
    byte[] content = P2pPayload.read(payload, BOB).orElseThrow();
    return SlpMessage.read(P2pMessage.read(content).orElseThrow().data().toBytes()).orElseThrow();
  }

  private static void say(PeerLink to, String method, String call) {
    String text =
        "%s MSNMSGR:x@y MSNSLP/1.0\r\nCall-ID: %s\r\nContent-Length: 3\r\n\r\n\r\n\0"
            .formatted(method, call);
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    to.received(new P2pMessage(0, 1, 0, data.length, 0, 2, 0, 0, Payload.of(data), 0).toBytes());
  }

  @Test
  void whoever_waits_is_told_of_the_end_of_the_conversation() {
    CompletableFuture<byte[]> fetched = fetch(offered);

    alice.end(Reason.BROKEN_OFF, "the conversation is over");

    assertThat(reason(fetched)).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void a_direct_connection_is_declined_and_the_transfer_goes_on() {
    String text =
        "INVITE MSNMSGR:alice@example.com MSNSLP/1.0\r\nVia: MSNSLP/1.0/TLP ;branch={B}\r\n"
            + "Call-ID: {C}\r\nContent-Type: application/x-msnmsgr-transreqbody\r\n"
            + "Content-Length: 26\r\n\r\nBridges: TCPv1\r\n\r\n\0";
    byte[] data = text.getBytes(StandardCharsets.UTF_8);

    alice.received(new P2pMessage(0, 1, 0, data.length, 0, 2, 0, 0, Payload.of(data), 0).toBytes());

    toBob.remove(); // the acknowledgement
    SlpMessage answer = text(toBob.remove());
    assertThat(answer.start()).isEqualTo(new SlpMessage.Start.Answers(200, "OK"));
    assertThat(answer.header("Via")).endsWith("branch={B}");
    assertThat(answer.contentType()).isEqualTo(SlpMessage.TRANSPORT_REPLY);
    assertThat(answer.field("Listening")).isEqualTo("false");
  }

  @Test
  void what_nobody_knows_is_an_error_and_no_end() {
    String text =
        "INVITE MSNMSGR:bob@example.com MSNSLP/1.0\r\nCall-ID: {C}\r\nContent-Length: 9\r\n\r\n"
            + "EUF-GUID: {00000000-0000-0000-0000-000000000001}\r\nSessionID: 5\r\n\r\n\0";
    byte[] data = text.getBytes(StandardCharsets.UTF_8);

    alice.received(new P2pMessage(0, 1, 0, data.length, 0, 2, 0, 0, Payload.of(data), 0).toBytes());

    toBob.remove();
    assertThat(text(toBob.remove()).start())
        .isEqualTo(new SlpMessage.Start.Answers(500, "Internal Error"));
    assertThat(fetch(offered)).isNotDone();
  }

  @Test
  void a_text_in_parts_is_put_together() {
    MsnObject longer =
        new MsnObject("bob@example.com", 3000, 3, "x".repeat(2000), "AAA=", offered.digest(), "");
    CompletableFuture<byte[]> fetched = fetch(longer);
    assertThat(toBob).hasSizeGreaterThan(1);

    while (!toBob.isEmpty()) {
      bob.received(P2pPayload.read(toBob.remove(), BOB).orElseThrow());
    }
    while (!toBob.isEmpty() || !toAlice.isEmpty()) {
      if (!toBob.isEmpty()) {
        bob.received(P2pPayload.read(toBob.remove(), BOB).orElseThrow());
      } else {
        alice.received(P2pPayload.read(toAlice.remove(), ALICE).orElseThrow());
      }
    }

    assertThat(fetched).isCompleted();
    assertThat(fetched.join()).isEqualTo(picture);
  }

  @Test
  void a_message_for_another_one_is_not_for_the_user() {
    fetch(offered);

    assertThat(P2pPayload.read(toBob.peek(), new Principal("carol@example.com"))).isEmpty();
    assertThat(P2pPayload.read(toBob.peek(), new Principal("BOB@example.com"))).isPresent();
    assertThat(P2pPayload.read(Payload.of("no headers"), BOB)).isEmpty();
  }

  @Test
  void what_a_forger_invites_to_a_thousand_times_is_kept_within_bounds() {
    for (int i = 0; i < 1000; i++) {
      invite(bob, "{" + i + "}", offered);
    }

    assertThat(bob.sessions()).isEqualTo(32);
  }

  @Test
  void few_parts_are_on_their_way_at_a_time() {
    byte[] large = bytes(200_000);
    PeerLink owner = bobWith(any -> Optional.of(large));
    CompletableFuture<byte[]> fetched = fetch(MsnObject.of(BOB, 3, "x", large));
    unsettled.clear();

    while (!toBob.isEmpty() || !toAlice.isEmpty()) {
      if (!toBob.isEmpty()) {
        carry(toBob.remove(), BOB, owner);
      } else {
        carry(toAlice.remove(), ALICE, alice);
      }
    }
    assertThat(fetched).isNotDone();
    assertThat(unsettled).as("of both").hasSizeLessThan(Window.MOST_UNDER_WAY + 10);

    talk(owner);

    assertThat(fetched).isCompleted();
    assertThat(fetched.join()).isEqualTo(large);
  }

  @Test
  void an_invitation_that_repeats_a_call_ends_nothing() {
    CompletableFuture<byte[]> fetched = fetch(offered);
    String call = text(toBob.peek()).header("Call-ID");

    invite(alice, call, offered);

    assertThat(talk(bob)).contains("alice MSNSLP/1.0 500 Internal Error");
    assertThat(fetched).isCompleted();
  }

  private static void invite(PeerLink to, String call, MsnObject object) {
    String context =
        Base64.getEncoder().encodeToString((object.text() + "\0").getBytes(StandardCharsets.UTF_8));
    String text =
        ("INVITE MSNMSGR:x@y MSNSLP/1.0\r\nCall-ID: %s\r\nContent-Length: 9\r\n\r\n"
                + "EUF-GUID: {A4268EEC-FEC5-49E5-95C3-F126696BDBF6}\r\nSessionID: 5\r\n"
                + "Context: %s\r\n\r\n\0")
            .formatted(call, context);
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    to.received(new P2pMessage(0, 1, 0, data.length, 0, 2, 0, 0, Payload.of(data), 0).toBytes());
  }
}
