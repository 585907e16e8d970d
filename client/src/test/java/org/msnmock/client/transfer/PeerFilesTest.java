package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.command.SendMessage.Fate;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.wire.Payload;

/** Alice sends Bob a file over the switchboard. */
class PeerFilesTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");

  @TempDir private Path folder;

  private final ManualTime time = new ManualTime();
  private final List<FileTransfer> offered = new ArrayList<>();
  private final List<Long> progress = new ArrayList<>();

  private final Deque<Payload> toBob = new ArrayDeque<>();
  private final Deque<Payload> toAlice = new ArrayDeque<>();
  private final Deque<Consumer<Fate>> unsettled = new ArrayDeque<>();
  private final PeerFiles alices = PeerTools.files(time, new MsnListener() {});
  private final PeerFiles bobs =
      PeerTools.files(
          time,
          new MsnListener() {
            @Override
            public void fileOffered(FileOffered event) {
              offered.add(event.file());
            }

            @Override
            public void fileProgressed(FileProgressed event) {
              progress.add(event.bytes());
            }
          });
  private final PeerLink alice = link(ALICE, BOB, toBob, alices, 1);
  private final PeerLink bob = link(BOB, ALICE, toAlice, bobs, 2);

  private Path to;

  private PeerLink link(
      Principal user, Principal peer, Deque<Payload> out, PeerFiles files, int seed) {
    return new PeerLink(
        user,
        peer,
        wanted -> Optional.empty(),
        (message, settled) -> {
          out.add(message);
          unsettled.add(settled);
        },
        new Window(),
        files,
        new Random(seed));
  }

  @BeforeEach
  void makeFolder() throws IOException {
    to = Files.createDirectory(folder.resolve("to"));
  }

  private Path file(int size) throws IOException {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return Files.write(folder.resolve("notes.bin"), bytes);
  }

  /** Offered to Bob, who has seen it. */
  private Transfer offer(int size) throws IOException {
    Path file = file(size);
    Transfer transfer = alices.all().sending(file, BOB);
    alice.offer(transfer, file);
    talk();
    assertThat(offered).hasSize(1);
    return transfer;
  }

  private CompletableFuture<Path> accept() {
    return offered.get(0).accept(to.resolve("copy.bin"));
  }

  private List<String> talk() {
    return talk(Integer.MAX_VALUE);
  }

  /** Carries what they say, in order; what the server tells of it comes when they are silent. */
  private List<String> talk(int most) {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      if (!toBob.isEmpty()) {
        said.add("alice " + carry(toBob.remove(), BOB, bob));
      } else if (!toAlice.isEmpty()) {
        said.add("bob " + carry(toAlice.remove(), ALICE, alice));
      } else if (!unsettled.isEmpty()) {
        unsettled.remove().accept(Fate.DELIVERED);
      } else {
        break;
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
        ? message.data().text().split(" MSNMSGR|\r\n", 2)[0]
        : "%s bytes, flags %x, footer %s"
            .formatted(message.data().length(), message.flags(), message.footer());
  }

  private static Optional<Reason> failure(FileTransfer transfer) {
    CompletableFuture<Void> done = transfer.done();
    assertThat(done).as("over").isDone();
    return done.handle(
            (nothing, failure) ->
                Optional.ofNullable(failure).map(e -> ((TransferFailedException) e).reason()))
        .join();
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> all = Files.list(to)) {
      assertThat(all).isEmpty();
    }
    assertThat(alice.sessions()).isZero();
    assertThat(bob.sessions()).isZero();
  }

  @Test
  void a_file_goes_in_chunks_when_it_is_accepted() throws IOException {
    Transfer sending = offer(2_500);
    assertThat(offered.get(0).name()).isEqualTo("notes.bin");
    assertThat(offered.get(0).size()).isEqualTo(2_500);
    assertThat(offered.get(0).peer()).isEqualTo(ALICE);

    CompletableFuture<Path> place = accept();

    assertThat(talk())
        .containsExactly(
            "bob MSNSLP/1.0 200 OK",
            "alice ack",
            "alice 1202 bytes, flags 1000030, footer 2",
            "alice 1202 bytes, flags 1000030, footer 2",
            "alice 96 bytes, flags 1000030, footer 2",
            "bob ack",
            "alice BYE",
            "bob ack");
    assertThat(place).isCompletedWithValue(to.resolve("copy.bin"));
    assertThat(to.resolve("copy.bin")).hasSameBinaryContentAs(folder.resolve("notes.bin"));
    assertThat(failure(sending)).isEmpty();
    assertThat(progress).containsExactly(1202L, 2404L, 2500L);
    Files.delete(to.resolve("copy.bin"));
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 1202, 1203, 200_000})
  void files_of_any_size_go(int size) throws IOException {
    Transfer sending = offer(size);
    accept();
    talk();

    assertThat(failure(sending)).isEmpty();
    assertThat(failure(offered.get(0))).isEmpty();
    assertThat(to.resolve("copy.bin")).hasSameBinaryContentAs(folder.resolve("notes.bin"));
  }

  @Test
  void few_chunks_are_on_their_way_at_a_time() throws IOException {
    Transfer sending = offer(200_000);
    accept();
    for (int i = 0; i < 1_000 && !(toBob.isEmpty() && toAlice.isEmpty()); i++) {
      assertThat(toBob.size()).isLessThanOrEqualTo(Window.MOST_UNDER_WAY + 2);
      if (!toBob.isEmpty()) {
        carry(toBob.remove(), BOB, bob);
      } else {
        carry(toAlice.remove(), ALICE, alice);
      }
    }
    assertThat(sending.isOver()).isFalse();

    talk();

    assertThat(failure(sending)).isEmpty();
  }

  @Test
  void a_file_may_be_declined() throws IOException {
    Transfer sending = offer(100);

    offered.get(0).decline();

    assertThat(talk()).containsExactly("bob MSNSLP/1.0 603 Decline", "alice ack");
    assertThat(failure(sending)).contains(Reason.DECLINED);
    assertThat(failure(offered.get(0))).contains(Reason.DECLINED);
    assertNothingIsLeft();
  }

  @Test
  void an_offer_may_be_taken_back() throws IOException {
    Transfer sending = offer(100);

    sending.cancel();
    talk();

    assertThat(failure(offered.get(0))).contains(Reason.CANCELLED);
    assertThat(accept()).as("nothing to accept any more").isCompletedExceptionally();
    assertNothingIsLeft();
  }

  @Test
  void an_offer_may_be_cancelled_as_it_may_be_declined() throws IOException {
    Transfer sending = offer(100);

    offered.get(0).cancel();
    talk();

    assertThat(failure(sending)).contains(Reason.DECLINED);
    assertNothingIsLeft();
  }

  @Test
  void the_receiver_may_cancel_in_the_midst_of_it() throws IOException {
    Transfer sending = offer(100_000);
    accept();
    talk(30);
    assertThat(progress).isNotEmpty();

    offered.get(0).cancel();
    talk();

    assertThat(failure(sending)).contains(Reason.CANCELLED);
    assertThat(failure(offered.get(0))).contains(Reason.CANCELLED);
    assertNothingIsLeft();
  }

  @Test
  void the_sender_may_cancel_in_the_midst_of_it() throws IOException {
    Transfer sending = offer(100_000);
    accept();
    talk(30);

    sending.cancel();
    talk();

    assertThat(failure(offered.get(0))).contains(Reason.CANCELLED);
    assertNothingIsLeft();
  }

  @Test
  void the_end_of_the_conversation_is_the_end_of_the_file() throws IOException {
    Transfer sending = offer(100_000);
    accept();
    talk(30);

    alice.end(Reason.BROKEN_OFF, "over");
    bob.end(Reason.BROKEN_OFF, "over");

    assertThat(failure(sending)).contains(Reason.BROKEN_OFF);
    assertThat(failure(offered.get(0))).contains(Reason.BROKEN_OFF);
    assertNothingIsLeft();
  }

  @Test
  void silence_is_the_end_of_the_file() throws IOException {
    Transfer sending = offer(100_000);
    accept();
    talk(30);
    toBob.clear();

    time.advance(Duration.ofMinutes(1));

    assertThat(failure(sending)).contains(Reason.NO_ANSWER);
    assertThat(failure(offered.get(0))).contains(Reason.NO_ANSWER);
    assertNothingIsLeft();
  }

  @Test
  void nobody_may_think_about_it_for_ever() throws IOException {
    Transfer sending = offer(100);

    time.advance(Duration.ofMinutes(5));
    talk();

    assertThat(failure(sending)).contains(Reason.NO_ANSWER);
    assertThat(failure(offered.get(0))).contains(Reason.CANCELLED);
  }

  @Test
  void a_file_that_has_become_shorter_is_broken_off() throws IOException {
    Transfer sending = offer(100_000);
    Files.write(folder.resolve("notes.bin"), new byte[5_000]);
    accept();
    talk();

    assertThat(failure(sending)).contains(Reason.BROKEN_OFF);
    assertThat(failure(offered.get(0))).contains(Reason.CANCELLED);
    assertNothingIsLeft();
  }

  @Test
  void a_file_that_is_gone_is_not_sent() throws IOException {
    Transfer sending = offer(100);
    Files.delete(folder.resolve("notes.bin"));
    accept();
    talk();

    assertThat(failure(sending)).contains(Reason.NOT_SAVED);
    assertNothingIsLeft();
  }

  @Test
  void a_chunk_that_is_not_delivered_is_the_end_of_the_file() throws IOException {
    Transfer sending = offer(100_000);
    accept();
    while (toBob.isEmpty() || unsettled.isEmpty()) {
      talk(1);
    }
    List<Consumer<Fate>> lost = List.copyOf(unsettled);
    unsettled.clear();
    lost.forEach(settled -> settled.accept(Fate.NOT_DELIVERED));
    talk();

    assertThat(failure(sending)).contains(Reason.BROKEN_OFF);
    assertThat(failure(offered.get(0))).contains(Reason.CANCELLED);
    assertNothingIsLeft();
  }

  @Test
  void what_can_not_be_written_is_declined() throws IOException {
    Transfer sending = offer(100);
    offered.get(0).accept(folder.resolve("nowhere").resolve("copy.bin"));
    talk();

    assertThat(failure(sending)).contains(Reason.DECLINED);
    assertThat(failure(offered.get(0))).contains(Reason.NOT_SAVED);
    assertNothingIsLeft();
  }

  @Test
  void a_place_in_a_file_system_that_is_closed_is_declined_too() throws IOException {
    Path place;
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("all.zip"), Map.of("create", "true"))) {
      place = zip.getPath("/copy.bin");
    }
    Transfer sending = offer(100);
    offered.get(0).accept(place);
    talk();

    assertThat(failure(sending)).contains(Reason.DECLINED);
    assertThat(failure(offered.get(0))).contains(Reason.NOT_SAVED);
    assertNothingIsLeft();
  }

  // ---- hostile peers ----

  private void invite(String call, long session, FileContext context) {
    String text =
        ("INVITE MSNMSGR:bob@example.com MSNSLP/1.0\r\nCall-ID: %s\r\nContent-Length: 9\r\n\r\n"
                + "EUF-GUID: {5D3E02AB-6190-11d3-bbbb-00C04F795683}\r\nSessionID: %s\r\n"
                + "Context: %s\r\n\r\n\0")
            .formatted(call, session, context.toText());
    for (P2pMessage part : parts(0, 7, text.getBytes(StandardCharsets.UTF_8))) {
      bob.received(part.toBytes());
    }
  }

  private static List<P2pMessage> parts(long session, long id, byte[] data) {
    P2pMessage head = new P2pMessage(session, id, 0, data.length, 0, 2, 0, 0, Payload.EMPTY, 0);
    List<P2pMessage> parts = new ArrayList<>();
    for (int from = 0; from < data.length; from += 1202) {
      int length = Math.min(1202, data.length - from);
      parts.add(head.carrying(Payload.of(data, from, length), from));
    }
    return parts;
  }

  @Test
  void a_name_is_made_safe() {
    invite("{1}", 9, new FileContext("..\\..\\autoexec.bat", 5));

    assertThat(offered.get(0).name()).isEqualTo("autoexec.bat");
  }

  @Test
  void what_is_too_large_is_declined_unseen() {
    invite("{1}", 9, new FileContext("large", (1L << 30) + 1));
    invite("{2}", 9, new FileContext("larger", Long.MAX_VALUE));

    assertThat(offered).isEmpty();
    assertThat(bob.sessions()).isZero();
  }

  @Test
  void of_very_many_offers_a_few_are_told() {
    for (int i = 0; i < 100; i++) {
      invite("{" + i + "}", i + 1, new FileContext("many", 5));
    }

    assertThat(offered).hasSize(10);
    assertThat(bob.sessions()).isEqualTo(10);
  }

  @Test
  void data_before_the_acceptance_are_not_taken() throws IOException {
    invite("{1}", 9, new FileContext("early", 5));
    parts(9, 8, new byte[5]).forEach(part -> bob.received(part.toBytes()));
    CompletableFuture<Path> place = accept();
    assertThat(place).isNotDone();

    parts(9, 8, new byte[] {1, 2, 3, 4, 5}).forEach(part -> bob.received(part.toBytes()));

    assertThat(place).isCompleted();
    assertThat(to.resolve("copy.bin")).hasBinaryContent(new byte[] {1, 2, 3, 4, 5});
  }

  @Test
  void other_data_than_were_offered_are_not_taken() throws IOException {
    invite("{1}", 9, new FileContext("other", 5));
    accept();
    parts(9, 8, new byte[6]).forEach(part -> bob.received(part.toBytes()));

    assertThat(failure(offered.get(0))).contains(Reason.WRONG_DATA);
    assertNothingIsLeft();
  }

  @Test
  void data_with_a_gap_are_not_taken() throws IOException {
    invite("{1}", 9, new FileContext("gap", 3_000));
    accept();
    bob.received(parts(9, 8, new byte[3_000]).get(1).toBytes());

    assertThat(failure(offered.get(0))).contains(Reason.WRONG_DATA);
    assertNothingIsLeft();
  }

  @Test
  void some_clients_prepare_files_as_they_do_pictures() {
    invite("{1}", 9, new FileContext("prepared", 5));
    accept();
    parts(9, 8, new byte[4]).forEach(part -> bob.received(part.toBytes()));
    parts(9, 8, new byte[5]).forEach(part -> bob.received(part.toBytes()));

    assertThat(failure(offered.get(0))).isEmpty();
  }

  @Test
  void an_acknowledgement_before_all_is_sent_is_none() throws IOException {
    Transfer sending = offer(100_000);
    accept();
    while (toBob.isEmpty()
        || P2pMessage.read(P2pPayload.read(toBob.peek(), BOB).orElseThrow()).orElseThrow().session()
            == 0) {
      talk(1);
    }
    P2pMessage first =
        P2pMessage.read(P2pPayload.read(toBob.peek(), BOB).orElseThrow()).orElseThrow();
    alice.received(first.acknowledgement(1).toBytes());

    assertThat(sending.isOver()).isFalse();
    talk();
    assertThat(failure(sending)).isEmpty();
  }
}
