package org.msnmock.client.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPassportTransportTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final BlockingQueue<Map<String, List<String>>> heard = new LinkedBlockingQueue<>();
  private HttpServer server;
  private PassportTransport transport;

  @BeforeEach
  void start() throws IOException, NoSuchAlgorithmException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    transport = PassportTransport.overHttp(SSLContext.getDefault(), DEADLINE, DEADLINE);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Answers with the status in the path. */
  private void answer(HttpExchange exchange) throws IOException {
    heard.add(exchange.getRequestHeaders());
    exchange.getResponseHeaders().add("Authentication-Info", "Passport1.4 da-status=redir");
    exchange.getResponseHeaders().add("Location", url("/200"));
    byte[] body = "for people".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 401, 503})
  void brings_back_any_answer_as_it_came(int status) throws Exception {
    // when
    PassportResponse response =
        transport.send(
            new PassportRequest(
                URI.create(url("/" + status)), Map.of("Authorization", "Passport1.4 x")));
    // then
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("authentication-info"))
        .containsExactly("Passport1.4 da-status=redir");
    assertThat(heard).hasSize(1);
    assertThat(heard.take().get("Authorization")).containsExactly("Passport1.4 x");
  }

  @Test
  void fails_when_nobody_answers() {
    // given
    server.stop(0);
    // when, then
    assertThatThrownBy(() -> transport.send(new PassportRequest(URI.create(url("/200")), Map.of())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void shows_no_secrets() {
    assertThat(
            new PassportRequest(
                URI.create("https://x.example/"), Map.of("Authorization", "pwd=s3cret")))
        .asString()
        .doesNotContain("s3cret");
    assertThat(new PassportResponse(200, Map.of("Authentication-Info", List.of("from-PP='t=1'"))))
        .asString()
        .doesNotContain("t=1");
  }
}
