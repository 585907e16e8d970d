package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/** Whatever a peer sends, in whichever order: nothing breaks, grows, or is taken for another. */
class PeerPropertiesTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");

  private static final byte[] PICTURE = picture();
  private static final MsnObject OBJECT = MsnObject.of(BOB, MsnObject.PICTURE, "x", PICTURE);

  private static byte[] picture() {
    byte[] bytes = new byte[3000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Two who talk, and all that is on its way between them. */
  private static final class Talk {
    private final Deque<Payload> toBob = new ArrayDeque<>();
    private final Deque<Payload> toAlice = new ArrayDeque<>();
    private final Deque<Consumer<Fate>> unsettled = new ArrayDeque<>();
    private final PeerLink alice = link(ALICE, BOB, toBob, 1);
    private final PeerLink bob = link(BOB, ALICE, toAlice, 2);

    private PeerLink link(Principal user, Principal peer, Deque<Payload> out, int seed) {
      return new PeerLink(
          user,
          peer,
          wanted -> Optional.of(Payload.of(PICTURE)).filter(any -> wanted.equals(OBJECT)),
          (message, settled) -> {
            out.add(message);
            unsettled.add(settled);
          },
          new Window(),
          PeerTools.files(new ManualTime(), new MsnListener() {}),
          new Random(seed));
    }

    /** One message of the one that has waited longest, at either side; whether there was one. */
    boolean carry(Fate fate) {
      if (!toBob.isEmpty()) {
        bob.received(P2pPayload.read(toBob.remove(), BOB).orElseThrow());
      } else if (!toAlice.isEmpty()) {
        alice.received(P2pPayload.read(toAlice.remove(), ALICE).orElseThrow());
      } else if (!unsettled.isEmpty()) {
        unsettled.remove().accept(fate);
      } else {
        return false;
      }
      return true;
    }
  }

  // ---- what is read ----

  @Property
  void any_bytes_are_a_message_or_none(@ForAll byte[] bytes) {
    P2pMessage.read(bytes).ifPresent(PeerPropertiesTest::requireSound);
  }

  @Property
  void any_header_is_sound_or_refused(@ForAll("headers") byte[] bytes) {
    P2pMessage.read(bytes).ifPresent(PeerPropertiesTest::requireSound);
  }

  private static void requireSound(P2pMessage message) {
    assertThat(message.offset()).isNotNegative();
    assertThat(message.total()).isNotNegative();
    assertThat(message.data().length()).isLessThanOrEqualTo(P2pMessage.LARGEST);
    assertThat(message.offset() + message.data().length()).isLessThanOrEqualTo(message.total());
  }

  /** With numbers that are often small, or at an edge. */
  @Provide
  Arbitrary<byte[]> headers() {
    Arbitrary<Long> number =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.longs().between(0, 20)),
            Tuple.of(1, Arbitraries.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE)),
            Tuple.of(1, Arbitraries.longs()));
    Arbitrary<byte[]> data = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
    return Combinators.combine(number.list().ofSize(8), data)
        .as(
            (n, bytes) ->
                new P2pMessage(
                        n.get(0) & 3,
                        n.get(1) & 3,
                        n.get(2),
                        n.get(3),
                        n.get(4) & 0x22,
                        n.get(5) & 3,
                        n.get(6),
                        n.get(7),
                        Payload.of(bytes),
                        1)
                    .toBytes());
  }

  @Property
  void a_message_is_read_as_it_was_written(
      @ForAll long offset, @ForAll byte[] bytes, @ForAll int session) {
    long from = offset >>> 2;
    byte[] data = bytes.length > P2pMessage.LARGEST ? new byte[0] : bytes;
    P2pMessage message =
        new P2pMessage(
            session & 0xFFFF_FFFFL,
            7,
            from,
            from + data.length,
            0x20,
            9,
            1,
            2,
            Payload.of(data),
            1);

    assertThat(P2pMessage.read(message.toBytes())).contains(message);
  }

  @Property
  void any_bytes_are_a_text_or_none(@ForAll byte[] bytes) {
    SlpMessage.read(bytes).ifPresent(text -> assertThat(text.header("Call-ID")).isNotNull());
  }

  @Property
  void any_words_of_a_text_are_read(@ForAll String head, @ForAll String body) {
    String text = "INVITE MSNMSGR:a@b MSNSLP/1.0\r\n" + head + "\r\n\r\n" + body + "\0";

    Optional<SlpMessage> read = SlpMessage.read(text.getBytes(StandardCharsets.UTF_8));

    read.ifPresent(
        found ->
            assertThat(SlpMessage.read(found.toBytes()).orElseThrow().start())
                .isEqualTo(found.start()));
  }

  @Property
  void any_bytes_behind_headers_are_for_somebody_or_nobody(@ForAll byte[] bytes) {
    assertThat(P2pPayload.read(Payload.of(bytes), ALICE)).isNotNull();
  }

  @Property
  void any_words_are_an_object_or_none(@ForAll String words) {
    for (String text : List.of(words, "<msnobj " + words + "/>", OBJECT.text() + words)) {
      MsnObject.parse(text)
          .ifPresent(object -> assertThat(MsnObject.parse(object.text())).contains(object));
    }
  }

  @Property
  void attributes_may_be_in_any_order(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> attributes =
        new ArrayList<>(
            List.of(OBJECT.text().replaceFirst("<msnobj ", "").replace("/>", "").split(" ")));
    attributes.add("stamp=\"x\"");
    Collections.shuffle(attributes, random);

    assertThat(MsnObject.parse("<msnobj " + String.join(" ", attributes) + "/>")).contains(OBJECT);
  }

  // ---- what comes of it ----

  @Property(tries = 200)
  void what_a_link_hears_never_breaks_it(@ForAll("anything") List<byte[]> said) {
    Talk talk = new Talk();
    CompletableFuture<byte[]> fetched = new CompletableFuture<>();
    talk.alice.fetch(OBJECT, fetched);

    said.forEach(talk.alice::received);

    assertThat(talk.alice.sessions())
        .as("one fetched, one served, one file")
        .isLessThanOrEqualTo(3);
    assertThat(talk.toBob.size()).as("at most two answers to each").isLessThan(3 * said.size() + 3);
    assertThat(fetched.isDone() && !fetched.isCompletedExceptionally()).isFalse();
    talk.alice.giveUp(fetched, "late");
    assertThat(fetched).isDone();
  }

  @Provide
  Arbitrary<List<byte[]>> anything() {
    Arbitrary<byte[]> texts =
        Arbitraries.of(
                "INVITE MSNMSGR:a@b MSNSLP/1.0",
                "BYE MSNMSGR:a@b MSNSLP/1.0",
                "MSNSLP/1.0 200 OK",
                "MSNSLP/1.0 603 Decline",
                "PING MSNMSGR:a@b MSNSLP/1.0")
            .flatMap(
                start ->
                    Arbitraries.of(
                            "",
                            "EUF-GUID: {A4268EEC-FEC5-49E5-95C3-F126696BDBF6}\r\nSessionID: 2\r\nContext: "
                                + context(OBJECT.text()),
                            "EUF-GUID: {A4268EEC-FEC5-49E5-95C3-F126696BDBF6}\r\nSessionID: 2\r\nContext: "
                                + context("<msnobj"),
                            "EUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}\r\nSessionID: 3\r\nContext: !",
                            "EUF-GUID: {5D3E02AB-6190-11D3-BBBB-00C04F795683}\r\nSessionID: 3\r\nContext: "
                                + new FileContext("a", 9).toText())
                        .map(body -> text(start, body)));
    return Arbitraries.oneOf(headers(), texts, Arbitraries.bytes().array(byte[].class))
        .list()
        .ofMaxSize(60);
  }

  private static String context(String object) {
    return Base64.getEncoder().encodeToString((object + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] text(String start, String body) {
    byte[] data =
        "%s\r\nCall-ID: {%s}\r\n\r\n%s\r\n\r\n\0"
            .formatted(start, body.length(), body)
            .getBytes(StandardCharsets.UTF_8);
    return new P2pMessage(0, 1, 0, data.length, 0, 2, 0, 0, Payload.of(data), 0).toBytes();
  }

  /** A byte turned round here and there, messages lost, doubled or late. */
  @Property(tries = 300)
  void what_comes_is_what_was_asked_for_or_nothing(@ForAll long seed) {
    Random random = new Random(seed);
    Talk talk = new Talk();
    CompletableFuture<byte[]> fetched = new CompletableFuture<>();
    talk.alice.fetch(OBJECT, fetched);
    for (int i = 0; i < 200; i++) {
      spoil(talk.toAlice, random);
      if (!talk.carry(random.nextInt(50) == 0 ? Fate.NOT_DELIVERED : Fate.DELIVERED)) {
        break;
      }
    }
    talk.alice.giveUp(fetched, "late");

    assertThat(fetched).isDone();
    if (!fetched.isCompletedExceptionally()) {
      assertThat(fetched.join()).isEqualTo(PICTURE);
    }
    assertThat(talk.alice.sessions()).isZero();
  }

  private static void spoil(Deque<Payload> messages, Random random) {
    if (messages.isEmpty() || random.nextInt(4) != 0) {
      return;
    }
    Payload first = messages.remove();
    switch (random.nextInt(4)) {
      case 0 -> messages.addLast(first);
      case 1 -> {
        messages.addFirst(first);
        messages.addLast(first);
      }
      case 2 -> {
        byte[] bytes = first.toBytes();
        int header = 90;
        int at = header + random.nextInt(bytes.length - header);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        messages.addFirst(Payload.of(bytes));
      }
      default -> {} // lost
    }
  }
}
