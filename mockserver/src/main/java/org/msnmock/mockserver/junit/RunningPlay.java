package org.msnmock.mockserver.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.msnmock.mockserver.MockMsnServer;
import org.msnmock.mockserver.Patience;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.server.Addresses;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;

/**
 * The play of one test: where its servers are, whom the client is to sign in, and what the test can
 * tell it. A test gets it as a parameter, beside the annotation {@link Play}. Thread-safe.
 */
public final class RunningPlay {
  private final MockMsnServer server;
  private final Script script;
  private final PlaySettings settings;
  private final Map<String, PlayClient> clients;
  private final CompletableFuture<Result> result;
  private final Pace pace;

  private RunningPlay(
      MockMsnServer server,
      Script script,
      PlaySettings settings,
      Map<String, PlayClient> clients,
      CompletableFuture<Result> result,
      Pace pace) {
    this.pace = pace;
    this.server = server;
    this.script = script;
    this.settings = settings;
    this.clients = clients;
    this.result = result;
  }

  /** Does what a dialogue's {@code do} steps ask of the client. */
  @FunctionalInterface
  public interface Actor {
    /**
     * Acts. The next one waits until this is done; the play does not.
     *
     * @param verb {@code send-message}
     * @param arguments {@code to}, {@code text} ...
     * @throws UnsupportedOperationException if the client can't do such things: the test is aborted
     *     as unsupported
     * @throws Exception if it should have, and could not: a deviation
     */
    void act(String verb, Map<String, String> arguments) throws Exception;
  }

  static RunningPlay begin(Dialogue dialogue, Dialogue.Case row, Play how, Authority authority)
      throws IOException {
    Optional<VirtualTime> time =
        how.time() == Play.Time.VIRTUAL ? Optional.of(new VirtualTime()) : Optional.empty();
    Pace pace = time.isPresent() ? time.get() : Pace.OF_THE_MACHINE;
    Map<String, ClientSide> sides = new LinkedHashMap<>();
    for (String client : dialogue.subjects()) {
      sides.put(client, new ClientSide((row.id() + " " + client).strip(), pace));
    }
    MockMsnServer.Builder builder =
        MockMsnServer.builder().clientsOf(dialogue).audience(new Stagehands(sides));
    time.ifPresent(builder::time);
    MockMsnServer server =
        (how.passport() == Play.Passport.PLAIN ? builder.plain() : builder.authority(authority))
            .start();
    pace.begin(); // the test's body works, but where it waits for the play
    try {
      PlaySettings settings = settings(how);
      Script script = server.script(dialogue, row, how.seed());
      Map<String, PlayClient> clients = new LinkedHashMap<>();
      for (Account account : script.accounts()) {
        ClientSide side = sides.get(dialogue.subject(account.client()));
        clients.put(
            account.client(),
            new PlayClient(server, script, account, settings, Objects.requireNonNull(side)));
      }
      return new RunningPlay(
          server, script, settings, clients, server.play(script, settings), pace);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Hands each request to whom it is for. */
  private record Stagehands(Map<String, ClientSide> sides) implements Audience {
    @Override
    public void asked(int play, Action.Ask ask) {
      Objects.requireNonNull(sides.get(ask.client()), "no such client").asked(ask);
    }
  }

  private static PlaySettings settings(Play how) {
    return new PlaySettings(
        how.strictness(),
        how.timeScale(),
        Duration.ofSeconds(how.startTimeoutSeconds()),
        how.seed(),
        how.partner(),
        Instant.now().getEpochSecond(),
        Journal.Listener.NONE);
  }

  /** {@code signin.redirect} or {@code presence.nicknames[ascii]}. */
  public String caseId() {
    return script.row().id();
  }

  /**
   * One of the clients of the dialogue.
   *
   * @param name as the dialogue has it: {@code bob}
   * @throws IllegalArgumentException where there is none; the message lists them
   */
  public PlayClient client(String name) {
    PlayClient found = clients.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no client is called %s in %s; there are %s"
              .formatted(name, caseId(), String.join(", ", clients.keySet())));
    }
    return found;
  }

  /**
   * The client of the dialogue, which the methods below are about.
   *
   * @throws IllegalStateException where there are several
   */
  public PlayClient client() {
    if (clients.size() > 1) {
      throw new IllegalStateException(
          "%s has several clients, %s; say which, as in  play.client(\"%s\")"
              .formatted(
                  caseId(),
                  String.join(", ", clients.keySet()),
                  clients.keySet().iterator().next()));
    }
    return clients.values().iterator().next();
  }

  /** Where all the servers are. */
  public Addresses addresses() {
    return client().addresses();
  }

  /** The host of all servers, but for one whose port the dialogue states. */
  public String host() {
    return anyAddresses().host();
  }

  /** The host of a server. */
  public String host(Role role) {
    return addresses().host(role);
  }

  private Addresses anyAddresses() {
    return clients.values().iterator().next().addresses();
  }

  /** The port of a server. */
  public int port(Role role) {
    return client().port(role);
  }

  /** The server to which this dialogue expects its client to connect first. */
  public Role entry() {
    return client().entry();
  }

  /** Where the client is to connect first: {@code 127.0.0.1:41207}. */
  public String entryAddress() {
    return client().entryAddress();
  }

  /** The page that tells where to log in. */
  public URI nexusUrl() {
    return client().nexusUrl();
  }

  /** The page that gives tickets. */
  public URI loginUrl() {
    return client().loginUrl();
  }

  /**
   * The certificate, in PEM, of who signed for nexus and login.
   *
   * @throws IllegalStateException where they don't speak TLS
   */
  public Path caFile() {
    Authority authority = authority();
    try {
      authority.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return authority.file();
  }

  /**
   * Trusts nexus and login, and nobody else.
   *
   * @throws IllegalStateException where they don't speak TLS
   */
  public SSLContext sslContext() {
    try {
      return authority().clientContext();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Authority authority() {
    return anyAddresses()
        .authority()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "nexus and login speak plain HTTP here; say passport = TLS in @Play"));
  }

  /** Whom the client is to sign in: {@code alice@example.com}. */
  public String user() {
    return client().user();
  }

  /**
   * The time of a play with {@link Play.Time#VIRTUAL}. The client has to take its clock, its
   * scheduler and its sockets from here, and to say when its threads work. The test's own thread
   * counts as one of them: time passes while it waits in {@link #verdict}, in {@link
   * VirtualTime#await}, or for a socket that was made here, and when its body is done.
   *
   * @throws IllegalStateException where the play goes by the machine's time
   */
  public VirtualTime time() {
    if (pace instanceof VirtualTime virtual) {
      return virtual;
    }
    throw new IllegalStateException(
        "the play goes by the machine's time; say time = VIRTUAL in @Play");
  }

  /** The password to sign in with. */
  public String password() {
    return client().password();
  }

  /** The status to sign in with: {@code NLN}. */
  public String status() {
    return client().status();
  }

  /**
   * What a name of the dialogue stands for: of its account ({@code user}, {@code password}, {@code
   * name}, {@code status}, {@code ticket}), its addresses ({@code ns.addr}, {@code login.site}),
   * its {@code vars} and the row of its {@code cases}. What the play learns is not among them.
   *
   * @throws IllegalArgumentException for any other name; the message lists them
   */
  public String text(String name) {
    return client().text(name);
  }

  /** Says who does what the dialogue's {@code do} steps ask; what was asked before is done now. */
  public void onDo(Actor actor) {
    client().onDo(actor);
  }

  /** Tells what the client shows its user, as {@code see} awaits it: {@code signed-in}. */
  public void tell(String event) {
    tell(event, Map.of());
  }

  /**
   * Tells what the client shows its user, as {@code see} awaits it.
   *
   * @param arguments texts, lists of texts, or maps to either
   * @throws IllegalStateException where {@code see} is skipped
   */
  public void tell(String event, Map<String, Object> arguments) {
    client().tell(event, arguments);
  }

  /**
   * Waits until the play is over. It ends by itself: each step has its time limit. The extension
   * judges it in any case, so a test needs this only to look at the result, or to keep its client
   * open until then.
   *
   * @throws IllegalStateException if it is not over by the time of the machine when all its limits
   *     must be: a lenient judge goes on waiting for what is late, and virtual time stands while a
   *     client leaves unread what it was sent
   * @throws InterruptedException if this thread is interrupted
   */
  public Result verdict() throws InterruptedException {
    return verdictWithin(patience());
  }

  /** As {@link #verdict()}, with another patience. */
  Result verdictWithin(Duration patience) throws InterruptedException {
    return verdict(patience).orElseThrow(() -> unfinished(patience));
  }

  private Duration patience() {
    return Patience.with(script.dialogue(), settings.startTimeout(), settings.timeScale());
  }

  private IllegalStateException unfinished(Duration patience) {
    return new IllegalStateException(
        "the play of %s is not over after %s s%s"
            .formatted(caseId(), patience.toSeconds(), whatHoldsItUp()));
  }

  private String whatHoldsItUp() {
    if (pace instanceof VirtualTime) {
      pace.end(); // this thread waits for the play, too
      try {
        return ": virtual time stands still (%s). Say end() behind each begin(), also when work fails"
            .formatted(pace);
      } finally {
        pace.begin();
      }
    }
    return settings.strictness() == PlaySettings.Strictness.LENIENT
        ? ": a lenient judge goes on waiting for what is late. Close the client, or be strict"
        : ", longer than all its steps may take";
  }

  /** Waits for the end; a play that has none, against all limits, is broken off. */
  Result end() throws InterruptedException {
    return verdict(patience()).orElseGet(this::breakOff);
  }

  /** Waits no longer than this; empty where the play is not over then. */
  Optional<Result> verdict(Duration patience) throws InterruptedException {
    try {
      return Optional.of(
          pace.await(result.copy().orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TimeoutException) {
        return Optional.empty();
      }
      throw broken(e);
    }
  }

  /** Ends the play where it stands. */
  Result breakOff() {
    close();
    try {
      return result.join();
    } catch (CompletionException e) {
      throw broken(e);
    }
  }

  private static IllegalStateException broken(Exception e) {
    return new IllegalStateException(
        "the play broke off by a fault of msnmock itself", e.getCause());
  }

  /** Ends everything; a second time it does nothing. */
  void close() {
    clients.values().forEach(PlayClient::close);
    server.close();
  }
}
