package org.msnmock.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.MsnEvent;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ProfileReceived;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.fake.Recorder;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.NoCommonVersionException;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.RedirectLoopException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.protocol.UntrustedCertificateException;
import org.msnmock.client.protocol.WrongPasswordException;
import org.msnmock.client.signin.PassportRequest;
import org.msnmock.client.signin.PassportResponse;

class SignInTest {
  private static final Principal ALICE = new Principal("alice@example.com");
  private static final Password PASSWORD = Password.of("s3cr,t 100%");
  private static final String DESCRIPTION =
      "0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com";
  private static final String CHALLENGE =
      "lc=1033,id=507,tw=40,fs=1,ru=http%3A%2F%2Fmessenger%2Emsn%2Ecom,ct=1062764229,new=x,tpf=43f8a4";

  private final FakeServer server = new FakeServer();
  private final FakePassport passport = new FakePassport();
  private final Recorder recorder = new Recorder();
  private final ManualTime time = new ManualTime();
  private final MsnClient client = builder().build();

  private MsnClientBuilder builder() {
    return MsnClient.builder()
        .server(server.address())
        .nexusUrl(FakePassport.NEXUS)
        .passportTransport(passport)
        .scheduler(time)
        .clock(time.clock())
        .listener(recorder);
  }

  @AfterEach
  void close() {
    // the peers first: a client that is online waits for them to close
    server.close();
    client.close();
  }

  private CompletableFuture<SignedIn> signIn() {
    return client.signIn(ALICE, PASSWORD, Status.ONLINE);
  }

  private static void identify(Peer peer) {
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 MSNP9 CVR0");
    peer.expect("CVR 2 " + DESCRIPTION)
        .send("CVR 2 6.0.0602 6.0.0602 1.0.0000 http://download.example http://info.example");
    peer.expect("USR 3 TWN I alice@example.com");
  }

  private static void admit(Peer peer) {
    identify(peer);
    peer.send("USR 3 TWN S " + CHALLENGE);
    peer.expect("USR 4 TWN S " + FakePassport.TICKET)
        .send("USR 4 OK alice@example.com Alice%20A 1 0");
  }

  private static SignedIn outcome(CompletableFuture<SignedIn> signIn) throws Exception {
    return signIn.get(20, SECONDS);
  }

  /** Waits for the failure, which must be of this kind. */
  private static <T extends MsnException> T failure(CompletableFuture<?> future, Class<T> kind) {
    ExecutionException failed =
        catchThrowableOfType(ExecutionException.class, () -> future.get(20, SECONDS));
    assertThat(failed).isNotNull();
    assertThat(failed.getCause()).isInstanceOf(kind);
    return kind.cast(failed.getCause());
  }

  @Test
  void signs_in_over_a_redirect_and_reads_the_contact_list() throws Exception {
    // given
    var signIn = signIn();
    try (var notificationServer = new FakeServer()) {
      // when
      Peer ds = server.accept();
      identify(ds);
      ds.send("XFR 3 NS " + notificationServer.address() + " 0 " + server.address());
      ds.expectEnd();
      Peer ns = notificationServer.accept();
      admit(ns);
      ns.sendPayload(
          "MSG Hotmail Hotmail %s",
          "MIME-Version: 1.0\r\nContent-Type: text/x-msmsgsprofile; charset=UTF-8\r\nEmailEnabled: 1\r\nMSPAuth: 4sCu\r\n\r\n");
      ns.expect("SYN 5 0")
          .send(
              "SYN 5 27 3 2",
              "GTC N",
              "BLP BL",
              "PRP PHH 123%20(4567)",
              "PRP MOB ",
              "LSG 0 Other%20Contacts 0",
              "LSG 1 Friends 0",
              "LST bob@example.com Bob%20B 11 0,1",
              "BPR PHM 1%20(222)",
              "LST carol@example.com carol@example.com 3 7",
              "LST mallory@example.com mallory@example.com 8");
      ns.expect("CHG 6 NLN 0").send("BPR MOB Y", "CHG 6 NLN 0");
      // then
      SignedIn in = outcome(signIn);
      assertThat(in.friendlyName()).isEqualTo("Alice A");
      assertThat(in.status()).isEqualTo(Status.ONLINE);
      ContactList list = in.contacts();
      assertThat(list.version()).isEqualTo(27);
      assertThat(list.whenAdded()).isEqualTo(ContactList.WhenAdded.ALLOW_SILENTLY);
      assertThat(list.strangers()).isEqualTo(ContactList.Strangers.BLOCKED);
      assertThat(list.properties()).isEqualTo(Map.of("PHH", "123 (4567)"));
      assertThat(list.on(ListName.FORWARD))
          .extracting(Contact::friendlyName)
          .containsExactly("Bob B", "carol@example.com");
      assertThat(list.find(new Principal("BOB@example.com")).orElseThrow().properties())
          .containsExactly(Map.entry("PHM", "1 (222)"));
      assertThat(list.find(new Principal("mallory@example.com")).orElseThrow())
          .isEqualTo(
              new Contact(
                  new Principal("mallory@example.com"),
                  "mallory@example.com",
                  Set.of(ListName.REVERSE),
                  Set.of(),
                  Map.of("MOB", "Y")));
      assertThat(recorder.awaitEvent(ProfileReceived.class).profile().hasMailbox()).isTrue();
      assertThat(recorder.events())
          .extracting(MsnEvent::getClass)
          .containsSubsequence(List.of(ContactsReceived.class, SignedIn.class));
    }
  }

  @Test
  void shows_passport_the_challenge_unchanged_and_the_password_encoded() throws Exception {
    // given
    var signIn = signIn();
    Peer ns = server.accept();
    // when
    admit(ns);
    ns.expect("SYN 5 0").send("SYN 5 1");
    ns.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    outcome(signIn);
    // then
    assertThat(passport.requests())
        .extracting(PassportRequest::uri)
        .containsExactly(FakePassport.NEXUS, URI.create("https://login.example.com/login2.srf"));
    assertThat(passport.requests().get(0).headers()).doesNotContainKey("Authorization");
    assertThat(passport.requests().get(1).headers().get("Authorization"))
        .isEqualTo(
            "Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in=alice%40example%2Ecom,"
                + "pwd=s3cr%2Ct%20100%25,"
                + CHALLENGE);
  }

  @ParameterizedTest
  @EnumSource(value = Status.class, names = "OFFLINE", mode = EnumSource.Mode.EXCLUDE)
  void takes_each_status_as_the_first_one(Status status) throws Exception {
    // given
    var signIn = client.signIn(ALICE, PASSWORD, status);
    Peer ns = server.accept();
    // when
    admit(ns);
    ns.expect("SYN 5 0").send("SYN 5 1 0 0");
    ns.expect("CHG 6 " + status.code() + " 0").send("CHG 6 " + status.code() + " 0");
    // then
    assertThat(outcome(signIn).status()).isEqualTo(status);
  }

  @Test
  void refuses_to_begin_as_offline_before_anything_is_sent() {
    // when, then
    assertThatThrownBy(() -> client.signIn(ALICE, PASSWORD, Status.OFFLINE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FLN");
    assertThat(passport.requests()).isEmpty();
    // the next sign-in is the first that the server hears of
    var unused = signIn();
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VER 1 MSNP9",
        "VER 1 MSNP9 MSNP8 CVR0",
        "VER 1 MSNP8 CVR0",
        "VER 1 CVR0 MSNP99 MSNP9 "
      })
  void accepts_every_form_in_which_servers_agree_on_a_version(String answer) {
    // given
    var unused = signIn();
    Peer peer = server.accept();
    // when
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send(answer);
    // then
    peer.expect("CVR 2 " + DESCRIPTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VER 1 0", "VER 1 CVR0", "VER 1 MSNP2 MSNP12", "VER 1"})
  void fails_without_a_word_more_when_there_is_no_common_version(String answer) {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    // when
    peer.expect("VER 1 MSNP9 MSNP8 CVR0").send(answer);
    // then
    var failure = failure(signIn, NoCommonVersionException.class);
    assertThat(failure.offered()).containsExactly("MSNP9", "MSNP8", "CVR0");
    assertThat(failure).hasMessageContaining(server.address());
    peer.expectEnd();
    assertThat(recorder.awaitEvent(SignInFailed.class).cause()).isSameAs(failure);
  }

  @ParameterizedTest
  @CsvSource({"%s", "%s 0", "%s 0 10.0.0.1:1863", "%s 0 10.0.0.1:1863 more"})
  void follows_each_form_of_a_redirect(String rest) {
    // given
    var unused = signIn();
    Peer first = server.accept();
    identify(first);
    // when
    first.send("XFR 3 NS " + rest.formatted(server.address()));
    // then
    first.expectEnd();
    identify(server.accept());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XFR 3 SB 127.0.0.1:1",
        "XFR 3 NS",
        "XFR 3 NS 0",
        "XFR 3 NS a:b:c",
        "XFR 3 NS host:99999"
      })
  void fails_on_a_redirect_to_nowhere(String answer) {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    identify(peer);
    // when
    peer.send(answer);
    // then
    assertThat(failure(signIn, ProtocolViolationException.class))
        .hasMessageContaining(server.address());
    peer.expectEnd();
  }

  @Test
  void gives_up_after_five_redirects_in_a_row() {
    // given
    var signIn = signIn();
    // when
    for (int i = 0; i < 6; i++) {
      Peer peer = server.accept();
      identify(peer);
      peer.send("XFR 3 NS " + server.address());
      peer.expectEnd();
    }
    // then
    assertThat(failure(signIn, RedirectLoopException.class).path())
        .hasSize(7)
        .containsOnly(server.address());
  }

  @Test
  void follows_a_redirect_that_comes_in_answer_to_the_ticket() {
    // given
    var unused = signIn();
    Peer first = server.accept();
    identify(first);
    first.send("USR 3 TWN S " + CHALLENGE);
    // when
    first.expect("USR 4 TWN S " + FakePassport.TICKET).send("XFR 4 NS " + server.address());
    // then
    first.expectEnd();
    admit(server.accept());
  }

  @ParameterizedTest
  @CsvSource({
    "911, WrongPasswordException",
    "923, AccountRefusedException",
    "924, AccountRefusedException",
    "917, AccountRefusedException",
    "928, TicketRejectedException",
    "910, ServerBusyException",
    "921, ServerBusyException",
    "600, ServerBusyException",
    "601, ServiceUnavailableException",
    "500, ServiceUnavailableException",
    "916, ServiceUnavailableException",
    "715, ServerRefusedException",
    "999, ServerRefusedException",
  })
  void tells_apart_why_the_server_refuses(int number, String kind) throws Exception {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    identify(peer);
    peer.send("USR 3 TWN S " + CHALLENGE);
    // when
    peer.expect("USR 4 TWN S " + FakePassport.TICKET).send(number + " 4");
    // then
    var failure = failure(signIn, MsnException.class);
    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(failure)
        .hasMessageContaining(String.valueOf(number))
        .hasMessageContaining("[hidden]");
    assertThat(failure.getMessage()).doesNotContain(FakePassport.TICKET);
    assertThat(numberOf(failure)).hasValue(number);
    peer.expectEnd();
  }

  private static OptionalInt numberOf(MsnException failure) {
    if (failure instanceof ServerRefusedException refused) {
      return OptionalInt.of(refused.number());
    }
    return failure instanceof WrongPasswordException wrong
        ? wrong.number()
        : ((ServiceUnavailableException) failure).number();
  }

  @Test
  void names_the_wrong_password_and_repeats_what_passport_says() {
    // given
    passport.answer(
        "https://login.example.com/login2.srf",
        FakePassport.unauthorized(
            "da-status=failed-noretry,srealm=Passport.NET,ts=-3,prompt,cburl=http://www.example/logo.gif,cbtxt=Wrong%20password%2e"));
    var signIn = signIn();
    Peer peer = server.accept();
    identify(peer);
    // when
    peer.send("USR 3 TWN S " + CHALLENGE);
    // then
    var failure = failure(signIn, WrongPasswordException.class);
    assertThat(failure.serverText()).hasValue("Wrong password.");
    assertThat(failure.retry()).isEqualTo(WrongPasswordException.Retry.POINTLESS);
    peer.expectEnd();
  }

  @Test
  void names_the_wrong_password_when_passport_gives_no_reason() {
    // given
    passport.answer("https://login.example.com/login2.srf", new PassportResponse(401, Map.of()));
    // when
    var failure = failure(challenged(), WrongPasswordException.class);
    // then
    assertThat(failure.serverText()).isEmpty();
    assertThat(failure.retry()).isEqualTo(WrongPasswordException.Retry.ALLOWED);
  }

  /** A sign-in that has come as far as Passport. */
  private CompletableFuture<SignedIn> challenged() {
    var signIn = signIn();
    Peer peer = server.accept();
    identify(peer);
    peer.send("USR 3 TWN S " + CHALLENGE);
    return signIn;
  }

  @Test
  void repeats_the_same_authorization_where_passport_sends_it() {
    // given
    passport
        .answer(
            "https://login.example.com/login2.srf",
            FakePassport.redirect("https://other.example.com/ppsecure?lc=1033"))
        .answer("https://other.example.com/ppsecure?lc=1033", FakePassport.redirect("/again"))
        .answer("https://other.example.com/again", FakePassport.success("opaque"));
    var unused = signIn();
    Peer peer = server.accept();
    identify(peer);
    // when
    peer.send("USR 3 TWN S " + CHALLENGE);
    // then
    peer.expect("USR 4 TWN S opaque");
    assertThat(passport.requests().subList(1, 4))
        .extracting(request -> request.headers().get("Authorization"))
        .containsOnly(passport.requests().get(1).headers().get("Authorization"));
  }

  @Test
  void gives_up_when_passport_redirects_in_circles() {
    // given
    passport.answer(
        "https://login.example.com/login2.srf",
        FakePassport.redirect("https://login.example.com/login2.srf"));
    // when
    var failure = failure(challenged(), RedirectLoopException.class);
    // then
    assertThat(failure.path()).hasSize(5);
    assertThat(passport.requests()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com/plain",
        "ftp://login.example.com/",
        "https://",
        "https://bad host/",
        "::"
      })
  void does_not_follow_passport_where_the_password_would_be_in_danger(String location) {
    // given
    passport.answer("https://login.example.com/login2.srf", FakePassport.redirect(location));
    // when
    failure(challenged(), ServiceUnavailableException.class);
    // then
    assertThat(passport.requests()).hasSize(2);
  }

  @Test
  void fails_when_passport_redirects_and_does_not_say_where_to() {
    // given
    passport.answer("https://login.example.com/login2.srf", new PassportResponse(302, Map.of()));
    // when, then
    assertThat(failure(challenged(), ServiceUnavailableException.class).number()).hasValue(302);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | ''",
        "200 | Passport1.4 da-status=success,ru=http://messenger.msn.com",
        "200 | Passport1.4 da-status=success,from-PP='',ru=x",
        "200 | Passport1.4 da-status=success,from-PP='t=a b',ru=x",
        "503 | Passport1.4 da-status=success,from-PP='t=1'",
      })
  void takes_an_answer_without_a_ticket_for_an_outage(int status, String info) {
    // given
    passport.answer(
        "https://login.example.com/login2.srf",
        new PassportResponse(status, Map.of("Authentication-Info", List.of(info))));
    // when, then
    assertThat(failure(challenged(), ServiceUnavailableException.class).number()).hasValue(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login.example.com/login2.srf | https://login.example.com/login2.srf",
        "https://login.example.com/login2.srf | https://login.example.com/login2.srf",
        "127.0.0.1:4430/login2.srf | https://127.0.0.1:4430/login2.srf",
      })
  void asks_the_login_service_that_the_nexus_names(String named, String asked) {
    // given
    passport.nexusNames(named).answer(asked, FakePassport.success("opaque"));
    var unused = signIn();
    Peer peer = server.accept();
    identify(peer);
    // when
    peer.send("USR 3 TWN S " + CHALLENGE);
    // then
    peer.expect("USR 4 TWN S opaque");
    assertThat(passport.requests().get(1).uri()).hasToString(asked);
  }

  @Test
  void does_not_believe_an_encrypted_nexus_that_names_an_unencrypted_login_service() {
    // given
    passport
        .nexusNames("http://login.example.com/login2.srf")
        .answer("http://login.example.com/login2.srf", FakePassport.success("opaque"));
    // when, then
    assertThat(failure(challenged(), ServiceUnavailableException.class))
        .hasMessageContaining("http://login.example.com/login2.srf", "unencrypted");
    assertThat(passport.requests())
        .extracting(PassportRequest::uri)
        .containsExactly(FakePassport.NEXUS);
  }

  @Test
  void asks_an_unencrypted_login_service_when_the_nexus_is_no_better() {
    // given
    String login = "http://127.0.0.1:8080/login2.srf";
    String nexus = "http://127.0.0.1:8080/rdr/pprdr.asp";
    passport
        .answer(
            nexus, new PassportResponse(200, Map.of("PassportURLs", List.of("DALogin=" + login))))
        .answer(login, FakePassport.success("opaque"));
    try (MsnClient plain = builder().nexusUrl(URI.create(nexus)).build()) {
      var unused = plain.signIn(ALICE, PASSWORD, Status.ONLINE);
      Peer peer = server.accept();
      identify(peer);
      // when
      peer.send("USR 3 TWN S " + CHALLENGE);
      // then
      peer.expect("USR 4 TWN S opaque");
    }
  }

  @Test
  void finds_the_login_service_in_any_case_and_order() {
    // given
    passport.answer(
        FakePassport.NEXUS.toString(),
        new PassportResponse(
            200,
            Map.of(
                "passporturls",
                List.of("ConfigVersion=11, X=a=b, dalogin=login.example.com/login2.srf"))));
    var unused = signIn();
    Peer peer = server.accept();
    identify(peer);
    // when
    peer.send("USR 3 TWN S " + CHALLENGE);
    // then
    peer.expect("USR 4 TWN S " + FakePassport.TICKET);
  }

  @Test
  void fails_when_the_nexus_names_no_login_service() {
    // given
    passport.answer(FakePassport.NEXUS.toString(), new PassportResponse(503, Map.of()));
    // when, then
    assertThat(failure(challenged(), ServiceUnavailableException.class))
        .hasMessageContaining(FakePassport.NEXUS.toString());
  }

  @Test
  void goes_to_the_login_service_that_it_knows_when_the_nexus_names_none() {
    // given
    passport
        .answer(FakePassport.NEXUS.toString(), new PassportResponse(200, Map.of()))
        .answer("https://known.example.com/login2.srf", FakePassport.success("opaque"));
    try (MsnClient knowing =
        builder().loginUrl(URI.create("https://known.example.com/login2.srf")).build()) {
      var unused = knowing.signIn(ALICE, PASSWORD, Status.ONLINE);
      Peer peer = server.accept();
      identify(peer);
      // when
      peer.send("USR 3 TWN S " + CHALLENGE);
      // then
      peer.expect("USR 4 TWN S opaque");
    }
  }

  @Test
  void tells_an_untrusted_certificate_from_an_outage() {
    // given
    try (MsnClient strict =
        builder()
            .passportTransport(
                request -> {
                  var cause = new CertificateException("unable to find valid certification path");
                  throw new IOException(
                      new SSLHandshakeException("handshake failed").initCause(cause));
                })
            .loginUrl(URI.create("https://known.example.com/login2.srf"))
            .build()) {
      var signIn = strict.signIn(ALICE, PASSWORD, Status.ONLINE);
      Peer peer = server.accept();
      identify(peer);
      // when
      peer.send("USR 3 TWN S " + CHALLENGE);
      // then
      assertThat(failure(signIn, UntrustedCertificateException.class))
          .hasMessageContaining("unable to find valid certification path");
    }
  }

  @Test
  void does_not_put_a_challenge_into_a_header_that_would_break_it() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    identify(peer);
    // when
    peer.send("USR 3 TWN S lc=\u0001\u20AC");
    // then
    failure(signIn, ProtocolViolationException.class);
    assertThat(passport.requests()).isEmpty();
  }

  @Test
  void fails_when_a_server_says_nothing() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0");
    // when
    time.advance(Duration.ofSeconds(30));
    // then
    var failure = failure(signIn, ConnectionLostException.class);
    assertThat(failure.loss()).isEqualTo(Loss.NO_ANSWER);
    assertThat(failure).hasMessageContaining("VER 1 MSNP9 MSNP8 CVR0");
    peer.expectEnd();
  }

  @Test
  void fails_when_the_server_hangs_up_in_the_middle() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0");
    // when
    peer.sendRaw("VER 1 MSN").close();
    // then
    assertThat(failure(signIn, ConnectionLostException.class).loss()).isEqualTo(Loss.ENDED);
  }

  @Test
  void fails_when_nobody_listens() {
    // given
    server.close();
    // when
    var failure = failure(signIn(), ConnectionLostException.class);
    // then
    assertThat(failure.loss()).isEqualTo(Loss.UNREACHABLE);
    assertThat(failure).hasMessageContaining(server.address());
  }

  @Test
  void fails_when_the_server_signs_it_off_before_it_is_in() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0");
    // when
    peer.send("OUT SSD");
    // then
    assertThat(failure(signIn, ConnectionLostException.class)).hasMessageContaining("shut down");
    peer.expectEnd();
  }

  @Test
  void takes_a_reply_of_the_wrong_kind_for_a_violation() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    peer.expect("VER 1 MSNP9 MSNP8 CVR0");
    // when
    peer.send("USR 1 OK alice@example.com Alice 1 0");
    // then
    failure(signIn, ProtocolViolationException.class);
  }

  @Test
  void is_not_confused_by_lines_that_nobody_asked_for() throws Exception {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    // when
    peer.expect("VER 1 MSNP9 MSNP8 CVR0")
        .send(
            "",
            "XYZ 1 2 3",
            "NLN AWY bob@example.com Bob 0",
            "LSG 1 Friends 0",
            "QNG 1",
            "207 1000",
            "VER 9 MSNP8")
        .sendRaw("VER 1 MSNP9 CVR0 \n")
        .sendPayload("NOT %s", "VER 1 0\r\nOUT OTH\r\n");
    peer.expect("CVR 2 " + DESCRIPTION).send("CVR 2");
    peer.expect("USR 3 TWN I alice@example.com")
        .send("CHL 0 15570131571988941333", "USR 3 TWN S " + CHALLENGE);
    // then the challenge waits until the user is in
    peer.expect("USR 4 TWN S " + FakePassport.TICKET).send("USR 4 OK alice@example.com 100%zz");
    peer.expect("QRY 5 msmsgs@msnmsgr.com 32")
        .expectBytes("8f2f5a91b72102cd28355e9fc9000d6e")
        .send("QRY 5");
    peer.expect("SYN 6 0").send("SYN 6 1 0 1", "LSG 0 ~ 0");
    peer.expect("CHG 7 NLN 0").send("ILN 7 BSY bob@example.com Bob 0", "CHG 7 NLN 0");
    assertThat(outcome(signIn).friendlyName()).isEqualTo("100%zz");
  }

  @Test
  void fails_when_the_contact_list_stops_short() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    admit(peer);
    peer.expect("SYN 5 0")
        .send(
            "SYN 5 27 2 1", "LSG 0 Friends 0", "LST bob@example.com Bob 11 0", "NLN NLN x@y.z X 0");
    recorder.awaitEvent(PresenceChanged.class);
    // when
    time.advance(Duration.ofSeconds(30));
    peer.expect("OUT").expectEnd();
    peer.close();
    // then
    assertThat(failure(signIn, ConnectionLostException.class))
        .hasMessageContaining("1 contacts and 0 groups are missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SYN 5 27 10001 1", "SYN 5 27 1 100000", "SYN 5 27 -1 0", "SYN 5 27 many 0"})
  void does_not_believe_an_absurd_contact_list(String answer) {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    admit(peer);
    // when
    peer.expect("SYN 5 0").send(answer);
    // then
    failure(signIn, ProtocolViolationException.class);
  }

  @Test
  void says_good_bye_when_the_first_status_is_refused() {
    // given
    var signIn = signIn();
    Peer peer = server.accept();
    admit(peer);
    peer.expect("SYN 5 0").send("SYN 5 1");
    // when
    peer.expect("CHG 6 NLN 0").send("800 6");
    // then
    peer.expect("OUT").expectEnd();
    peer.close();
    assertThat(failure(signIn, ServerRefusedException.class).number()).isEqualTo(800);
  }

  @Test
  void leaves_no_connection_behind_when_the_scheduler_takes_no_more() {
    // given
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (MsnClient timed = builder().scheduler(scheduler).build()) {
      var signIn = timed.signIn(ALICE, PASSWORD, Status.ONLINE);
      Peer peer = server.accept();
      identify(peer);
      peer.send("USR 3 TWN S " + CHALLENGE).expect("USR 4 TWN S " + FakePassport.TICKET);
      // when
      scheduler.shutdownNow();
      peer.send("USR 4 OK alice@example.com Alice 1 0");
      // then
      peer.expectEnd();
      assertThat(signIn)
          .failsWithin(20, SECONDS)
          .withThrowableThat()
          .withCauseInstanceOf(RejectedExecutionException.class);
      recorder.awaitEvent(SignInFailed.class);
    }
  }

  @Test
  void is_not_signed_in_when_nothing_can_keep_the_connection_alive() {
    // given
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    try (MsnClient timed = builder().scheduler(scheduler).build()) {
      var signIn = timed.signIn(ALICE, PASSWORD, Status.ONLINE);
      Peer peer = server.accept();
      admit(peer);
      peer.expect("SYN 5 0").send("SYN 5 1").expect("CHG 6 NLN 0");
      // when
      scheduler.shutdownNow();
      peer.send("CHG 6 NLN 0");
      // then
      peer.expectEnd();
      assertThat(signIn).failsWithin(20, SECONDS);
      recorder.awaitEvent(SignInFailed.class);
      assertThat(recorder.all(SignedIn.class)).isEmpty();
    }
  }

  @Test
  void can_be_tried_again_after_a_failure() throws Exception {
    // given
    var refused = signIn();
    server.accept().expect("VER 1 MSNP9 MSNP8 CVR0").send("VER 1 0");
    failure(refused, NoCommonVersionException.class);
    // when
    var signIn = signIn();
    Peer peer = server.accept();
    admit(peer);
    peer.expect("SYN 5 0").send("SYN 5 1");
    peer.expect("CHG 6 NLN 0").send("CHG 6 NLN 0");
    // then
    assertThat(outcome(signIn).user()).isEqualTo(ALICE);
  }

  @Test
  void signs_one_user_in_at_a_time() {
    // given
    var unused = signIn();
    // when, then
    assertThatThrownBy(this::signIn).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void speaks_like_the_seed_article_when_told_to() throws Exception {
    // given
    try (MsnClient article = builder().manners(Manners.SEED_ARTICLE).build()) {
      var signIn = article.signIn(ALICE, PASSWORD, Status.ONLINE);
      // when
      for (int i = 0; i < 2; i++) {
        Peer peer = server.accept();
        peer.expect("VER 0 MSNP9 CVRO").send("CHG 0 AWY", "XFR 0 SB nowhere", "VER 0 MSNP9");
        peer.expect("CVR 1 0x0409 win 4.10 i386 MSNMSGR 5.0.0544 MSMSGS alice@example.com")
            .send("CVR 1 1 1 1 a b");
        peer.expect("USR 2 TWN I alice@example.com");
        if (i == 0) {
          peer.send("XFR 2 NS " + server.address() + " 0 " + server.address());
          peer.expectEnd();
        } else {
          peer.send("USR 2 TWN S " + CHALLENGE);
          peer.expect("USR 3 TWN S " + FakePassport.TICKET)
              .send("USR 3 OK alice@example.com Alice 1 0");
          peer.expect("CHG 4 NLN").send("CHG 4 NLN 0");
        }
      }
      // then
      assertThat(outcome(signIn).contacts().contacts()).isEmpty();
    }
  }
}
