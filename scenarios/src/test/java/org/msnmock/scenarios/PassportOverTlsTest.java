package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.msnmock.client.signin.PassportTransport;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.Loader;

/**
 * The client asks Passport over TLS, with the transport that it ships: elsewhere it plays on
 * virtual time, where Passport is plain. So these are played on the machine's time: all dialogues
 * in which Passport has a part, and in which nobody waits for a silence.
 */
@Execution(ExecutionMode.CONCURRENT)
class PassportOverTlsTest {
  private static final Path DIALOGUES = Path.of("dialogues");
  private static final String SLOW = "slow";

  /** It only ends what hangs. */
  private static final Duration GENEROUS = Duration.ofMinutes(1);

  private static final double TIME_SCALE = 6;

  private static final String REFUSED =
      """
      dialogue: 1
      id: refused-certificate
      title: The client does not trust the authority of Passport
      steps:
        - include: fragments/ns-hello.yaml
        - expect-close: ns
        - { see: sign-in-failed, args: { reason: certificate } }
      """;

  private static Authority authority;

  @BeforeAll
  static void make_keys() throws IOException {
    authority = Authority.temporary();
    authority.await();
  }

  @TestFactory
  Stream<DynamicTest> the_client_passes() {
    List<Dialogue> dialogues =
        Loader.root(DIALOGUES).loadAll().dialogues().stream()
            .filter(PassportOverTlsTest::isAboutPassportAndQuick)
            .toList();
    assertThat(dialogues).hasSizeGreaterThan(10);
    return dialogues.stream()
        .flatMap(
            dialogue ->
                dialogue.cases().stream()
                    .map(row -> DynamicTest.dynamicTest(row.id(), () -> passes(dialogue, row))));
  }

  private static boolean isAboutPassportAndQuick(Dialogue dialogue) {
    List<Step> steps = Steps.all(dialogue.steps());
    return steps.stream().anyMatch(Step.ClientRequest.class::isInstance)
        && steps.stream().noneMatch(Step.Quiet.class::isInstance)
        && !dialogue.tags().contains(SLOW);
  }

  private static void passes(Dialogue dialogue, Dialogue.Case row) throws Exception {
    Result result =
        play(dialogue, row, JavaClientAdapter.overTls(GENEROUS, UnaryOperator.identity()));

    assertThat(result.outcome()).as(Explanation.of(result)).isEqualTo(Outcome.OK);
    assertThat(result.journal()).hasAtLeastOneElementOfType(Entry.Requested.class);
  }

  /** The fault of PASS-05, which shows over TLS alone: elsewhere the address has a scheme. */
  @Test
  void a_client_that_wants_a_scheme_before_the_login_address_fails() throws Exception {
    Dialogue dialogue =
        Loader.root(DIALOGUES)
            .load(DIALOGUES.resolve("signin/nexus-reply.dialogue.yaml"))
            .dialogues()
            .get(0);
    UnaryOperator<PassportTransport> wantsScheme =
        Exchanges.answer(value -> value.replaceFirst("DALogin=(?!http)", "DAOther="));
    PassportTransport transport =
        wantsScheme.apply(PassportTransport.overHttp(trusting(authority), GENEROUS, GENEROUS));

    Result result =
        play(
            dialogue,
            dialogue.cases().get(0),
            JavaClientAdapter.overTls(GENEROUS, settings -> settings.passportTransport(transport)));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.main().orElseThrow().step().orElseThrow().text()).contains("{ticket}");
    assertThat(dialogue.covers()).contains("PASS-05");
  }

  private static SSLContext trusting(Authority one) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", one.certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Who spoke no TLS would see no certificate, and not refuse it. */
  @Test
  void it_is_TLS_since_a_client_that_trusts_another_authority_refuses_the_certificate()
      throws Exception {
    Authority another = Authority.temporary();
    another.await();
    Dialogue dialogue =
        Loader.root(DIALOGUES).loadText("refused-certificate", REFUSED).dialogues().get(0);

    Result result =
        play(
            dialogue,
            dialogue.cases().get(0),
            trusting(another, JavaClientAdapter.overTls(GENEROUS, UnaryOperator.identity())));

    assertThat(result.outcome()).as(Explanation.of(result)).isEqualTo(Outcome.OK);
    // the client may be heard to give up before the server's own thread tells of the handshake
    assertThat(result.journal()).doesNotHaveAnyElementsOfTypes(Entry.Requested.class);
  }

  private static ClientUnderTest trusting(Authority another, ClientUnderTest client) {
    return new ClientUnderTest() {
      @Override
      public void start(Briefing briefing, ClientEvents events) {
        Map<String, String> addresses = new HashMap<>(briefing.addresses());
        addresses.put("ca.file", another.file().toString());
        client.start(
            new Briefing(
                briefing.account(),
                briefing.caseId(),
                briefing.signIn(),
                addresses,
                briefing.time()),
            events);
      }

      @Override
      public void act(int ask, String verb, Map<String, String> arguments) {
        client.act(ask, verb, arguments);
      }

      @Override
      public void stop() {
        client.stop();
      }
    };
  }

  private static Result play(Dialogue dialogue, Dialogue.Case row, ClientUnderTest client)
      throws IOException, InterruptedException {
    ServerSettings server = ServerSettings.onLoopback(Optional.of(authority));
    CaseSettings settings = new CaseSettings(server, Strictness.STRICT, TIME_SCALE, GENEROUS, 1);
    return new CaseRunner(settings).run(dialogue, row, () -> client).result();
  }
}
