package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.MsnClientBuilder;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.Loader;

/** The dialogues about certificates tell a client that looks at them from one that does not. */
class CertificateTest {
  private static final Path DIALOGUES = Path.of("dialogues");
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(8);

  @ParameterizedTest
  @CsvSource({
    "certificate-untrusted, signed by an authority that the client was not told of",
    "certificate-expired, out of date"
  })
  void the_client_breaks_the_handshake_off_and_passes(String name, String fault) throws Exception {
    Result result = play(name, overTls(UnaryOperator.identity()));

    assertThat(result.outcome()).as(Explanation.of(result)).isEqualTo(Outcome.OK);
    assertThat(result.journal())
        .filteredOn(Entry.HandshakeFailed.class::isInstance)
        .map(Entry.HandshakeFailed.class::cast)
        .allSatisfy(failed -> assertThat(failed.service().role()).isEqualTo(Role.LOGIN))
        .anySatisfy(failed -> assertThat(failed.reason()).contains(fault));
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate-untrusted", "certificate-expired"})
  void a_client_that_trusts_everybody_fails(String name) throws Exception {
    SSLContext credulous = credulous();

    Result result = play(name, overTls(settings -> settings.trust(credulous)));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Explanation.of(result))
        .contains("took the certificate of the Passport login", "PASS-16", "why        ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"certificate-untrusted", "certificate-expired"})
  void on_virtual_time_nothing_is_said_about_the_client(String name) throws Exception {
    Result result = play(name, new JavaClientAdapter(REPLY_TIMEOUT));

    assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(result.reason()).contains("plain HTTP");
  }

  private static JavaClientAdapter overTls(UnaryOperator<MsnClientBuilder> more) {
    return JavaClientAdapter.overTls(REPLY_TIMEOUT, more);
  }

  private static Result play(String name, ClientUnderTest client) throws Exception {
    Dialogue dialogue =
        Loader.root(DIALOGUES)
            .load(DIALOGUES.resolve("signin/%s.dialogue.yaml".formatted(name)))
            .dialogues()
            .get(0);
    ServerSettings server = ServerSettings.onLoopback(Optional.of(Authority.temporary()));
    CaseSettings settings =
        new CaseSettings(server, Strictness.STRICT, 3, Duration.ofSeconds(60), 1);
    return new CaseRunner(settings).run(dialogue, dialogue.cases().get(0), () -> client).result();
  }

  /** Takes any certificate for good. */
  private static SSLContext credulous() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Credulous()}, null);
    return context;
  }

  private static final class Credulous extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
