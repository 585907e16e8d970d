package org.msnmock.client.console;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.Manners;
import org.msnmock.client.MsnClient;
import org.msnmock.client.MsnClientBuilder;
import org.msnmock.client.adapter.DialogueUser;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: signs in, tells what happens, and stays until it is stopped or the session ends. */
@Command(
    name = "msn-client",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Signs in to an MSN Messenger service and tells what happens, until it is stopped.",
    exitCodeOnInvalidInput = SessionWatch.USAGE,
    exitCodeOnExecutionException = SessionWatch.BUG,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:signed out, or stopped",
      "1:the sign-in failed",
      "2:the session ended without being asked to",
      "64:an option is wrong or missing",
      "70:a bug in this program"
    })
public final class SignInConsole implements Callable<Integer> {
  /** How many times the first wait the longest one is, before somebody comes back. */
  private static final int LONGEST_WAIT = 60;

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      description = "Where to begin. Default: the variable MSN_SERVER.")
  private @Nullable String server;

  @Option(
      names = "--nexus",
      paramLabel = "URL",
      description =
          "Where to ask for the login service. Default: MSN_NEXUS_URL, else the historic address.")
  private @Nullable String nexus;

  @Option(
      names = "--login",
      paramLabel = "URL",
      description =
          "The login service, for when the nexus names none. Default: none, so that the sign-in then fails.")
  private @Nullable String login;

  @Mixin private AccountOptions account = new AccountOptions();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "A PEM file of the only authorities to trust for nexus and login. Default: MSN_CA_FILE, else those of the JDK.")
  private @Nullable String authorities;

  @Option(
      names = "--reply-timeout",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "30s",
      description = "How long any answer may take, for instance 3s. Default: ${DEFAULT-VALUE}.")
  private Duration replyTimeout = Duration.ofSeconds(30);

  @Option(
      names = "--ping-interval",
      paramLabel = "TIME",
      converter = Durations.class,
      defaultValue = "45s",
      description =
          "How long to be silent before asking whether the server is there. Default: ${DEFAULT-VALUE}.")
  private Duration pingInterval = Duration.ofSeconds(45);

  @Option(
      names = "--reconnect",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "When the session of somebody who was online ends, sign in again after this time, and after a longer one where that"
              + " fails; but never when the account signed in elsewhere. Default: don't.")
  private @Nullable Duration reconnect;

  @Option(
      names = "--adapter",
      paramLabel = "stdio",
      description =
          "Let a dialogue drive this client: orders come on standard input and events go to standard output, one JSON object"
              + " a line; the words for people go to standard error.")
  private @Nullable Adapter adapter;

  @Option(
      names = "--article",
      description = "Speak exactly as the client of the article that the project grew from.")
  private boolean isArticle;

  @Option(
      names = "--article-in",
      paramLabel = "CASE",
      split = ",",
      description = "Do so in these cases only; the case at hand is in the variable MSN_CASE.")
  private List<String> articleCases = List.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the lines that go over the connections, without secrets.")
  private boolean isVerbose;

  @Spec private @Nullable CommandSpec spec;

  /** Ways in which something else can drive this program. */
  enum Adapter {
    STDIO
  }

  private final Environment environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  SignInConsole(Environment environment, InputStream in, PrintStream out, PrintStream err) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) {
    SignInConsole console =
        new SignInConsole(
            new Environment(System.getenv()), System.in, utf8(System.out), utf8(System.err));
    System.exit(console.run(arguments));
  }

  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  /** Runs the program, and gets its exit code. */
  int run(String... arguments) {
    return new CommandLine(this)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    Narrator narrator =
        new Narrator(
            adapter == null ? out : err,
            isVerbose ? Narrator.Detail.EVENTS_AND_LINES : Narrator.Detail.EVENTS);
    StdioWords words = new StdioWords(out);
    SessionWatch watch = new SessionWatch();
    try (DialogueUser user = new DialogueUser(words);
        MsnClient client = client(narrator, user, watch)) {
      Runnable signIn = signIn(client, watch);
      try (StopSignal signal = new StopSignal(() -> stop(client, user, watch))) {
        StdioOrders orders = new StdioOrders(user, client, signIn, words, narrator);
        if (adapter != null) {
          startOrders(orders, watch);
        }
        if (adapter == null || !isToldToWait()) {
          signIn.run();
        }
        int code = watch.await();
        orders.settle();
        return code;
      }
    }
  }

  private MsnClient client(Narrator narrator, DialogueUser user, SessionWatch watch) {
    try {
      MsnClientBuilder builder =
          MsnClient.builder()
              .server(environment.require(server, "MSN_SERVER", "--server"))
              .replyTimeout(replyTimeout)
              .connectTimeout(replyTimeout)
              .pingInterval(pingInterval)
              .manners(speaksLikeArticle() ? Manners.SEED_ARTICLE : Manners.USUAL)
              .transcript(narrator)
              .listener(narrator);
      environment.value(nexus, "MSN_NEXUS_URL").map(URI::create).ifPresent(builder::nexusUrl);
      environment.value(authorities, "MSN_CA_FILE").map(Path::of).ifPresent(builder::trust);
      if (login != null) {
        builder.loginUrl(URI.create(login));
      }
      if (reconnect != null) {
        builder.reconnectAfter(reconnect, reconnect.multipliedBy(LONGEST_WAIT));
      }
      if (adapter != null) {
        user.attend(builder);
      }
      // the watch ends the program, so it hears of everything last
      return builder.listener(watch).build();
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private Runnable signIn(MsnClient client, SessionWatch watch) {
    try {
      Principal user = account.user(environment);
      Status status = account.status(environment);
      Password password = account.password(environment);
      return () -> {
        watch.sessionBegan();
        try {
          CompletableFuture<SignedIn> unused = client.signIn(user, password, status);
        } catch (IllegalStateException e) {
          watch.sessionRefused();
          throw e;
        }
      };
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private ParameterException usage(IllegalArgumentException e) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
  }

  private void startOrders(StdioOrders orders, SessionWatch watch) {
    if (isToldToWait()) {
      watch.ordersMayCome();
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    Thread thread =
        new Thread(
            () -> {
              try {
                orders.followAll(lines);
              } finally {
                watch.ordersEnded();
              }
            },
            "msn-orders");
    thread.setDaemon(true);
    thread.start();
  }

  private static void stop(MsnClient client, DialogueUser user, SessionWatch watch) {
    watch.stopping();
    client.close();
    user.close();
    watch.awaitLastWords();
  }

  private boolean isToldToWait() {
    return environment.value(null, "MSN_SIGN_IN").filter("wait"::equals).isPresent();
  }

  /** The case may be one row of a table, as in {@code signin.seed-article[short]}. */
  private boolean speaksLikeArticle() {
    String current = environment.value(null, "MSN_CASE").orElse("");
    return isArticle
        || articleCases.contains(current)
        || articleCases.contains(current.split("\\[", 2)[0]);
  }
}
