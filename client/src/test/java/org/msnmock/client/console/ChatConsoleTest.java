package org.msnmock.client.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.Peer;

/** The program msnchat, through a pipe and at a terminal; the test plays the servers. */
class ChatConsoleTest {
  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
          + "X-MMS-IM-Format: FN=Arial; EF=; CO=0; CS=0; PF=22\r\n\r\n";

  private static final String INVITATION =
      "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\n";

  @TempDir private Path folder;
  private final FakeServer server = new FakeServer();
  private final FakeServer switchboard = new FakeServer();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final PipedOutputStream keys = new PipedOutputStream();
  private HttpServer passport;

  @BeforeEach
  void start() throws IOException {
    passport = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String site = "http://127.0.0.1:" + passport.getAddress().getPort();
    answer("/nexus", "PassportURLs", "DALogin=" + site + "/login");
    answer("/login", "Authentication-Info", "Passport1.4 from-PP='t=secret'");
    passport.start();
    environment.put("MSN_SERVER", server.address());
    environment.put("MSN_NEXUS_URL", site + "/nexus");
    environment.put("MSN_USER", "alice@example.com");
    environment.put("MSN_PASSWORD", "s3cret");
    environment.put("XDG_STATE_HOME", folder.toString());
  }

  private void answer(String path, String header, String value) {
    passport.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add(header, value);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.close();
    switchboard.close();
    passport.stop(0);
  }

  private CompletableFuture<Integer> throughPipe(String... arguments) throws IOException {
    return run(new PipedInputStream(keys), Optional::empty, arguments);
  }

  private CompletableFuture<Integer> atTerminal(String... arguments) throws IOException {
    Terminal terminal =
        new ExternalTerminal(
            "test", "xterm", new PipedInputStream(keys), out, StandardCharsets.UTF_8);
    terminal.setSize(Size.of(80, 24));
    return run(InputStream.nullInputStream(), () -> Optional.of(terminal), arguments);
  }

  private CompletableFuture<Integer> run(
      InputStream in, Supplier<Optional<Terminal>> terminal, String... arguments) {
    return CompletableFuture.supplyAsync(
        () ->
            new ChatConsole(
                    new Environment(environment),
                    in,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    terminal)
                .run(arguments));
  }

  private void type(String text) {
    try {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void awaitShown(String text) {
    await().untilAsserted(() -> assertThat(shown()).contains(text));
  }

  /** Without the times, which stand at the beginning of lines. */
  private List<String> lines() {
    return shown().replaceAll("(?m)^\\d\\d:\\d\\d ", "").lines().toList();
  }

  private Peer admit() {
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9");
    assertThat(peer.readLine()).startsWith("CVR 2 ");
    peer.send("CVR 2").expect("USR 3 TWN I alice@example.com").send("USR 3 TWN S lc=1033");
    peer.expect("USR 4 TWN S t=secret").send("USR 4 OK alice@example.com Al%1bice 1 0");
    peer.expect("SYN 5 0").send("SYN 5 1 1 1", "LSG 0 Friends 0", "LST bob@example.com Bob 11 0");
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    return peer;
  }

  private Peer ring(Peer peer) {
    peer.send("RNG 11 " + switchboard.address() + " CKI 1.2 bob@example.com Bob");
    Peer talk = switchboard.accept();
    talk.expect("ANS 1 alice@example.com 1.2 11");
    return talk.send("IRO 1 1 1 bob@example.com Bob", "ANS 1 OK");
  }

  private static void say(Peer talk, String text) {
    talk.sendPayload("MSG bob@example.com Bob %s", "Content-Type: text/plain\r\n\r\n" + text);
  }

  private static void expectText(Peer talk, int id, String text) {
    String payload = HEAD + text;
    talk.expect("MSG %s A %s".formatted(id, payload.getBytes(StandardCharsets.UTF_8).length))
        .expectBytes(payload);
  }

  @Test
  void does_what_a_pipe_says_and_leaves_at_its_end() throws Exception {
    // given
    var code = throughPipe();
    type("/chat bob\nHello Bob\n/status away\n/list\n");
    keys.close();
    // when
    Peer peer = admit();
    peer.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17");
    Peer talk = switchboard.accept();
    talk.expect("USR 1 alice@example.com 17").send("USR 1 OK alice@example.com A");
    talk.expect("CAL 2 bob@example.com").send("CAL 2 RINGING 1", "JOI bob@example.com Bob");
    expectText(talk, 3, "Hello Bob");
    talk.send("ACK 3");
    peer.expect("CHG 8 AWY 0").send("CHG 8 AWY 0");
    talk.expect("OUT").close();
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .containsExactly(
            "* you are signed in as alice@example.com, called \"Al␛ice\": online",
            "* you talk to bob@example.com now",
            "* bob@example.com is offline, or hidden: texts may not get there",
            "* you are away now",
            "Friends (0 of 1 online)",
            "  bob@example.com  offline         \"Bob\"",
            "* signed out");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void shows_what_others_say_and_nothing_that_steers_a_terminal() throws Exception {
    // given
    var code = throughPipe();
    Peer peer = admit();
    // when
    Peer talk = ring(peer);
    say(talk, "\033[2Jone\r\n20:15 [2] two\u009b");
    awaitShown("/chat 1 answers bob@example.com");
    type("/chat 1\n");
    awaitShown("you talk to");
    say(talk, "three");
    awaitShown("three");
    peer.send("OUT SSD");
    // then
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.DISCONNECTED);
    assertThat(lines())
        .containsSubsequence(
            "[1] bob@example.com: ␛[2Jone",
            "      20:15 [2] two\uFFFD",
            "* /chat 1 answers bob@example.com",
            "* you talk to bob@example.com now",
            "[1] bob@example.com: three");
    assertThat(shown().chars().filter(c -> c != '\n').anyMatch(Character::isISOControl)).isFalse();
  }

  @Test
  void talks_in_several_conversations() throws Exception {
    // given
    var code = throughPipe();
    type("/chat\n");
    Peer peer = admit();
    awaitShown("no conversations yet; /chat ADDRESS begins one");
    // when
    Peer talk = ring(peer);
    say(talk, "Hello");
    awaitShown("/chat 1 answers bob@example.com");
    type("/chat dave@example.com\n/chat\n/chat 1\n/invite carol@example.com\n");
    talk.expect("CAL 2 carol@example.com").send("CAL 2 RINGING 11");
    talk.send("JOI carol@example.com Carol").send("BYE bob@example.com");
    awaitShown("bob@example.com has left conversation 1");
    type("Hi Carol\n");
    expectText(talk, 3, "Hi Carol");
    talk.send("NAK 3");
    awaitShown("did not get");
    type("/chat\n/leave\nHi nobody\n");
    talk.expect("OUT").close();
    keys.close();
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .containsSubsequence(
            "* dave@example.com is not on your list; /add dave@example.com adds them",
            "  1  bob@example.com  (1 unread)",
            "> 2  dave@example.com",
            "* you talk to bob@example.com now",
            "* carol@example.com is in conversation 1 now",
            "* bob@example.com has left conversation 1",
            "> 1  carol@example.com",
            "  2  dave@example.com",
            "* you have left carol@example.com",
            "! you talk to nobody; /chat ADDRESS says to whom, and /help tells more")
        .contains("* carol@example.com is being called")
        .anyMatch(line -> line.startsWith("! carol@example.com did not get \"Hi Carol\": "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BYE bob@example.com 1,BYE carol@example.com 1",
        "BYE carol@example.com 1,BYE bob@example.com"
      })
  void whoever_is_called_again_stays_in_the_prompt(String goodbyes) throws Exception {
    // given
    var code = throughPipe();
    Peer peer = admit();
    Peer talk = ring(peer);
    talk.send("JOI carol@example.com Carol");
    awaitShown("carol@example.com is in conversation 1 now");
    // when
    talk.send(goodbyes.split(",")).expect("OUT").close();
    peer.send("RNG 12 " + switchboard.address() + " CKI 3.4 dave@example.com Dave");
    Peer later = switchboard.accept();
    later.expect("ANS 1 alice@example.com 3.4 12");
    later.send("IRO 1 1 1 dave@example.com Dave", "ANS 1 OK");
    say(later, "Hello");
    awaitShown("Hello"); // and so all that was before
    type("/chat 1\n/chat\n/quit\n");
    later.expect("OUT").close();
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .contains(
            "* you talk to bob@example.com, carol@example.com now",
            "> 1  bob@example.com, carol@example.com")
        .noneMatch(line -> line.contains("has left"));
  }

  @Test
  void a_text_that_is_left_behind_is_told_of() throws Exception {
    // given
    var code = atTerminal();
    Peer peer = admit();
    awaitShown("you are signed in");
    // when
    type("/chat bob\rHello\r");
    peer.expect("XFR 7 SB");
    type("/leave\r");
    // then
    awaitShown("bob@example.com did not get \"Hello\": This conversation is over");
    type("/quit\r");
    peer.expect("OUT").close();
    assertThat(code.get(20, SECONDS)).isZero();
  }

  @Test
  void the_last_text_goes_out_before_the_user_does() throws Exception {
    // given
    var code = atTerminal();
    Peer peer = admit();
    awaitShown("you are signed in");
    // when
    type("/chat bob\rHello\r\004");
    Peer talk = calledBy(peer);
    expectText(talk, 3, "Hello");
    // then
    talk.send("ACK 3").expect("OUT").close();
    peer.expect("OUT").close();
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(shown()).doesNotContain("did not get");
  }

  @Test
  void an_invitation_that_is_lost_is_told_of() throws Exception {
    // given
    var code = throughPipe();
    Peer peer = admit();
    Peer talk = ring(peer);
    say(talk, "Hello");
    awaitShown("/chat 1 answers bob@example.com");
    // when
    type("/chat 1\n/invite carol@example.com\n/quit\n");
    talk.expect("CAL 2 carol@example.com").close();
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .anyMatch(line -> line.startsWith("! carol@example.com is not called: "))
        .noneMatch(line -> line.contains("being called"));
  }

  @Test
  void an_invitation_that_is_refused_is_told_of_once() throws Exception {
    // given
    var code = throughPipe();
    Peer peer = admit();
    Peer talk = ring(peer);
    talk.send("JOI carol@example.com Carol");
    awaitShown("carol@example.com is in conversation 1 now");
    talk.send("BYE carol@example.com 1");
    say(talk, "Hello");
    awaitShown("Hello"); // and so all that was before
    // when
    type("/chat 1\n/invite carol@example.com\n/quit\n");
    talk.expect("CAL 2 carol@example.com").send("217 2");
    talk.expect("OUT").close();
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .filteredOn(line -> line.startsWith("! "))
        .singleElement()
        .asString()
        .startsWith("! carol@example.com is not called: ")
        .contains("217");
  }

  @Test
  void sends_a_file_and_a_script_waits_for_it() throws Exception {
    // given
    Path file = Files.write(folder.resolve("a.txt"), new byte[] {1, 2, 3});
    var code = throughPipe();
    type("/chat bob\n/send %s\n".formatted(file));
    keys.close();
    // when
    Peer peer = admit();
    Peer talk = calledBy(peer);
    String cookie = offered(talk);
    awaitShown("1 file is on the way, and the program ends after that");
    talk.sendPayload(
        "MSG bob@example.com Bob %s",
        INVITATION
            + "Invitation-Command: CANCEL\r\nInvitation-Cookie: %s\r\n".formatted(cookie)
            + "Cancel-Code: REJECT\r\n\r\n");
    talk.expect("OUT").close();
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .contains("* file 1, \"a.txt\", is offered to bob@example.com; /cancel 1 ends it")
        .anyMatch(line -> line.startsWith("! file 1, \"a.txt\", came to nothing: "));
  }

  @Test
  void nobody_at_a_terminal_waits_for_a_file_at_the_end() throws Exception {
    // given
    Path file = Files.write(folder.resolve("a.txt"), new byte[] {1, 2, 3});
    var code = atTerminal();
    Peer peer = admit();
    awaitShown("you are signed in");
    type("/chat bob\r/send %s\r".formatted(file));
    Peer talk = calledBy(peer);
    offered(talk);
    // when
    type("/quit\r");
    // then
    awaitShown("1 file is broken off");
    talk.expectWithin("OUT\r\n");
    talk.close();
    peer.expect("OUT").close();
    assertThat(code.get(20, SECONDS)).isZero();
  }

  @Test
  void an_interrupted_sign_in_is_given_up() throws Exception {
    // given
    var code = atTerminal();
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0"); // and no answer to it
    // when
    type("\003");
    peer.expectEnd();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
  }

  private Peer calledBy(Peer peer) {
    peer.expect("XFR 7 SB").send("XFR 7 SB " + switchboard.address() + " CKI 17");
    Peer talk = switchboard.accept();
    talk.expect("USR 1 alice@example.com 17").send("USR 1 OK alice@example.com A");
    return talk.expect("CAL 2 bob@example.com").send("CAL 2 RINGING 1", "JOI bob@example.com Bob");
  }

  /** Waits for the offer of a file, and gets its cookie. */
  private static String offered(Peer talk) {
    int length = Integer.parseInt(talk.readLine().split(" ")[3]);
    String offer = new String(talk.readBytes(length), StandardCharsets.UTF_8);
    return offer
        .lines()
        .filter(line -> line.startsWith("Invitation-Cookie: "))
        .findFirst()
        .orElseThrow()
        .substring("Invitation-Cookie: ".length());
  }

  @Test
  void fetches_and_shows_pictures() throws Exception {
    // given
    Path large = Files.write(folder.resolve("large.png"), new byte[256 * 1024 + 1]);
    Path small = Files.write(folder.resolve("small.png"), new byte[] {1, 2, 3});
    var code = throughPipe();
    type("/setpicture %s\n/setpicture %s\n/setpicture\n".formatted(large, small));
    type("/picture bob %s\n/picture bob %s/new.png\n".formatted(small, folder));
    keys.close();
    // when
    Peer peer = admit();
    String shown = peer.readLine();
    assertThat(shown).startsWith("CHG 7 NLN ").contains("msnobj");
    peer.send(shown);
    String hidden = peer.readLine();
    assertThat(hidden).startsWith("CHG 8 NLN ").doesNotContain("msnobj");
    peer.send(hidden).expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .containsSubsequence(
            "! %s has 256.0 KiB, and a picture has 256 KiB at the most".formatted(large),
            "* others see %s as your picture now".formatted(small),
            "* you show no picture any more",
            "! there is a file %s already; give another name".formatted(small),
            "! bob@example.com shows no picture");
    assertThat(folder.resolve("new.png")).doesNotExist();
  }

  @Test
  void changes_the_contact_list() throws Exception {
    // given
    var code = throughPipe();
    type("/add carol@example.com Friends\n/name A B\n/addgroup Work\n/rename Work Old job\n");
    type("/rmgroup Old job\n/block bob\n/unblock bob\n/remove bob Friends\n/mail\n/quit\n");
    // when
    Peer peer = admit();
    peer.expect("ADD 7 FL carol@example.com carol@example.com 0")
        .send("ADD 7 FL 31 carol@example.com Carol 0");
    peer.expect("ADD 8 AL carol@example.com Carol").send("ADD 8 AL 32 carol@example.com Carol");
    peer.expect("REA 9 alice@example.com A%20B").send("REA 9 33 alice@example.com A%20B");
    peer.expect("ADG 10 Work 0").send("ADG 10 34 Work 4 0");
    peer.expect("REG 11 4 Old%20job 0").send("REG 11 35 4 Old%20job 0");
    peer.expect("RMG 12 4").send("RMG 12 36 4");
    peer.expect("REM 13 AL bob@example.com").send("REM 13 AL 37 bob@example.com");
    peer.expect("ADD 14 BL bob@example.com Bob").send("ADD 14 BL 38 bob@example.com Bob");
    peer.expect("REM 15 BL bob@example.com").send("REM 15 BL 39 bob@example.com");
    peer.expect("ADD 16 AL bob@example.com Bob").send("ADD 16 AL 40 bob@example.com Bob");
    peer.expect("REM 17 FL bob@example.com 0").send("REM 17 FL 41 bob@example.com 0");
    for (String line = peer.readLine(); !line.equals("OUT"); line = peer.readLine()) {
      String id = line.split(" ")[1];
      peer.send(
          line.startsWith("URL")
              ? "URL " + id + " /in https://login.example.com/ 2"
              : line.replaceFirst(" FL ", " FL 42 "));
    }
    peer.close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .containsSubsequence(
            "* carol@example.com is on your list now, in \"Friends\"",
            "* alice@example.com is called \"A B\" now",
            "* there is a group \"Work\" now",
            "* the group \"Work\" is called \"Old job\" now",
            "* the group \"Old job\" is gone",
            "* bob@example.com is blocked; /unblock takes it back",
            "* bob@example.com may see you and write to you",
            "* bob@example.com is not in \"Friends\" any more",
            "the server has told of no mail",
            "your mail is at https://login.example.com/",
            "* signed out");
  }

  @Test
  void says_what_to_do_when_something_cannot_be_done() throws Exception {
    // given
    var code = throughPipe();
    type("Hello\n/chat nobody\n/chat 7\n/lits\n/add bob Enemies\n/status asleep\n/help nothing\n");
    type("/chat x@y\n/setpicture /nowhere/a.png\n/picture bob /nowhere/a.png\n/send /nowhere/a\n");
    type("/accept a\n/list all\n/add carol@example.com\n/quit\n");
    // when
    Peer peer = admit();
    peer.expect("ADD 7 FL carol@example.com carol@example.com 0").send("210 7");
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(lines())
        .containsSubsequence(
            "! you talk to nobody; /chat ADDRESS says to whom, and /help tells more",
            "! nobody on your list is called nobody; type the whole address, like nobody@example.com",
            "! there is no conversation 7; /chat lists what there is",
            "! there is no /lits; did you mean /list? /help lists what there is, and a text that begins with / is typed"
                + " with two of them",
            "! there is no group \"Enemies\"; there are \"Friends\"",
            "! there is no status asleep; take one of online, busy, idle, brb, away, lunch, phone, hidden",
            "! there is no /nothing; /help lists what there is",
            "* x@y is not on your list; /add x@y adds them",
            "! cannot read /nowhere/a.png: java.nio.file.NoSuchFileException: /nowhere/a.png",
            "! there is no folder /nowhere for /nowhere/a.png",
            "! there is no file /nowhere/a that can be read",
            "! there is no file to do that with",
            "! /list alone lists all, and /list online who is there")
        .anyMatch(line -> line.startsWith("! ") && line.contains("210"));
  }

  @Test
  void ends_with_1_when_the_sign_in_fails() throws Exception {
    // given
    var code = throughPipe();
    type("/list\n");
    // when
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 0");
    // then
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
    assertThat(lines()).singleElement().asString().startsWith("! the sign-in failed: ");
  }

  @Test
  void texts_come_above_what_is_being_typed() throws Exception {
    // given
    var code = atTerminal();
    Peer peer = admit();
    awaitShown("you are signed in");
    // when
    Peer talk = ring(peer);
    say(talk, "Hello");
    awaitShown("(1 unread) ");
    type("/chat bob\r");
    awaitShown("bob> ");
    type("I am wri");
    awaitShown("I am wri");
    say(talk, "Wait!");
    awaitShown("Wait!");
    type("ting\r");
    // then
    expectText(talk, 2, "I am writing");
    type("\004");
    talk.send("ACK 2").expect("OUT").close();
    peer.expect("OUT").close();
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(shown()).contains("\033[1;32m").contains("bob> ");
    assertThat(Files.readString(folder.resolve("msnchat/history")))
        .contains("/chat bob", "I am writing")
        .doesNotContain("s3cret");
  }

  @Test
  void is_plain_and_forgetful_where_that_is_wanted() throws Exception {
    // given
    environment.put("NO_COLOR", "1");
    var code = atTerminal("--no-history");
    Peer peer = admit();
    awaitShown("you are signed in");
    // when
    type("/help\r/quit\r");
    peer.expect("OUT").close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(shown()).contains("/chat [WHO]").doesNotContain("\033[34m");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void comes_back_to_a_terminal_when_the_session_is_lost() throws Exception {
    // given
    var code = atTerminal("--reconnect", "1ms");
    // when
    Peer first = admit();
    awaitShown("you are signed in"); // a first sign-in that fails is not tried again
    first.send("ILN 6 NLN bob@example.com Bob 0");
    awaitShown("bob@example.com is online");
    first.close();
    Peer again = server.accept();
    // then
    again.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 0");
    awaitShown("Trying to come back.");
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
    assertThat(shown()).doesNotContain("bob@example.com is offline");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bogus", "--status=FLN", "--user=a b", "--ca=missing.pem"})
  void ends_with_64_when_an_option_is_wrong(String option) throws Exception {
    assertThat(throughPipe(option).get(20, SECONDS)).isEqualTo(SessionWatch.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: msnchat");
  }
}
