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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.Peer;

class SignInConsoleTest {
  private final FakeServer server = new FakeServer();
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final PipedOutputStream orders = new PipedOutputStream();
  private HttpServer passport;

  @BeforeEach
  void start() throws IOException {
    passport = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String site = "http://127.0.0.1:" + passport.getAddress().getPort();
    answer("/nexus", 200, "PassportURLs", "DALogin=" + site + "/login");
    answer("/login", 200, "Authentication-Info", "Passport1.4 from-PP='t=secret'");
    passport.start();
    environment.put("MSN_SERVER", server.address());
    environment.put("MSN_NEXUS_URL", site + "/nexus");
    environment.put("MSN_USER", "alice@example.com");
    environment.put("MSN_PASSWORD", "s3cret");
  }

  private void answer(String path, int status, String header, String value) {
    passport.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add(header, value);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    server.close();
    passport.stop(0);
  }

  private CompletableFuture<Integer> run(String... arguments) throws IOException {
    InputStream in = new PipedInputStream(orders);
    return CompletableFuture.supplyAsync(
        () ->
            new SignInConsole(
                    new Environment(environment),
                    in,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments));
  }

  /** Waits until an order is carried out, or cannot be. */
  private void answered(int id) {
    await()
        .until(
            () ->
                Stream.of("done", "failed", "unsupported")
                    .anyMatch(
                        how ->
                            out.toString(StandardCharsets.UTF_8)
                                .matches("(?s).*\\{\"%s\":%s[,}].*".formatted(how, id))));
  }

  private void order(String line) {
    try {
      orders.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      orders.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Peer admit() {
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9");
    assertThat(peer.readLine()).startsWith("CVR 2 ");
    peer.send("CVR 2").expect("USR 3 TWN I alice@example.com").send("USR 3 TWN S lc=1033");
    peer.expect("USR 4 TWN S t=secret").send("USR 4 OK alice@example.com Al%1bice 1 0");
    peer.expect("SYN 5 0").send("SYN 5 1 1 1", "LSG 0 Friends 0", "LST bob@example.com Bob 11 0");
    return peer;
  }

  @Test
  void tells_people_what_happens_and_no_secret() throws Exception {
    // given
    var code = run("--verbose", "--status", "AWY");
    Peer peer = admit();
    // when
    peer.expect("CHG 6 AWY 0").send("CHG 6 AWY 0", "NLN BSY bob@example.com Bob 0", "OUT SSD");
    // then
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.DISCONNECTED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "connected to " + server.address(),
            "USR 4 TWN S [hidden]",
            "contact list: 1 people, 1 groups",
            "signed in: alice@example.com, called \"Al\u241Bice\", is away",
            "bob@example.com, called \"Bob\", is busy",
            "disconnected: ",
            "it is shut down")
        .doesNotContain("s3cret", "t=secret");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void ends_with_1_when_the_password_is_wrong() throws Exception {
    // given
    passport.removeContext("/login");
    answer(
        "/login", 401, "WWW-Authenticate", "Passport1.4 da-status=failed,cbtxt=Type%20it%20again");
    var code = run("--adapter", "stdio");
    // when
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9");
    peer.readLine();
    peer.send("CVR 2").expect("USR 3 TWN I alice@example.com").send("USR 3 TWN S lc=1033");
    // then
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("{\"see\":\"sign-in-failed\",\"args\":{\"reason\":\"bad-password\"}}");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Type it again")
        .doesNotContain("s3cret");
  }

  @Test
  void talks_with_others_as_dialogues_say() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    var code = run("--adapter", "stdio");
    try (FakeServer switchboard = new FakeServer()) {
      order("{\"do\":\"invite\",\"args\":{},\"id\":1}");
      order("{\"do\":\"typing\",\"args\":{},\"id\":2}");
      order("{\"do\":\"sign-in\",\"args\":{},\"id\":3}");
      Peer peer = admit();
      peer.expect("CHG 6 NLN 0");
      // when
      order("{\"do\":\"open-chat\",\"args\":{\"with\":\"bob@example.com\"},\"id\":4}");
      order(
          "{\"do\":\"send-message\",\"args\":{\"text\":\"Hi\",\"bold\":\"true\",\"colour\":\"ff8000\"},\"id\":5}");
      peer.send("CHG 6 NLN 0").expect("XFR 7 SB");
      peer.send("XFR 7 SB " + switchboard.address() + " CKI 17");
      Peer talk = switchboard.accept().expect("USR 1 alice@example.com 17");
      talk.send("USR 1 OK alice@example.com A").expect("CAL 2 bob@example.com");
      await() // the text is to be there before Bob is, or he hears of the typing first
          .untilAsserted(
              () -> assertThat(out.toString(StandardCharsets.UTF_8)).contains("{\"done\":5}"));
      talk.send("CAL 2 RINGING 1", "JOI bob@example.com Bob");
      assertThat(talk.readLine()).startsWith("MSG 3 A ");
      talk.expect("MIME-Version: 1.0")
          .expect("Content-Type: text/plain; charset=UTF-8")
          .expect("X-MMS-IM-Format: FN=Arial; EF=B; CO=80ff; CS=0; PF=22")
          .expect("")
          .expectBytes("Hi");
      talk.send("NAK 3")
          .sendPayload("MSG bob@example.com B %s", "Content-Type: text/plain\r\n\r\nHo")
          .send("BYE bob@example.com");
      talk.expect("OUT").close();
      order("{\"do\":\"leave-chat\",\"args\":{},\"id\":6}");
      order("{\"do\":\"sign-out\",\"args\":{},\"id\":7}");
      assertThat(peer.readLine()).endsWith("OUT");
      peer.close();
    }
    orders.close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "{\"failed\":1,\"why\":\"the argument who is missing\"}",
            "{\"done\":2}",
            "{\"done\":5}",
            "{\"done\":6}",
            "{\"see\":\"joined\",\"args\":{\"who\":\"bob@example.com\"}}",
            "{\"see\":\"left\",\"args\":{\"who\":\"bob@example.com\"}}",
            "{\"see\":\"failed\",\"args\":{\"text\":\"Hi\"}}",
            "{\"see\":\"message\",\"args\":{\"from\":\"bob@example.com\",\"text\":\"Ho\",\"bold\":\"false\","
                + "\"italic\":\"false\",\"font\":\"Arial\",\"colour\":\"000000\",\"emoticons\":[]}}");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("bob@example.com says: Ho");
  }

  @Test
  void speaks_the_adapter_of_dialogues() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    var code = run("--adapter", "stdio");
    // when
    order("no JSON");
    order("{\"do\":\"dance\",\"args\":{},\"id\":1}");
    order("{\"do\":\"set-status\",\"args\":{\"status\":\"AWY\"},\"id\":2}");
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":3}");
    Peer peer = admit();
    peer.expect("CHG 6 NLN 0")
        .send("CHG 6 NLN 0", "ILN 6 BSY bob@example.com B%20ob 0", "FLN bob@example.com", "540 99");
    order("{\"do\":\"set-status\",\"args\":{\"status\":\"AWY\"},\"id\":4}");
    peer.expect("CHG 7 AWY 0").send("CHG 7 AWY 0");
    order("{\"do\":\"set-status\",\"args\":{\"status\":\"BSY\"},\"id\":5}");
    peer.expect("CHG 8 BSY 0").send("800 8");
    order("{\"do\":\"set-status\",\"args\":{\"status\":\"FLN\"},\"id\":6}");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        "Content-Type: application/x-msmsgssystemmessage\r\n\r\nType: 1\r\nArg1: 5\r\n");
    peer.send("CHL 0 1");
    peer.expect("QRY 9 msmsgs@msnmsgr.com 32");
    order("{\"do\":\"sign-out\",\"args\":{},\"id\":7}");
    assertThat(peer.readLine()).endsWith("OUT");
    peer.close();
    orders.close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .contains(
            "{\"unsupported\":1}",
            "{\"failed\":2,\"why\":\"nobody is signed in; sign in first\"}",
            "{\"done\":3}",
            "{\"see\":\"contacts\",\"args\":{\"forward\":[\"bob@example.com\"],\"allow\":[\"bob@example.com\"],"
                + "\"block\":[],\"reverse\":[\"bob@example.com\"],\"groups\":{\"Friends\":[\"bob@example.com\"]}}}",
            "{\"see\":\"presence\",\"args\":{\"who\":\"bob@example.com\",\"status\":\"BSY\",\"name\":\"B ob\"}}",
            "{\"see\":\"presence\",\"args\":{\"who\":\"bob@example.com\",\"status\":\"FLN\"}}",
            "{\"see\":\"error\",\"args\":{\"code\":540}}",
            "{\"done\":4}",
            "{\"see\":\"error\",\"args\":{\"code\":800}}",
            "{\"done\":5}",
            "{\"see\":\"alert\",\"args\":{\"text\":\"the server will be shut down in 5 minutes\"}}",
            "{\"see\":\"disconnected\",\"args\":{\"reason\":\"other\"}}",
            "{\"done\":7}")
        .anyMatch(
            line ->
                line.contains("\"see\":\"signed-in\"")
                    && line.contains("\"user\":\"alice@example.com\""))
        .anyMatch(
            line -> line.startsWith("{\"failed\":6,\"why\":\"nobody can take the status FLN"));
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("not an order: ", "signed out");
  }

  @Test
  void changes_contacts_as_a_dialogue_wants() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    var code = run("--adapter", "stdio");
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":1}");
    Peer peer = admit();
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0", "ADD 0 RL 5 dave@example.com Dave%20D");
    // when
    order("{\"do\":\"set-name\",\"args\":{\"name\":\"A B\"},\"id\":2}");
    peer.expect("REA 7 alice@example.com A%20B").send("REA 7 30 alice@example.com A%20B");
    answered(2);
    order(
        "{\"do\":\"add-contacts\",\"args\":{\"who\":\"carol@example.com, erin@example.com\",\"group\":\"Friends\"},\"id\":3}");
    peer.expect("ADD 8 FL carol@example.com carol@example.com 0").send("210 8");
    peer.expect("ADD 9 FL erin@example.com erin@example.com 0")
        .send("ADD 9 FL 31 erin@example.com Erin 0");
    peer.expect("ADD 10 AL erin@example.com Erin").send("ADD 10 AL 32 erin@example.com Erin");
    answered(3);
    order("{\"do\":\"remove-contact\",\"args\":{\"who\":\"bob@example.com\"},\"id\":4}");
    peer.expect("REM 11 FL bob@example.com").send("REM 11 FL 33 bob@example.com");
    answered(4);
    order("{\"do\":\"block\",\"args\":{\"who\":\"erin@example.com\"},\"id\":5}");
    peer.expect("REM 12 AL erin@example.com").send("REM 12 AL 34 erin@example.com");
    peer.expect("ADD 13 BL erin@example.com Erin").send("219 13");
    answered(5);
    order("{\"do\":\"accept-contact\",\"args\":{\"who\":\"dave@example.com\"},\"id\":6}");
    peer.expect("ADD 14 AL dave@example.com Dave%20D").send("ADD 14 AL 35 dave@example.com x");
    answered(6);
    order("{\"do\":\"add-group\",\"args\":{\"name\":\"Work\"},\"id\":7}");
    peer.expect("ADG 15 Work 0").send("ADG 15 36 Work 4 0");
    answered(7);
    order("{\"do\":\"set-phone\",\"args\":{\"kind\":\"home\",\"number\":\"5\"},\"id\":8}");
    peer.expect("PRP 16 PHH 5").send("PRP 16 37 PHH 5");
    answered(8);
    order("{\"do\":\"rename-group\",\"args\":{\"group\":\"Work\",\"name\":\"W\"},\"id\":9}");
    peer.expect("REG 17 4 W 0").send("REG 17 38 4 W 0");
    answered(9);
    order("{\"do\":\"remove-group\",\"args\":{\"group\":\"W\"},\"id\":10}");
    peer.expect("RMG 18 4").send("RMG 18 39 4");
    answered(10);
    order("{\"do\":\"remove-group\",\"args\":{\"group\":\"Friends\"},\"id\":11}");
    answered(11);
    order(
        "{\"do\":\"change-settings\",\"args\":{\"when-added\":\"ask\",\"strangers\":\"block\"},\"id\":12}");
    peer.expect("GTC 19 A").expect("BLP 20 BL").send("GTC 19 40 A", "218 20");
    answered(12);
    order("{\"do\":\"fetch-mail-url\",\"args\":{},\"id\":13}");
    peer.expect("URL 21 INBOX").send("URL 21 /in https://login.example.com/ 2");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        "Content-Type: text/x-msmsgsemailnotification\r\n\r\nFrom: Bob\r\nSubject: Hi\r\n");
    peer.sendPayload(
        "MSG Hotmail Hotmail %s",
        "Content-Type: text/x-msmsgsinitialemailnotification\r\n\r\nInbox-Unread: 3\r\n");
    answered(13);
    order("{\"do\":\"remove-group\",\"args\":{\"group\":\"Nobodies\"},\"id\":14}");
    answered(14);
    order("{\"do\":\"set-phone\",\"args\":{\"kind\":\"pager\"},\"id\":15}");
    answered(15);
    order("{\"do\":\"change-settings\",\"args\":{\"when-added\":\"never\"},\"id\":16}");
    await().until(() -> out.toString(StandardCharsets.UTF_8).contains("{\"failed\":16,"));
    await().until(() -> out.toString(StandardCharsets.UTF_8).contains("\"unread\":3"));
    order("{\"do\":\"sign-out\",\"args\":{},\"id\":17}");
    peer.expect("OUT").close();
    orders.close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "{\"done\":2}",
            "{\"done\":3}",
            "{\"done\":5}",
            "{\"done\":11}",
            "{\"done\":12}",
            "{\"done\":13}",
            "{\"see\":\"mail\",\"args\":{\"url\":\"https://login.example.com/\"}}",
            "{\"see\":\"mail\",\"args\":{\"unread\":3}}",
            "{\"see\":\"mail\",\"args\":{\"unread\":1,\"from\":\"Bob\",\"subject\":\"Hi\"}}")
        .anyMatch(line -> line.startsWith("{\"see\":\"contact-request\""))
        .anyMatch(line -> line.startsWith("{\"see\":\"names\""))
        .anyMatch(line -> line.contains("210") && line.contains("carol@example.com"))
        .anyMatch(line -> line.contains("219") && line.contains("erin@example.com"))
        .anyMatch(line -> line.startsWith("{\"see\":\"error\"") && line.contains("230"))
        .anyMatch(line -> line.startsWith("{\"failed\":14,"))
        .anyMatch(line -> line.startsWith("{\"failed\":15,"));
  }

  @Test
  void shows_what_a_dialogue_wants_to_see() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    var code = run("--adapter", "stdio");
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":1}");
    Peer peer = admit();
    peer.expect("CHG 6 NLN 0")
        .send(
            "BPR 28 bob@example.com PHH 555%201",
            "BPR 29 bob@example.com MOB Y", "CHG 6 NLN 0", "CHL 0 1");
    peer.expect("QRY 7 msmsgs@msnmsgr.com 32");
    // when
    order("{\"do\":\"show-contact\",\"args\":{\"who\":\"bob@example.com\"},\"id\":2}");
    order("{\"do\":\"show-contact\",\"args\":{\"who\":\"nobody@example.com\"},\"id\":3}");
    order("{\"do\":\"show-settings\",\"args\":{},\"id\":4}");
    order("{\"do\":\"sign-out\",\"args\":{},\"id\":5}");
    assertThat(peer.readLine()).endsWith("OUT");
    peer.close();
    orders.close();
    // then
    assertThat(code.get(20, SECONDS)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "{\"see\":\"contact\",\"args\":{\"who\":\"bob@example.com\",\"name\":\"Bob\",\"home\":\"555 1\"}}",
            "{\"done\":2}",
            "{\"failed\":3,\"why\":\"no such contact: nobody@example.com\"}",
            "{\"see\":\"settings\",\"args\":{\"strangers\":\"allow\",\"when-added\":\"ask\"}}",
            "{\"done\":4}");
  }

  @Test
  void counts_from_where_a_dialogue_says() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    var code = run("--adapter", "stdio");
    // when
    order("{\"do\":\"count-from\",\"args\":{\"id\":\"4294967296\"},\"id\":1}");
    order("{\"do\":\"count-from\",\"args\":{\"id\":\"4294967295\"},\"id\":2}");
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":3}");
    // then
    Peer peer = server.accept();
    peer.expect("VER 4294967295 MSNP9 MSNP8 CVR0").send("VER 4294967295 MSNP9");
    assertThat(peer.readLine()).startsWith("CVR 1 ");
    peer.send("CVR 1").expect("USR 2 TWN I alice@example.com").close();
    orders.close();
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains("{\"done\":2}")
        .anyMatch(line -> line.startsWith("{\"failed\":1,\"why\":\"transaction id must be"));
  }

  @Test
  void comes_back_where_that_is_wanted() throws Exception {
    // given
    var code = run("--reconnect", "1ms");
    // when
    Peer first = admit().expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    // a first sign-in that fails is not tried again
    await().until(() -> out.toString(StandardCharsets.UTF_8).contains("signed in: "));
    first.close();
    // then
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 0");
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
  }

  @Test
  void ends_with_its_session_though_a_second_one_was_asked_for_meanwhile() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    var code = run("--adapter", "stdio");
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":1}");
    Peer peer = admit();
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    // when
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":2}");
    order("{\"do\":\"set-status\",\"args\":{\"status\":\"AWY\"},\"id\":3}");
    peer.expect("CHG 7 AWY 0").send("CHG 7 AWY 0", "OUT SSD");
    orders.close();
    // then
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.DISCONNECTED);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("{\"failed\":2,\"why\":\"somebody is signed in already");
  }

  @Test
  void stays_for_a_session_that_is_asked_for_on_the_news_that_one_ended() throws Exception {
    // given
    environment.put("MSN_SIGN_IN", "wait");
    AtomicReference<Peer> second = new AtomicReference<>();
    out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            String line = new String(bytes, from, length, StandardCharsets.UTF_8);
            if (line.contains("\"lost\"")) {
              // whoever reads this acts on it before the program itself hears of it
              order("{\"do\":\"sign-in\",\"args\":{},\"id\":2}");
              second.set(server.accept());
            }
          }
        };
    var code = run("--adapter", "stdio");
    order("{\"do\":\"sign-in\",\"args\":{},\"id\":1}");
    // when
    admit().expect("CHG 6 NLN 0").send("CHG 6 NLN 0").close();
    await().until(() -> second.get() != null);
    orders.close();
    // then
    second.get().expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 0");
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"signin.seed-article", "signin.seed-article[long]"})
  void speaks_like_the_article_in_the_cases_that_ask_for_it(String current) throws Exception {
    // given
    environment.put("MSN_CASE", current);
    var code = run("--article-in", "signin.other,signin.seed-article");
    // when
    server.accept().expect("VER 0 MSNP9 CVRO").send("VER 0 0");
    // then
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
  }

  @Test
  void takes_the_password_from_a_file(@TempDir Path folder) throws Exception {
    // given
    environment.remove("MSN_PASSWORD");
    Path file = Files.writeString(folder.resolve("password"), "s3cret\nnot this\n");
    // when
    var code = run("--article", "--password-file", file.toString());
    // then
    server.accept().expect("VER 0 MSNP9 CVRO").send("VER 0 0");
    assertThat(code.get(20, SECONDS)).isEqualTo(SessionWatch.SIGN_IN_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense",
        "--status=FLN",
        "--status=nln",
        "--reply-timeout=3",
        "--reply-timeout=0s",
        "--server=a:b",
        "--user=a b",
        "--ca=missing.pem",
        "--nexus=nowhere",
        "--login=ftp://x/",
        "--adapter=telepathy",
        "--password-file=missing"
      })
  void ends_with_64_when_an_option_is_wrong(String option) throws Exception {
    assertThat(run(option).get(20, SECONDS)).isEqualTo(SessionWatch.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: msn-client");
  }

  @Test
  void says_which_option_is_missing() throws Exception {
    // given
    environment.remove("MSN_SERVER");
    // when, then
    assertThat(run().get(20, SECONDS)).isEqualTo(SessionWatch.USAGE);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("missing option --server", "MSN_SERVER");
  }

  @Test
  void helps() throws Exception {
    assertThat(run("--help").get(20, SECONDS)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--article-in", "Exit codes");
  }
}
