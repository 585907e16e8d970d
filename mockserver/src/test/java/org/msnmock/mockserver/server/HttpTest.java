package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HttpTest {
  /** More than there are threads: some wait when the client ends. */
  private static final int MANY = 150;

  private static final String OK = "HTTP/1.1 200 OK";

  private static Authority authority;

  @BeforeAll
  static void makeAuthority() throws IOException {
    authority = Authority.temporary();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost"})
  void answers_a_client_that_trusts_the_authority(String host) throws Exception {
    try (Stage stage = answering(tls())) {
      HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build();
      URI address =
          URI.create("https://%s:%s/login2.srf?lc=1".formatted(host, stage.port(Role.LOGIN)));

      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(address).header("X", "y").build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("/login2.srf?lc=1");
      assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
      Event.Requested requested = stage.next(Event.Requested.class);
      assertThat(requested.service().role()).isEqualTo(Role.LOGIN);
      assertThat(requested.content().header("X")).contains("y");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void answers_without_a_server_name_in_the_handshake(String version) throws Exception {
    try (Stage stage = answering(tls());
        Peer peer = secure(stage.port(Role.NEXUS), Optional.empty(), version)) {
      peer.says("GET /rdr/pprdr.asp HTTP/1.1\r\nConnection: close\r\n\r\n");

      assertThat(peer.restText()).startsWith(OK).contains("Connection: close", "/rdr/pprdr.asp");
      assertThat(stage.next(Event.Requested.class).service().role()).isEqualTo(Role.NEXUS);
    }
  }

  @Test
  void answers_whatever_server_name_the_handshake_asks_for() throws Exception {
    try (Stage stage = answering(tls());
        Peer peer = secure(stage.port(Role.LOGIN), Optional.of("login.example"), "TLSv1.3")) {
      peer.says("GET / HTTP/1.1\r\n\r\n");

      assertThat(peer.line()).isEqualTo(OK);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /rdr/pprdr.asp\r\n\r\n",
        "GET /rdr/pprdr.asp HTTP/1.0\r\n\r\n",
        "GET /rdr/pprdr.asp HTTP/1.0\nHost: x\n\n",
        "GET http://nexus.passport.com/rdr/pprdr.asp HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /rdr/pprdr.asp HTTP/1.1\r\nHost: x\r\nconnection: CLOSE\r\nContent-Length: 0\r\n\r\n"
      })
  void answers_whatever_form_a_request_has_and_closes(String request) throws Exception {
    try (Stage plain = answering(Stage.settings());
        Stage tls = answering(tls());
        Peer bare = plain.connect(Role.NEXUS);
        Peer secure = secure(tls.port(Role.NEXUS), Optional.empty(), "TLSv1.3")) {
      for (Peer peer : List.of(bare, secure)) {
        assertThat(peer.says(request).restText())
            .startsWith(OK + "\r\n")
            .contains("Content-Length: 14\r\n", "Connection: close\r\n")
            .endsWith("\r\n\r\n/rdr/pprdr.asp");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1,''", "HTTP/1.0,Connection: Keep-Alive"})
  void keeps_a_connection_for_more_requests(String version, String header) throws Exception {
    try (Stage stage = answering(Stage.settings());
        Peer peer = stage.connect(Role.LOGIN)) {
      for (int i = 1; i <= 3; i++) {
        peer.says(
            "GET /%s %s\r\n%s\r\n".formatted(i, version, header.isEmpty() ? "" : header + "\r\n"));
        assertThat(answer(peer)).contains("Connection: keep-alive").endsWith("\r\n\r\n/" + i);
        assertThat(stage.next(Event.Requested.class).request()).isEqualTo(i);
      }
    }
  }

  @Test
  void answers_requests_in_order_that_were_sent_at_once() throws Exception {
    try (Stage stage = answering(Stage.settings());
        Peer peer = stage.connect(Role.LOGIN)) {
      peer.says("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");

      assertThat(answer(peer)).endsWith("/1");
      assertThat(answer(peer)).endsWith("/2");
    }
  }

  @Test
  void leaves_the_body_out_when_only_the_head_is_asked_for() throws Exception {
    try (Stage stage = answering(Stage.settings());
        Peer peer = stage.connect(Role.LOGIN)) {
      peer.says("HEAD /12345 HTTP/1.0\r\n\r\n");

      assertThat(peer.restText()).contains("Content-Length: 6\r\n").endsWith("\r\n\r\n");
    }
  }

  @Test
  void gets_its_answer_through_though_input_is_unread() throws Exception {
    try (Stage stage = answering(Stage.settings());
        Peer peer = stage.connect(Role.LOGIN)) {
      peer.says("GET /a HTTP/1.0\r\n\r\n" + "never read ".repeat(10_000));

      assertThat(peer.restText()).endsWith("\r\n\r\n/a");
    }
  }

  @Test
  void answers_a_client_that_has_half_closed() throws Exception {
    try (Stage stage = answering(Stage.settings());
        Peer peer = stage.connect(Role.LOGIN)) {
      peer.says("GET /a HTTP/1.1\r\n\r\n").socket.shutdownOutput();

      assertThat(peer.restText()).startsWith(OK).endsWith("\r\n\r\n/a");
    }
  }

  @Test
  void closes_without_an_answer_when_the_play_ends_without_one() throws Exception {
    try (Stage stage =
            Stage.playing(
                event -> event instanceof Event.Line ? List.of(new Action.Ended()) : List.of());
        Peer waiting = stage.connect(Role.LOGIN);
        Peer other = stage.connect(Role.NOTIFICATION_SERVER)) {
      waiting.says("GET /a HTTP/1.1\r\n\r\n");
      stage.next(Event.Requested.class);
      other.says("end\r\n");

      assertThat(waiting.rest()).isEmpty();
    }
  }

  @Test
  void closes_connections_and_threads_with_the_server() throws Exception {
    Stage stage = Stage.silent();
    Peer waiting = stage.connect(Role.LOGIN).says("GET /a HTTP/1.1\r\n\r\n");
    Peer idle = stage.connect(Role.NEXUS);
    stage.next(Event.Requested.class);

    stage.close();

    assertThat(waiting.rest()).isEmpty();
    assertThat(idle.rest()).isEmpty();
  }

  @Test
  void knows_the_roles_apart_on_a_port_that_both_share() throws Exception {
    int port;
    try (Stage free = Stage.silent()) {
      port = free.port(Role.LOGIN);
    }
    ServerSettings shared = Stage.settings(Map.of(Role.NEXUS, port, Role.LOGIN, port));
    try (Stage stage = answering(shared);
        Peer peer = Peer.connect(port)) {
      assertThat(stage.port(Role.NEXUS)).isEqualTo(port);
      peer.says("GET /rdr/pprdr.asp HTTP/1.1\r\n\r\nGET /login2.srf HTTP/1.1\r\n\r\n");

      assertThat(stage.next(Event.Requested.class).service().role()).isEqualTo(Role.NEXUS);
      assertThat(stage.next(Event.Requested.class).service().role()).isEqualTo(Role.LOGIN);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNTRUSTED, TLSv1.2, CertPathBuilderException",
    "UNTRUSTED, TLSv1.3, CertPathBuilderException",
    "EXPIRED, TLSv1.2, CertificateExpiredException",
    "EXPIRED, TLSv1.3, CertificateExpiredException"
  })
  void shows_a_certificate_that_a_client_has_to_refuse(
      Certificate which, String version, String cause) throws Exception {
    try (Stage stage = answering(tls())) {
      stage.certificates.put(Role.LOGIN, which);

      assertThatThrownBy(() -> secure(stage.port(Role.LOGIN), Optional.empty(), version))
          .isInstanceOf(SSLException.class)
          .rootCause()
          .satisfies(root -> assertThat(root.getClass().getSimpleName()).contains(cause));
      Event.HandshakeFailed failed = stage.next(Event.HandshakeFailed.class);
      assertThat(failed.service().role()).isEqualTo(Role.LOGIN);
      assertThat(failed.reason()).contains(which.fault(), "on purpose");
    }
  }

  @ParameterizedTest
  @EnumSource(Certificate.class)
  void shows_each_role_its_own_certificate(Certificate ofTheLogin) throws Exception {
    try (Stage stage = answering(tls())) {
      stage.certificates.put(Role.LOGIN, ofTheLogin);
      try (Peer peer = secure(stage.port(Role.NEXUS), Optional.empty(), "TLSv1.3")) {
        assertThat(peer.says("GET / HTTP/1.0\r\n\r\n").restText()).startsWith(OK);
      }
    }
  }

  @Test
  void says_that_the_client_does_not_trust_it() throws Exception {
    try (Stage stage = answering(tls());
        Socket socket = new Socket("127.0.0.1", stage.port(Role.LOGIN))) {
      SSLSocket distrusting =
          (SSLSocket)
              SSLContext.getDefault()
                  .getSocketFactory()
                  .createSocket(socket, "127.0.0.1", socket.getPort(), true);

      assertThatThrownBy(distrusting::startHandshake).isInstanceOf(SSLException.class);
      Event.HandshakeFailed failed = stage.next(Event.HandshakeFailed.class);
      assertThat(failed.service().role()).isEqualTo(Role.LOGIN);
      assertThat(failed.remote()).isEqualTo("127.0.0.1:" + socket.getLocalPort());
      assertThat(failed.reason()).contains("trust the certificate", "MSN_CA_FILE");
    }
  }

  @Test
  void says_that_plain_HTTP_came_to_a_TLS_port() throws Exception {
    try (Stage stage = answering(tls());
        Peer peer = stage.connect(Role.NEXUS)) {
      peer.says("GET /rdr/pprdr.asp HTTP/1.1\r\n\r\n");

      assertThat(stage.next(Event.HandshakeFailed.class).reason())
          .contains("GET", "https://", "--plain");
    }
  }

  @Test
  void says_that_TLS_came_to_a_plain_port() throws Exception {
    try (Stage stage = answering(Stage.settings())) {
      assertThatThrownBy(() -> secure(stage.port(Role.NEXUS), Optional.empty(), "TLSv1.3"))
          .isInstanceOf(IOException.class);

      assertThat(stage.next(Event.HandshakeFailed.class).reason()).contains("http://", "--plain");
    }
  }

  /** Version 1.0, one old suite: what the JDK itself no longer sends. */
  @Test
  void says_that_the_client_knows_only_old_versions_of_TLS() throws Exception {
    byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 2 + 2];
    byte[] head = {
      0x16, 3, 1, 0, (byte) (hello.length - 5), 1, 0, 0, (byte) (hello.length - 9), 3, 1
    };
    System.arraycopy(head, 0, hello, 0, head.length);
    byte[] suites = {0, 0, 2, 0, 0x2f, 1, 0};
    System.arraycopy(suites, 0, hello, hello.length - suites.length, suites.length);
    try (Stage stage = answering(tls());
        Peer peer = stage.connect(Role.NEXUS)) {
      peer.socket.getOutputStream().write(hello);

      assertThat(stage.next(Event.HandshakeFailed.class).reason()).contains("--legacy-tls");
    }
  }

  @Test
  void says_that_the_client_broke_off_the_handshake() throws Exception {
    try (Stage stage = answering(tls())) {
      Peer peer = stage.connect(Role.NEXUS);
      peer.socket.getOutputStream().write(new byte[] {0x16, 3, 1, 1, 0, 1});
      peer.close();

      assertThat(stage.next(Event.HandshakeFailed.class).reason()).contains("hung up");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VER 1 MSNP9 CVR0\r\n", "GET / HT"})
  void says_what_came_in_place_of_a_request(String text) throws Exception {
    try (Stage stage = answering(Stage.settings())) {
      stage.connect(Role.LOGIN).says(text).socket.shutdownOutput();

      assertThat(stage.next(Event.HandshakeFailed.class).reason())
          .contains(text.isEmpty() ? "without a word" : text.strip());
    }
  }

  @Test
  void refuses_what_is_no_request_with_an_answer() throws Exception {
    try (Stage stage = answering(Stage.settings());
        Peer peer = stage.connect(Role.LOGIN)) {
      assertThat(peer.says("VER 1 MSNP9 CVR0\r\n").restText()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void hears_the_requests_of_a_client_that_ended_before_its_end() throws Exception {
    try (Stage stage = answering(Stage.settings())) {
      for (int i = 0; i < MANY; i++) {
        stage.connect(Role.LOGIN).says("GET /a HTTP/1.1\r\n\r\n").close();
      }
      stage.server().tell(Server.ONLY, new Event.ClientEnded("", 0, false));

      int before = 0;
      while (!(stage.next(Event.class) instanceof Event.ClientEnded)) {
        before++;
      }
      assertThat(before).isEqualTo(MANY);
    }
  }

  @Test
  void answers_though_as_many_other_connections_are_open_as_may_be() throws Exception {
    try (Stage stage = answering(Stage.settings(1, ServerSettings.UNSENT_BYTES))) {
      stage.connect(Role.NOTIFICATION_SERVER);
      assertThat(stage.connect(Role.SWITCHBOARD).rest()).isEmpty();

      assertThat(get(stage, Role.NEXUS)).startsWith(OK);
      assertThat(get(stage, Role.LOGIN)).startsWith(OK);
    }
  }

  @Test
  void gives_a_request_to_a_play_that_awaits_it_then_to_the_oldest_then_to_nobody()
      throws Exception {
    try (Stage stage =
        Stage.serving(
            (play, role) -> play == 2 && role == Role.LOGIN,
            (play, event) ->
                event instanceof Event.Requested requested
                    ? respond(requested, "play " + play)
                    : event instanceof Event.Line line
                        ? List.of(
                            new Action.Send(
                                line.connection(), Text.encode("play " + play + "\r\n")))
                        : List.of())) {
      assertThat(get(stage, Role.LOGIN)).startsWith("HTTP/1.1 404 Nobody plays");
      for (int i = 1; i <= 3; i++) {
        stage.connect(Role.NOTIFICATION_SERVER).says("go\r\n").line();
      }

      assertThat(get(stage, Role.LOGIN)).endsWith("play 2");
      assertThat(get(stage, Role.NEXUS)).endsWith("play 1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sends_an_answer_in_the_parts_that_it_is_given_and_closes(boolean secure) throws Exception {
    List<Action> parts =
        List.of(part("HTTP/1.1 200"), part(" OK\r\n"), new Action.EndAnswer(1, Manner.FIN));
    try (Stage stage = partly(secure, parts, List.of());
        Peer peer = peer(stage, secure)) {
      peer.says("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n");

      assertThat(peer.restText()).isEqualTo("HTTP/1.1 200 OK\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sends_each_part_at_once_and_resets_after_the_last(boolean secure) throws Exception {
    List<Action> later = List.of(part(" OK"), new Action.EndAnswer(1, Manner.RST));
    try (Stage stage = partly(secure, List.of(part("HTTP/1.1 200")), later);
        Peer peer = peer(stage, secure);
        Peer other = stage.connect(Role.NOTIFICATION_SERVER)) {
      peer.says("GET /1 HTTP/1.1\r\n\r\n");
      assertThat(peer.in.readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      other.says("now\r\n");

      assertThatThrownBy(peer::rest).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keeps_a_stalled_answer_open_until_the_play_ends() throws Exception {
    try (Stage stage = partly(false, List.of(part("HTTP/1.1")), List.of(new Action.Ended()));
        Peer peer = peer(stage, false);
        Peer other = stage.connect(Role.NOTIFICATION_SERVER)) {
      peer.says("GET /1 HTTP/1.1\r\n\r\n");
      assertThat(peer.in.readNBytes(8)).asString().isEqualTo("HTTP/1.1");
      other.says("end\r\n");

      assertThat(peer.rest()).isEmpty();
    }
  }

  private static Action part(String text) {
    return new Action.RespondPart(1, text.getBytes(StandardCharsets.UTF_8));
  }

  /** One play that does the one when a request comes, the other when a line comes. */
  private static Stage partly(boolean secure, List<Action> onRequest, List<Action> onLine)
      throws IOException {
    return Stage.playing(
        secure ? tls() : Stage.settings(),
        event ->
            event instanceof Event.Requested
                ? onRequest
                : event instanceof Event.Line ? onLine : List.of());
  }

  private static Peer peer(Stage stage, boolean secure) throws Exception {
    return secure
        ? secure(stage.port(Role.LOGIN), Optional.empty(), "TLSv1.3")
        : stage.connect(Role.LOGIN);
  }

  private static String get(Stage stage, Role role) throws IOException {
    try (Peer peer = stage.connect(role)) {
      return peer.says("GET / HTTP/1.0\r\n\r\n").restText();
    }
  }

  /** One play that answers each request with its path. */
  private static Stage answering(ServerSettings settings) throws IOException {
    return Stage.playing(
        settings,
        event ->
            event instanceof Event.Requested requested
                ? respond(requested, requested.content().path())
                : List.of());
  }

  private static List<Action> respond(Event.Requested requested, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return List.of(
        new Action.Respond(requested.request(), new Answer(200, "OK", List.of(), bytes)));
  }

  private static ServerSettings tls() {
    return Stage.settings(Optional.of(authority));
  }

  /** One answer of a connection that stays open. */
  private static String answer(Peer peer) throws IOException {
    StringBuilder answer = new StringBuilder();
    int length = 0;
    for (String line = peer.line(); !line.isEmpty(); line = peer.line()) {
      answer.append(line).append("\r\n");
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    byte[] body = peer.in.readNBytes(length);
    return answer.append("\r\n").append(new String(body, StandardCharsets.UTF_8)).toString();
  }

  private static Peer secure(int port, Optional<String> name, String version) throws Exception {
    SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port);
    socket.setEnabledProtocols(new String[] {version});
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setServerNames(
        name.map(SNIHostName::new).stream().<SNIServerName>map(n -> n).toList());
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return Peer.over(socket);
  }

  /** Trusts what the authority's file says, and nothing else. */
  private static SSLContext trusting() throws IOException, GeneralSecurityException {
    authority.await();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority.file())) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
