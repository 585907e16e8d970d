package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.ConversationClosed;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.fake.Recorder;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;

/**
 * Files over a connection of their own. The test plays the servers, and the person at the other
 * end.
 */
class FileTransferTest {
  private static final Duration LINGER = Duration.ofSeconds(10);
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Principal BOB = new Principal("bob@example.com");

  /** More than a connection holds whose reader is slow. */
  private static final int LARGE = 16_000_000;

  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n";

  private final FakeServer server = new FakeServer();
  private final FakeServer switchboard = new FakeServer();
  private final FakeServer sender = new FakeServer();
  private final Recorder recorder = new Recorder();
  private final ManualTime time = new ManualTime();
  private final Count activity = new Count();
  private final MsnClient client =
      MsnClient.builder()
          .server(server.address())
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .scheduler(time)
          .clock(time.clock())
          .listener(recorder)
          .pingInterval(Duration.ofHours(1))
          .largestFile(1_000_000)
          .activity(activity)
          .build();
  private Peer ns;

  @TempDir private Path folder;

  /** Counts the pieces of work under way. */
  private static final class Count implements Activity {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void begin() {
      count.incrementAndGet();
    }

    @Override
    public void end() {
      count.decrementAndGet();
    }
  }

  @BeforeEach
  void signIn() throws Exception {
    CompletableFuture<?> signIn = client.signIn(ALICE, Password.of("s3cret"), Status.ONLINE);
    ns = server.accept();
    ns.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9");
    assertThat(ns.readLine()).startsWith("CVR 2 ");
    ns.send("CVR 2").expect("USR 3 TWN I alice@example.com").send("USR 3 TWN S lc=1033");
    assertThat(ns.readLine()).startsWith("USR 4 TWN S ");
    ns.send("USR 4 OK alice@example.com Alice 1 0");
    ns.expect("SYN 5 0").send("SYN 5 1 0 0");
    ns.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    signIn.get(20, SECONDS);
  }

  @AfterEach
  void close() {
    server.close();
    switchboard.close();
    sender.close();
    client.close();
    await().untilAsserted(() -> assertThat(activity.count).hasValue(0));
  }

  // ---- the conversation ----

  private Peer called() {
    ns.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17.32.1");
    return switchboard
        .accept()
        .expect("USR 1 alice@example.com 17.32.1")
        .send("USR 1 OK alice@example.com Alice")
        .expect("CAL 2 bob@example.com")
        .send("CAL 2 RINGING 117", "JOI bob@example.com Bob");
  }

  private Peer calls() {
    ns.send("RNG 118 " + switchboard.address() + " CKI 84.52 bob@example.com Bob");
    return switchboard
        .accept()
        .expect("ANS 1 alice@example.com 84.52 118")
        .send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
  }

  private static Peer tell(Peer peer, String... fields) {
    return tellFrom(peer, "bob@example.com", fields);
  }

  private static Peer tellFrom(Peer peer, String from, String... fields) {
    return peer.sendPayload(
        "MSG " + from + " Nick %s", HEAD + String.join("\r\n", fields) + "\r\n\r\n");
  }

  private static Peer offer(Peer peer, long cookie, String name, String size) {
    return tell(
        peer,
        "Application-Name: File Transfer",
        "Application-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}",
        "Invitation-Command: INVITE",
        "Invitation-Cookie: " + cookie,
        "Application-File: " + name,
        "Application-FileSize: " + size);
  }

  /** Waits for a message about an invitation; what it says after the headers, line by line. */
  private static String heard(Peer peer) {
    String[] words = peer.readLine().split(" ");
    assertThat(words[0] + " " + words[2]).isEqualTo("MSG U");
    peer.expectBytes(HEAD);
    StringBuilder text = new StringBuilder();
    int left = Integer.parseInt(words[3]) - HEAD.length();
    while (left > 0) {
      String line = peer.readLine();
      text.append(line).append('\n');
      left -= line.getBytes(StandardCharsets.UTF_8).length + 2;
    }
    return text.toString();
  }

  private static String field(String text, String name) {
    Matcher found = Pattern.compile("^" + name + ": (.*)$", Pattern.MULTILINE).matcher(text);
    assertThat(found.find()).as("%s in %s", name, text).isTrue();
    return found.group(1);
  }

  private Path file(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 7 + i / 256);
    }
    return Files.write(folder.resolve(name), bytes);
  }

  private List<String> inFolder() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }

  private static Reason reason(CompletableFuture<?> future) {
    Throwable failure = catchThrowable(() -> future.get(20, SECONDS));
    assertThat(failure).isInstanceOf(ExecutionException.class);
    return ((TransferFailedException) failure.getCause()).reason();
  }

  // ---- sending ----

  /** Bob has accepted; where the file is to be had. */
  private static String accept(Peer board, String cookie) {
    tell(
        board,
        "Invitation-Command: ACCEPT",
        "Invitation-Cookie: " + cookie,
        "Launch-Application: FALSE",
        "Request-Data: IP-Address:");
    String place = heard(board);
    assertThat(field(place, "Invitation-Command")).isEqualTo("ACCEPT");
    assertThat(field(place, "Invitation-Cookie")).isEqualTo(cookie);
    return place;
  }

  private static Peer connect(String place) throws IOException {
    return Peer.to(field(place, "IP-Address"), Integer.parseInt(field(place, "Port")));
  }

  private static Peer greeted(String place, int size) throws IOException {
    return connect(place)
        .send("VER MSNFTP")
        .expect("VER MSNFTP")
        .send("USR bob@example.com " + field(place, "AuthCookie"))
        .expect("FIL " + size)
        .send("TFR");
  }

  private static byte[] block(Peer peer) {
    byte[] head = peer.readBytes(3);
    assertThat(head[0]).isZero();
    return peer.readBytes((head[1] & 0xFF) + (head[2] & 0xFF) * 256);
  }

  @Test
  void a_file_is_offered_and_sent_in_blocks() throws Exception {
    // given
    Path file = file("notes.bin", 5_000);
    FileTransfer transfer = client.sendFile(BOB, file);
    Peer board = called();
    // when
    String invitation = heard(board);
    // then
    assertThat(field(invitation, "Invitation-Command")).isEqualTo("INVITE");
    assertThat(field(invitation, "Application-File")).isEqualTo("notes.bin");
    assertThat(field(invitation, "Application-FileSize")).isEqualTo("5000");
    assertThat(transfer.direction()).isEqualTo(FileTransfer.Direction.SENDING);
    Peer peer = greeted(accept(board, field(invitation, "Invitation-Cookie")), 5_000);
    byte[] all = Files.readAllBytes(file);
    assertThat(block(peer)).isEqualTo(Arrays.copyOfRange(all, 0, 2_045));
    assertThat(block(peer)).isEqualTo(Arrays.copyOfRange(all, 2_045, 4_090));
    assertThat(block(peer)).isEqualTo(Arrays.copyOfRange(all, 4_090, 5_000));
    assertThat(peer.readBytes(3)).containsExactly(1, 0, 0);
    assertThat(transfer.done()).isNotDone();
    peer.send("BYE 16777989");
    transfer.done().get(20, SECONDS);
    assertThat(recorder.awaitEvent(FileDone.class).file()).isSameAs(transfer);
    assertThat(recorder.all(FileProgressed.class))
        .extracting(FileProgressed::bytes)
        .containsExactly(2_045L, 4_090L, 5_000L);
    expectGoodbye(board); // nobody knows of that conversation
    assertThat(recorder.all(ConversationClosed.class)).isEmpty();
  }

  @Test
  void progress_is_told_a_hundred_times_at_most() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("large.bin", 900_000));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), 900_000);
    int left = 900_000;
    while (left > 0) {
      left -= block(peer).length;
    }
    peer.send("BYE 16777989");
    transfer.done().get(20, SECONDS);
    assertThat(recorder.all(FileProgressed.class)).hasSizeBetween(50, 100);
    assertThat(
            recorder.all(FileProgressed.class).get(recorder.all(FileProgressed.class).size() - 1))
        .isEqualTo(new FileProgressed(transfer, 900_000));
  }

  @Test
  void an_empty_file_is_sent_too() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("empty", 0));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), 0);
    peer.send("BYE 16777989");
    transfer.done().get(20, SECONDS);
  }

  @Test
  void who_does_not_know_the_cookie_gets_nothing_and_the_right_one_is_waited_for()
      throws Exception {
    // given
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String place = accept(board, field(heard(board), "Invitation-Cookie"));
    // when
    connect(place)
        .send("VER MSNFTP")
        .expect("VER MSNFTP")
        .send("USR bob@example.com 1")
        .expectEnd();
    connect(place).send("VER OTHER").expectEnd();
    connect(place).sendRaw("V".repeat(3_000)).expectEnd();
    Peer silent = connect(place);
    // then
    Peer peer = greeted(place, 10);
    silent.expectEnd();
    assertThat(block(peer)).hasSize(10);
    peer.send("BYE 16777989");
    transfer.done().get(20, SECONDS);
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> connect(place)).isInstanceOf(IOException.class));
  }

  @Test
  void the_cookie_cannot_be_found_by_trying() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String place = accept(board, field(heard(board), "Invitation-Cookie"));
    for (int i = 0; i < 8; i++) {
      connect(place)
          .send("VER MSNFTP")
          .expect("VER MSNFTP")
          .send("USR bob@example.com 1")
          .expectEnd();
    }
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> connect(place)).isInstanceOf(IOException.class));
    time.advance(Duration.ofSeconds(45));
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void nobody_fetches_it() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String cookie = field(heard(board), "Invitation-Cookie");
    String place = accept(board, cookie);
    Peer undecided = connect(place).send("VER MSNFTP").expect("VER MSNFTP");
    time.advance(Duration.ofSeconds(45));
    String cancel = heard(board);
    assertThat(field(cancel, "Invitation-Command")).isEqualTo("CANCEL");
    assertThat(field(cancel, "Invitation-Cookie")).isEqualTo(cookie);
    assertThat(field(cancel, "Cancel-Code")).isEqualTo("FTTIMEOUT");
    undecided.expectEnd();
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
    await()
        .untilAsserted(
            () -> assertThatThrownBy(() -> connect(place)).isInstanceOf(IOException.class));
  }

  @Test
  void the_other_one_declines() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String cookie = field(heard(board), "Invitation-Cookie");
    tell(board, "Invitation-Command: CANCEL", "Invitation-Cookie: 1", "Cancel-Code: REJECT");
    tell(
        board, "Invitation-Command: CANCEL", "Invitation-Cookie: " + cookie, "Cancel-Code: REJECT");
    assertThat(reason(transfer.done())).isEqualTo(Reason.DECLINED);
    assertThat(recorder.awaitEvent(FileFailed.class).file()).isSameAs(transfer);
    expectGoodbye(board);
  }

  @Test
  void the_user_cancels_an_offer() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String cookie = field(heard(board), "Invitation-Cookie");
    transfer.cancel();
    String cancel = heard(board);
    assertThat(field(cancel, "Invitation-Cookie")).isEqualTo(cookie);
    assertThat(field(cancel, "Cancel-Code")).isEqualTo("OUTBANDCANCEL");
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
    expectGoodbye(board);
  }

  @Test
  void what_is_said_after_a_transfer_is_heard() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    heard(board);
    transfer.cancel();
    heard(board);
    await().until(() -> time.waits(LINGER));
    board.sendPayload(
        "MSG bob@example.com Bob %s",
        "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nThanks");
    MessageReceived thanks = recorder.awaitEvent(MessageReceived.class);
    assertThat(thanks.message().text()).isEqualTo("Thanks");
    time.advance(LINGER);
    CompletableFuture<Void> unused = thanks.conversation().send(TextMessage.of("Never mind"));
    assertThat(board.readLine()).startsWith("MSG "); // and no OUT before it
  }

  @Test
  void who_is_talked_with_elsewhere_is_not_kept_on_the_line_of_a_transfer() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    heard(board);
    transfer.cancel();
    heard(board);
    await().until(() -> time.waits(LINGER));
    Conversation unused = client.openConversation(BOB);
    board.expect("OUT");
  }

  @Test
  void nor_is_who_was_talked_with_elsewhere_before_the_transfer_was_over() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    heard(board);
    Conversation unused = client.openConversation(BOB);
    transfer.cancel();
    heard(board);
    board.expect("OUT");
  }

  @Test
  void who_talks_with_others_lingers_all_the_same() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    heard(board);
    transfer.cancel();
    heard(board);
    await().until(() -> time.waits(LINGER));
    talkWith(8, "carol@example.com");
    board.sendPayload(
        "MSG bob@example.com Bob %s",
        "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nThanks");
    MessageReceived thanks = recorder.awaitEvent(MessageReceived.class);
    assertThat(thanks.message().text()).isEqualTo("Thanks");
  }

  @Test
  void a_conversation_that_is_known_goes_on_beside_another() {
    Conversation talk = client.openConversation(BOB);
    Peer board = called();
    recorder.awaitEvent(ParticipantJoined.class);
    talkWith(8, "bob@example.com");
    assertThat(talk.isOver()).isFalse();
    CompletableFuture<Void> unused = talk.send(TextMessage.of("Still here"));
    assertThat(board.readLine()).startsWith("MSG ");
  }

  @Test
  void a_transfer_of_which_nobody_knows_goes_on_beside_a_conversation() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String cookie = field(heard(board), "Invitation-Cookie");
    talkWith(8, "bob@example.com");
    assertThat(transfer.done()).isNotDone();
    assertThat(accept(board, cookie)).isNotEmpty();
  }

  @Test
  void among_ten_lines_one_is_kept_for_nobody() throws Exception {
    expectGoodbye(cancelledAmong(9));
  }

  @Test
  void among_more_than_ten_lines_none_is_kept_for_nobody() throws Exception {
    cancelledAmong(10).expect("OUT");
  }

  /** The line of a transfer that is cancelled where there are so many others. */
  private Peer cancelledAmong(int others) throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    heard(board);
    for (int i = 0; i < others; i++) {
      talkWith(8 + i, "guest" + i + "@example.com");
    }
    transfer.cancel();
    heard(board);
    return board;
  }

  /** Opens a conversation, with the request of this number for a switchboard. */
  private void talkWith(int request, String who) {
    Conversation unused = client.openConversation(new Principal(who));
    ns.expect("XFR " + request + " SB")
        .send("XFR " + request + " SB " + switchboard.address() + " CKI 17.32.1");
    switchboard
        .accept()
        .expect("USR 1 alice@example.com 17.32.1")
        .send("USR 1 OK alice@example.com Alice")
        .expect("CAL 2 " + who)
        .send("CAL 2 RINGING 117", "JOI " + who + " Nick");
  }

  /** Not at once: the other one may be about to say something. */
  private void expectGoodbye(Peer board) {
    await().until(() -> time.waits(LINGER));
    time.advance(LINGER);
    board.expect("OUT");
  }

  @Test
  void the_user_cancels_before_anybody_heard_of_it() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    transfer.cancel();
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void the_user_cancels_while_it_goes() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("large.bin", LARGE));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), LARGE);
    assertThat(block(peer)).hasSize(2_045);
    transfer.cancel();
    byte[] head = peer.readBytes(3);
    int blocks = 1;
    while (head[0] == 0) {
      peer.readBytes((head[1] & 0xFF) + (head[2] & 0xFF) * 256);
      head = peer.readBytes(3);
      blocks++;
    }
    assertThat(head).containsExactly(1, 0, 0);
    assertThat(blocks).isLessThan(LARGE / 2_045);
    peer.expectEnd();
    peer.close();
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void the_receiver_cancels_while_it_goes() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("large.bin", 900_000));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), 900_000);
    assertThat(block(peer)).hasSize(2_045);
    peer.send("CCL");
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void a_receiver_who_says_that_it_is_there_before_it_is_has_not_got_it() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("large.bin", 900_000));
    Peer board = called();
    String place = accept(board, field(heard(board), "Invitation-Cookie"));
    connect(place)
        .send("VER MSNFTP")
        .expect("VER MSNFTP")
        .send("USR bob@example.com " + field(place, "AuthCookie"))
        .expect("FIL 900000")
        .send("BYE 16777989");
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void a_receiver_who_goes_away_has_not_got_it() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), 10);
    assertThat(block(peer)).hasSize(10);
    peer.close();
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void a_receiver_who_does_not_read_is_not_waited_for() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("large.bin", 900_000));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), 900_000);
    assertThat(block(peer)).hasSize(2_045);
    // what is sent before the connection is full counts as a sign of life: so minutes go by until
    // it is
    await()
        .until(
            () -> {
              time.advance(Duration.ofMinutes(1));
              return transfer.done().isDone();
            });
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void what_is_agreed_on_goes_on_when_the_conversation_is_over() throws Exception {
    var talk = client.openConversation(BOB);
    Peer board = called();
    recorder.awaitEvent(ParticipantJoined.class);
    FileTransfer agreed = client.sendFile(BOB, file("notes.bin", 10));
    String first = field(heard(board), "Invitation-Cookie");
    FileTransfer pending = client.sendFile(BOB, file("more.bin", 20));
    String second = field(heard(board), "Invitation-Cookie");
    assertThat(first).isNotEqualTo(second);
    String place = accept(board, first);
    talk.leave();
    assertThat(reason(pending.done())).isEqualTo(Reason.BROKEN_OFF);
    Peer peer = greeted(place, 10);
    assertThat(block(peer)).hasSize(10);
    peer.send("BYE 16777989");
    agreed.done().get(20, SECONDS);
  }

  @Test
  void several_go_at_once_and_answers_find_theirs() throws Exception {
    var talk = client.openConversation(BOB);
    Peer board = called();
    recorder.awaitEvent(ParticipantJoined.class);
    FileTransfer first = client.sendFile(BOB, file("one.bin", 10));
    String firstCookie = field(heard(board), "Invitation-Cookie");
    FileTransfer second = client.sendFile(BOB, file("two.bin", 20));
    String secondCookie = field(heard(board), "Invitation-Cookie");
    String secondPlace = accept(board, secondCookie);
    String firstPlace = accept(board, firstCookie);
    Peer secondPeer = greeted(secondPlace, 20);
    Peer firstPeer = greeted(firstPlace, 10);
    assertThat(block(firstPeer)).hasSize(10);
    assertThat(block(secondPeer)).hasSize(20);
    secondPeer.send("BYE 16777989");
    second.done().get(20, SECONDS);
    assertThat(first.done()).isNotDone();
    firstPeer.send("BYE 16777989");
    first.done().get(20, SECONDS);
    assertThat(talk.isOver()).isFalse();
  }

  @Test
  void who_is_not_there_gets_no_file() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    ns.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17.32.1");
    switchboard
        .accept()
        .expect("USR 1 alice@example.com 17.32.1")
        .send("USR 1 OK alice@example.com Alice")
        .expect("CAL 2 bob@example.com")
        .send("217 2");
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void what_is_no_file_cannot_be_sent() {
    assertThatThrownBy(() -> client.sendFile(BOB, folder))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> client.sendFile(BOB, folder.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void files_end_when_the_user_signs_out() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("large.bin", 900_000));
    Peer board = called();
    Peer peer = greeted(accept(board, field(heard(board), "Invitation-Cookie")), 900_000);
    CompletableFuture<Void> out = client.signOut();
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
    ns.expect("OUT").close();
    out.get(20, SECONDS);
    assertThat(peer.readBytes(1)).isNotEmpty();
  }

  // ---- receiving ----

  private FileTransfer offered(Peer board, long cookie, String name, int size) {
    int before = recorder.all(FileOffered.class).size();
    offer(board, cookie, name, String.valueOf(size));
    return recorder.awaitEvents(FileOffered.class, before + 1).get(before).file();
  }

  private void expectAccept(Peer board, long cookie) {
    String accept = heard(board);
    assertThat(field(accept, "Invitation-Command")).isEqualTo("ACCEPT");
    assertThat(field(accept, "Invitation-Cookie")).isEqualTo(String.valueOf(cookie));
  }

  private Peer tellPlace(Peer board, long cookie, String authCookie) {
    String[] address = sender.address().split(":");
    return tell(
        board,
        "Invitation-Command: ACCEPT",
        "Invitation-Cookie: " + cookie,
        "IP-Address: " + address[0],
        "Port: " + address[1],
        "AuthCookie: " + authCookie,
        "Launch-Application: FALSE",
        "Request-Data: IP-Address:");
  }

  private Peer comes(String authCookie) {
    return sender
        .accept()
        .expect("VER MSNFTP")
        .send("VER MSNFTP")
        .expect("USR alice@example.com " + authCookie);
  }

  /** Alice has accepted a file of this size, and has come for it. */
  private Peer fetched(Peer board, FileTransfer transfer, Path place, int size) {
    CompletableFuture<Path> unused = transfer.accept(place);
    expectAccept(board, 33);
    tellPlace(board, 33, "93301");
    return comes("93301").send("FIL " + size);
  }

  private static void sendBlock(Peer peer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] block = new byte[bytes.length + 3];
    block[1] = (byte) bytes.length;
    block[2] = (byte) (bytes.length >> 8);
    System.arraycopy(bytes, 0, block, 3, bytes.length);
    peer.sendBytes(block);
  }

  @Test
  void a_file_is_fetched_and_put_in_its_place() throws Exception {
    // given
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "../../evil/notes.txt", 11);
    assertThat(transfer.name()).isEqualTo("notes.txt");
    assertThat(transfer.peer()).isEqualTo(BOB);
    assertThat(transfer.size()).isEqualTo(11);
    Path place = folder.resolve("notes.txt");
    // when
    Peer peer = fetched(board, transfer, place, 11).expect("TFR");
    sendBlock(peer, "hello ");
    recorder.awaitEvent(FileProgressed.class);
    // then
    assertThat(place).doesNotExist();
    sendBlock(peer, "world");
    peer.expect("BYE 16777989");
    transfer.done().get(20, SECONDS);
    assertThat(place).hasContent("hello world");
    assertThat(inFolder()).containsExactly("notes.txt");
    assertThat(recorder.awaitEvent(FileDone.class).file()).isSameAs(transfer);
    peer.expectEnd();
  }

  @Test
  void blocks_come_in_any_pieces_and_what_is_too_much_is_left() throws Exception {
    Peer board = calls();
    Path place = Files.writeString(folder.resolve("notes.txt"), "old");
    FileTransfer transfer = offered(board, 33, "notes.txt", 6);
    Peer peer = fetched(board, transfer, place, 6).expect("TFR");
    for (byte one : new byte[] {0, 3, 0, 'a', 'b', 'c'}) {
      peer.sendBytes(new byte[] {one});
    }
    peer.sendBytes(new byte[] {0, 1, 0, 'd', 0, 0, 0, 0, 5, 0, 'e', 'f', 'x', 'y', 'z', 1, 0, 0});
    peer.expect("BYE 16777989");
    transfer.done().get(20, SECONDS);
    assertThat(place).hasContent("abcdef");
  }

  @Test
  void an_empty_file_is_complete_at_once() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "empty", 0);
    fetched(board, transfer, folder.resolve("empty"), 0).expect("TFR").expect("BYE 16777989");
    transfer.done().get(20, SECONDS);
    assertThat(folder.resolve("empty")).isEmptyFile();
  }

  @Test
  void too_few_bytes_are_no_file() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Peer peer = fetched(board, transfer, folder.resolve("notes.txt"), 11).expect("TFR");
    sendBlock(peer, "hello");
    peer.close();
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
    await().untilAsserted(() -> assertThat(inFolder()).isEmpty());
  }

  @Test
  void the_sender_cancels_while_it_comes() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Peer peer = fetched(board, transfer, folder.resolve("notes.txt"), 11).expect("TFR");
    sendBlock(peer, "hello");
    peer.sendBytes(new byte[] {1, 0, 0});
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
    peer.expectEnd();
    await().untilAsserted(() -> assertThat(inFolder()).isEmpty());
  }

  @Test
  void the_user_cancels_while_it_comes() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Peer peer = fetched(board, transfer, folder.resolve("notes.txt"), 11).expect("TFR");
    sendBlock(peer, "hello");
    recorder.awaitEvent(FileProgressed.class);
    transfer.cancel();
    peer.expect("CCL").expectEnd();
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
    peer.close();
    await().untilAsserted(() -> assertThat(inFolder()).isEmpty());
  }

  @Test
  void a_wrong_word_or_size_ends_it_before_any_data() throws Exception {
    Peer board = calls();
    FileTransfer first = offered(board, 33, "one", 11);
    CompletableFuture<Path> unused = first.accept(folder.resolve("one"));
    expectAccept(board, 33);
    tellPlace(board, 33, "93301");
    Peer peer = sender.accept().expect("VER MSNFTP").send("VER OTHER");
    peer.expectEnd();
    assertThat(reason(first.done())).isEqualTo(Reason.WRONG_DATA);
    FileTransfer second = offered(board, 33, "two", 11);
    fetched(board, second, folder.resolve("two"), 12).expectEnd();
    assertThat(reason(second.done())).isEqualTo(Reason.WRONG_DATA);
    assertThat(inFolder()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   "})
  void a_blank_line_is_no_version_and_no_file(String blank) throws Exception {
    Peer board = calls();
    FileTransfer first = offered(board, 33, "one", 11);
    CompletableFuture<Path> unused = first.accept(folder.resolve("one"));
    expectAccept(board, 33);
    tellPlace(board, 33, "93301");
    sender.accept().expect("VER MSNFTP").send(blank).expectEnd();
    assertThat(reason(first.done())).isEqualTo(Reason.WRONG_DATA);
    FileTransfer second = offered(board, 33, "two", 11);
    unused = second.accept(folder.resolve("two"));
    expectAccept(board, 33);
    tellPlace(board, 33, "93301");
    comes("93301").send(blank).expectEnd();
    assertThat(reason(second.done())).isEqualTo(Reason.WRONG_DATA);
  }

  @Test
  void a_place_in_a_file_system_that_is_closed_ends_it() throws Exception {
    Path place;
    try (FileSystem zip =
        FileSystems.newFileSystem(folder.resolve("all.zip"), Map.of("create", "true"))) {
      place = zip.getPath("/notes.txt");
    }
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    fetched(board, transfer, place, 11).expectEnd();
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void a_sender_who_falls_silent_is_not_waited_for() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Peer peer = fetched(board, transfer, folder.resolve("notes.txt"), 11).expect("TFR");
    sendBlock(peer, "hello");
    recorder.awaitEvent(FileProgressed.class);
    time.advance(Duration.ofMinutes(2));
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
    peer.close();
    await().untilAsserted(() -> assertThat(inFolder()).isEmpty());
  }

  @Test
  void a_sender_who_does_not_tell_the_place_is_not_waited_for() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    CompletableFuture<Path> unused = transfer.accept(folder.resolve("notes.txt"));
    expectAccept(board, 33);
    time.advance(Duration.ofMinutes(1));
    assertThat(field(heard(board), "Cancel-Code")).isEqualTo("TIMEOUT");
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void a_place_that_is_none_is_not_gone_to() throws Exception {
    Peer board = calls();
    for (String wrong :
        List.of("sender.example.com", "300.0.0.1", "0.0.0.0", "224.0.0.1", "1.2.3", "")) {
      FileTransfer transfer = offered(board, 33, "notes.txt", 11);
      CompletableFuture<Path> unused = transfer.accept(folder.resolve("notes.txt"));
      expectAccept(board, 33);
      tell(
          board,
          "Invitation-Command: ACCEPT",
          "Invitation-Cookie: 33",
          "IP-Address: " + wrong,
          "Port: 6891",
          "AuthCookie: 1");
      assertThat(field(heard(board), "Cancel-Code")).isEqualTo("FAIL");
      assertThat(reason(transfer.done())).isEqualTo(Reason.WRONG_DATA);
    }
  }

  @Test
  void what_came_to_the_place_meanwhile_is_not_replaced() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Path place = folder.resolve("notes.txt");
    Peer peer = fetched(board, transfer, place, 11).expect("TFR");
    sendBlock(peer, "hello ");
    recorder.awaitEvent(FileProgressed.class);
    Files.writeString(place, "another one");
    sendBlock(peer, "world");
    peer.expect("BYE 2147942405").expectEnd();
    assertThat(reason(transfer.done())).isEqualTo(Reason.NOT_SAVED);
    assertThat(place).hasContent("another one");
    peer.close();
    await().untilAsserted(() -> assertThat(inFolder()).containsExactly("notes.txt"));
  }

  @Test
  void nothing_is_left_behind_when_the_client_is_closed() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Peer peer = fetched(board, transfer, folder.resolve("notes.txt"), 11).expect("TFR");
    sendBlock(peer, "hello ");
    recorder.awaitEvent(FileProgressed.class);
    client.close();
    assertThat(inFolder()).isEmpty();
  }

  @Test
  void where_nothing_can_be_written_the_sender_is_told() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    Path place = folder.resolve("missing").resolve("notes.txt");
    fetched(board, transfer, place, 11).expect("BYE 2147942405").expectEnd();
    assertThat(reason(transfer.done())).isEqualTo(Reason.NOT_SAVED);
  }

  @Test
  void the_user_declines() {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    transfer.decline();
    String cancel = heard(board);
    assertThat(field(cancel, "Invitation-Cookie")).isEqualTo("33");
    assertThat(field(cancel, "Cancel-Code")).isEqualTo("REJECT");
    assertThat(reason(transfer.done())).isEqualTo(Reason.DECLINED);
    assertThat(catchThrowable(() -> transfer.accept(folder.resolve("x")).get(20, SECONDS)))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_sender_takes_the_offer_back() {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    tell(
        board, "Invitation-Command: CANCEL", "Invitation-Cookie: 33", "Cancel-Code: OUTBANDCANCEL");
    assertThat(reason(transfer.done())).isEqualTo(Reason.CANCELLED);
  }

  @Test
  void what_is_unknown_or_too_large_is_cancelled_and_the_user_does_not_hear_of_it() {
    Peer board = calls();
    tell(
        board,
        "Application-Name: NetMeeting",
        "Application-GUID: {44BBA842-CC51-11CF-AAFA-00AA00B6015C}",
        "Invitation-Command: INVITE",
        "Invitation-Cookie: 5",
        "Application-File: notes.txt",
        "Application-FileSize: 11");
    assertThat(field(heard(board), "Cancel-Code")).isEqualTo("REJECT_NOT_INSTALLED");
    for (String size : List.of("1000001", "-1", "x", "99999999999999999999")) {
      offer(board, 6, "large.bin", size);
      assertThat(field(heard(board), "Cancel-Code")).isEqualTo("REJECT");
    }
    assertThat(recorder.all(FileOffered.class)).isEmpty();
  }

  @Test
  void where_several_are_nobody_negotiates() {
    Peer board = calls();
    board.send("JOI carol@example.com Carol");
    recorder.awaitEvents(ParticipantJoined.class, 2);
    offer(board, 33, "notes.txt", "11");
    assertThat(field(heard(board), "Cancel-Code")).isEqualTo("REJECT");
    assertThat(recorder.all(FileOffered.class)).isEmpty();
  }

  @Test
  void where_several_are_no_place_is_told() throws Exception {
    Conversation unused = client.openConversation(BOB);
    Peer board = called();
    recorder.awaitEvent(ParticipantJoined.class);
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    String cookie = field(heard(board), "Invitation-Cookie");
    board.send("JOI carol@example.com Carol");
    tell(board, "Invitation-Command: ACCEPT", "Invitation-Cookie: " + cookie);
    String cancel = heard(board);
    assertThat(cancel).doesNotContain("IP-Address", "AuthCookie");
    assertThat(field(cancel, "Invitation-Command")).isEqualTo("CANCEL");
    assertThat(field(cancel, "Invitation-Cookie")).isEqualTo(cookie);
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void where_several_are_an_offer_can_still_be_declined_by_whom_it_is_for() throws Exception {
    Conversation unused = client.openConversation(BOB);
    Peer board = called();
    recorder.awaitEvent(ParticipantJoined.class);
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    String cookie = field(heard(board), "Invitation-Cookie");
    board.send("JOI carol@example.com Carol");
    tellFrom(
        board,
        "carol@example.com",
        "Invitation-Command: CANCEL",
        "Invitation-Cookie: " + cookie,
        "Cancel-Code: OUTBANDCANCEL");
    tell(
        board, "Invitation-Command: CANCEL", "Invitation-Cookie: " + cookie, "Cancel-Code: REJECT");
    assertThat(reason(transfer.done())).isEqualTo(Reason.DECLINED);
  }

  @Test
  void where_several_are_no_file_is_fetched() {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    CompletableFuture<Path> unused = transfer.accept(folder.resolve("notes.txt"));
    expectAccept(board, 33);
    board.send("JOI carol@example.com Carol");
    tellPlace(board, 33, "93301");
    assertThat(field(heard(board), "Invitation-Command")).isEqualTo("CANCEL");
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void who_does_not_answer_an_offer_is_not_waited_for() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    Peer board = called();
    String cookie = field(heard(board), "Invitation-Cookie");
    time.advance(Duration.ofMinutes(4));
    String cancel = heard(board);
    assertThat(field(cancel, "Invitation-Cookie")).isEqualTo(cookie);
    assertThat(field(cancel, "Cancel-Code")).isEqualTo("TIMEOUT");
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void who_refuses_to_come_gets_no_file_though_others_are_there() throws Exception {
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    ns.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17.32.1");
    switchboard
        .accept()
        .expect("USR 1 alice@example.com 17.32.1")
        .send("USR 1 OK alice@example.com Alice")
        .expect("CAL 2 bob@example.com")
        .send("JOI carol@example.com Carol", "217 2");
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void who_does_not_come_gets_no_file_though_others_are_there() throws Exception {
    Conversation unused = client.openConversation(BOB);
    ns.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17.32.1");
    Peer board =
        switchboard
            .accept()
            .expect("USR 1 alice@example.com 17.32.1")
            .send("USR 1 OK alice@example.com Alice")
            .expect("CAL 2 bob@example.com");
    FileTransfer transfer = client.sendFile(BOB, file("notes.bin", 10));
    board.send("CAL 2 RINGING 117", "JOI carol@example.com Carol");
    recorder.awaitEvent(ParticipantJoined.class);
    time.advance(Duration.ofMinutes(2));
    assertThat(reason(transfer.done())).isEqualTo(Reason.NO_ANSWER);
  }

  @Test
  void who_offers_very_much_is_refused() {
    Peer board = calls();
    for (int cookie = 0; cookie < 10; cookie++) {
      offered(board, cookie, "notes.txt", 11);
    }
    offer(board, 10, "notes.txt", "11");
    assertThat(field(heard(board), "Cancel-Code")).isEqualTo("REJECT");
  }

  @Test
  void an_offer_ends_with_who_made_it() {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    board.send("BYE bob@example.com");
    recorder.awaitEvent(ParticipantLeft.class);
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
  }

  @Test
  void a_file_that_nobody_has_asked_for_is_not_fetched() throws Exception {
    Peer board = calls();
    FileTransfer transfer = offered(board, 33, "notes.txt", 11);
    tellPlace(board, 33, "1");
    transfer.decline();
    assertThat(field(heard(board), "Cancel-Code")).isEqualTo("REJECT");
    try (Socket first = new Socket("127.0.0.1", Integer.parseInt(sender.address().split(":")[1]))) {
      assertThat(first.isConnected()).isTrue();
      sender.accept().close(); // it is the first to come
    }
  }
}
