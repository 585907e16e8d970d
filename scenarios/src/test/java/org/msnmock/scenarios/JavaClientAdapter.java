package org.msnmock.scenarios;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.msnmock.client.Manners;
import org.msnmock.client.MsnClient;
import org.msnmock.client.MsnClientBuilder;
import org.msnmock.client.adapter.DialogueUser;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.adapter.SignIn;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Event.Reply;
import org.msnmock.mockserver.time.VirtualTime;

/**
 * The bundled client as an object of this JVM, on virtual time where Passport may be plain, told
 * and asked what its console would be.
 */
final class JavaClientAdapter implements ClientUnderTest {
  /** The one dialogue in which the bundled client speaks as the client of the article did. */
  private static final String ARTICLE = "signin.seed-article";

  /** As the launcher tells the bundled client. */
  private static final Duration FIRST_RETURN = Duration.ofSeconds(5);

  private static final Duration LONGEST_RETURN = Duration.ofMinutes(5);

  /** A client that signs in, and what its user hears of it. */
  private record Playing(
      MsnClient client, Runnable signIn, DialogueUser user, ClientEvents events) {}

  private final Duration replyTimeout;
  private final Optional<Rig> rig;
  private final boolean virtual;
  private final UnaryOperator<MsnClientBuilder> more;
  private Optional<Playing> playing = Optional.empty();
  private boolean isStopped;

  /**
   * @param replyTimeout how long the client waits for any answer
   */
  JavaClientAdapter(Duration replyTimeout) {
    this(replyTimeout, Optional.empty(), true, UnaryOperator.identity());
  }

  /**
   * @param rig stands between the client and its surroundings, where Passport must be plain
   */
  JavaClientAdapter(Duration replyTimeout, Rig rig) {
    this(replyTimeout, Optional.of(rig), true, UnaryOperator.identity());
  }

  private JavaClientAdapter(
      Duration replyTimeout,
      Optional<Rig> rig,
      boolean virtual,
      UnaryOperator<MsnClientBuilder> more) {
    this.replyTimeout = replyTimeout;
    this.rig = rig;
    this.virtual = virtual;
    this.more = more;
  }

  /**
   * One that asks Passport over TLS, on the time of the machine: nobody can count what is under way
   * inside TLS.
   *
   * @param more settings besides
   */
  static JavaClientAdapter overTls(Duration replyTimeout, UnaryOperator<MsnClientBuilder> more) {
    return new JavaClientAdapter(replyTimeout, Optional.empty(), false, more);
  }

  @Override
  public boolean goesByGivenTime() {
    return virtual;
  }

  @Override
  public void start(Briefing briefing, ClientEvents events) {
    Optional<Playing> started = build(briefing, events);
    if (briefing.signIn() == SignIn.AUTO) {
      started.ifPresent(client -> client.signIn().run());
    }
  }

  private synchronized Optional<Playing> build(Briefing briefing, ClientEvents events) {
    if (isStopped) {
      return Optional.empty();
    }
    ClientEvents told = rig.map(between -> between.told(events)).orElse(events);
    DialogueUser user = new DialogueUser(told::told);
    MsnClient client = user.attend(settings(briefing)).build();
    Runnable signIn = () -> signIn(client, briefing.account());
    rig.ifPresent(between -> between.signsInBy(signIn));
    Playing built = new Playing(client, signIn, user, told);
    playing = Optional.of(built);
    return playing;
  }

  private MsnClientBuilder settings(Briefing briefing) {
    MsnClientBuilder settings =
        MsnClient.builder()
            .server(briefing.value("entry.addr"))
            .nexusUrl(URI.create(briefing.value("nexus.url")))
            .connectTimeout(replyTimeout)
            .replyTimeout(replyTimeout)
            .reconnectAfter(FIRST_RETURN, LONGEST_RETURN)
            .manners(briefing.caseId().equals(ARTICLE) ? Manners.SEED_ARTICLE : Manners.USUAL);
    if (briefing.time().isPresent()) {
      VirtualTime time = briefing.time().get();
      on(time, settings);
      rig.ifPresent(between -> between.goesBy(time));
    } else {
      settings.trust(Path.of(briefing.value("ca.file")));
    }
    return more.apply(rig.isPresent() ? rig.get().between(settings) : settings);
  }

  private static void on(VirtualTime time, MsnClientBuilder settings) {
    Activity activity =
        new Activity() {
          @Override
          public void begin() {
            time.begin();
          }

          @Override
          public void end() {
            time.end();
          }
        };
    settings
        .clock(time.clock())
        .scheduler(time.scheduler())
        .activity(activity)
        .socketFactory(time.sockets())
        .serverSocketFactory(time.serverSockets())
        .passportTransport(new PlainHttp(time.sockets()));
  }

  private static void signIn(MsnClient client, Account account) {
    CompletableFuture<SignedIn> unused =
        client.signIn(
            new Principal(account.user()),
            Password.of(account.password()),
            status(account.status()));
  }

  private static Status status(String code) {
    return Status.fromCode(code)
        .orElseThrow(() -> new IllegalArgumentException("no such status: " + code));
  }

  @Override
  public void act(int ask, String verb, Map<String, String> arguments) {
    Playing asked;
    synchronized (this) {
      asked = playing.orElseThrow(() -> new IllegalStateException("the client has not started"));
    }
    asked
        .user()
        .follow(asked.client(), asked.signIn(), verb, arguments)
        .ifPresentOrElse(
            outcome -> answerWhenDone(ask, asked.events(), outcome),
            () -> asked.events().answered(ask, Reply.UNSUPPORTED, ""));
  }

  private static void answerWhenDone(int ask, ClientEvents play, CompletableFuture<Void> outcome) {
    CompletableFuture<?> unused =
        outcome.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                play.answered(ask, Reply.DONE, "");
              } else {
                play.answered(ask, Reply.FAILED, String.valueOf(failure.getMessage()));
              }
            });
  }

  @Override
  public void stop() {
    Optional<Playing> stopping;
    synchronized (this) {
      isStopped = true;
      stopping = playing;
    }
    rig.ifPresent(Rig::close);
    stopping.ifPresent(
        client -> {
          client.client().close();
          client.user().close();
        });
  }
}
