package org.msnmock.client.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.MsnClientBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program msnchat: people talk with others, in a terminal or through a pipe. */
@Command(
    name = "msnchat",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Signs in to an MSN Messenger service, to chat in a terminal. Type /help there.",
      "",
      "Through a pipe, each line of input is a command or a text, carried out before the next one is read; at the end of"
          + " the input the user is signed out."
    },
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
public final class ChatConsole implements Callable<Integer> {
  private static final Duration COMES_BACK_AFTER = Duration.ofSeconds(5);
  private static final int LONGEST_WAIT = 60;

  @Mixin private ServiceOptions service = new ServiceOptions();

  @Mixin private AccountOptions account = new AccountOptions();

  @Option(
      names = "--reconnect",
      paramLabel = "TIME",
      converter = Durations.class,
      description =
          "When the session ends, sign in again after this time, and after a longer one where that fails; but never when the"
              + " account signed in elsewhere. Default: 5s in a terminal; through a pipe, don't.")
  private @Nullable Duration reconnect;

  @Option(names = "--no-history", description = "Do not keep what is typed for the next time.")
  private boolean isForgetful;

  @Spec private @Nullable CommandSpec spec;

  private final Environment environment;
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;
  private final Supplier<Optional<Terminal>> terminals;

  /**
   * @param terminals tells whether there is a terminal; if so, {@code in} and {@code out} are not
   *     used while somebody chats
   */
  ChatConsole(
      Environment environment,
      InputStream in,
      PrintStream out,
      PrintStream err,
      Supplier<Optional<Terminal>> terminals) {
    this.environment = environment;
    this.in = in;
    this.out = out;
    this.err = err;
    this.terminals = terminals;
  }

  public static void main(String[] arguments) {
    // what the library logs would come between the lines of the chat
    String level = "org.slf4j.simpleLogger.defaultLogLevel";
    System.setProperty(level, System.getProperty(level, "error"));
    ChatConsole console =
        new ChatConsole(
            new Environment(System.getenv()),
            System.in,
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8),
            Terminals::ofThisProcess);
    System.exit(console.run(arguments));
  }

  /** Runs the program, and gets its exit code. */
  int run(String... arguments) {
    return new CommandLine(this)
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
        .execute(arguments);
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    MsnClientBuilder settings = settings();
    ChatRun.Account who = account();
    Optional<Terminal> terminal = terminals.get();
    return terminal.isPresent()
        ? atTerminal(who, settings, terminal.get())
        : throughPipe(who, settings);
  }

  private int throughPipe(ChatRun.Account who, MsnClientBuilder settings)
      throws InterruptedException {
    if (reconnect != null) {
      comeBack(settings, reconnect);
    }
    Keyboard keyboard =
        new PipeKeyboard(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    return new ChatRun(new PlainScreen(out), keyboard, Typist.Pace.WHEN_DONE, () -> {})
        .run(settings, who, this::build);
  }

  private int atTerminal(ChatRun.Account who, MsnClientBuilder settings, Terminal terminal)
      throws InterruptedException, IOException {
    comeBack(settings, reconnect == null ? COMES_BACK_AFTER : reconnect);
    try (TerminalScreen screen =
        new TerminalScreen(
            terminal,
            Terminals.reader(terminal, history()),
            Terminals.paint(terminal, environment))) {
      return new ChatRun(screen, screen, Typist.Pace.AT_ONCE, screen::close)
          .run(
              settings,
              who,
              complete -> {
                MsnClient client = build(complete);
                screen.complete(new Completion(client.contacts()::list));
                return client;
              });
    }
  }

  private MsnClient build(MsnClientBuilder complete) {
    try {
      return complete.build();
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private Optional<Path> history() {
    return isForgetful
        ? Optional.empty()
        : new HistoryFile(complaint -> err.println("msnchat: " + complaint))
            .in(environment, System.getProperty("user.home"), System.getProperty("os.name"));
  }

  private static void comeBack(MsnClientBuilder settings, Duration first) {
    settings.reconnectAfter(first, first.multipliedBy(LONGEST_WAIT));
  }

  private ChatRun.Account account() {
    try {
      return new ChatRun.Account(
          account.user(environment), account.password(environment), account.status(environment));
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private MsnClientBuilder settings() {
    try {
      return service.builder(environment);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  private ParameterException usage(IllegalArgumentException e) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), e.getMessage(), e);
  }
}
