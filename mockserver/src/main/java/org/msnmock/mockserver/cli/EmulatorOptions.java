package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.state.WorldFolder;
import org.msnmock.mockserver.yaml.AccountsReader;
import org.msnmock.mockserver.yaml.AccountsWriter;
import org.msnmock.mockserver.yaml.Finding;
import picocli.CommandLine.Option;

/** The options of a service that no dialogue scripts. */
final class EmulatorOptions {
  private static final int MOST_SERVERS = 20;
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int GREATEST_PORT = 65_535;

  @Option(
      names = "--accounts",
      paramLabel = "FILE",
      description =
          "Without a dialogue: who may sign in, and who is on whose lists. Default: alice, bob, carol and dave"
              + " at example.com; --show-accounts prints how they are written.")
  private Optional<String> accounts = Optional.empty();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Without a dialogue: keep everybody's lists, groups, names and settings there, and all who get an account,"
              + " and go on with them at the next start. The first start begins with --accounts, later ones don't read"
              + " them. Passwords are kept, too, in a file for its owner alone.")
  private Optional<Path> state = Optional.empty();

  @Option(
      names = "--show-accounts",
      description =
          "Print the default accounts, or those that --state keeps, as a file for --accounts, and end.")
  private boolean showsAccounts;

  @Option(
      names = "--open",
      description = "Without a dialogue: whoever comes with an unknown address gets an account.")
  private boolean isOpen;

  @Option(
      names = "--style",
      paramLabel = "classic|lenient|strict-count",
      converter = Converters.ToStyle.class,
      description =
          "Without a dialogue: a server of 2003; a later one, which tells of presence before SYN and acknowledges"
              + " messages to nobody; or one that says no word more than the oldest clients count. Default: classic.")
  private Manners.Style style = Manners.Style.CLASSIC;

  @Option(
      names = "--idle",
      paramLabel = "TIME",
      converter = Converters.ToDuration.class,
      description =
          "Without a dialogue: how long a client may say nothing, not even PNG. Default: 2m.")
  private Duration idle = Manners.USUAL.idle();

  @Option(
      names = "--challenge",
      paramLabel = "TIME",
      converter = Converters.ToDuration.class,
      description =
          "Without a dialogue: how long after one challenge the next one comes; 0s: none comes. Default: 5m.")
  private Duration challenge = Manners.USUAL.challenge();

  @Option(
      names = "--servers",
      paramLabel = "N",
      description =
          "Without a dialogue: so many notification servers and switchboards, to which clients are sent in turn. Behind"
              + " a port that is stated the next ones are taken. Default: 1.")
  private int servers = 1;

  @Option(
      names = "--rate-limits",
      description =
          "Without a dialogue: refuse the sixth CHG or REA within 10 s with 800, and CAL after five vain ones within a"
              + " minute with 713, as real servers did, of which nobody knows how quick is too quick.")
  private boolean limitsRates;

  @Option(
      names = "--control",
      arity = "0..1",
      fallbackValue = "0",
      paramLabel = "PORT",
      description =
          "Without a dialogue: let other programs steer it, over HTTP on this machine, with the token that is printed."
              + " Without a PORT on a free one. mockserver/CONTROL.md tells how.")
  private Optional<Integer> control = Optional.empty();

  boolean showsAccounts() {
    return showsAccounts;
  }

  /** Whether any of them was given. */
  boolean areGiven() {
    return accounts.isPresent()
        || state.isPresent()
        || isOpen
        || limitsRates
        || servers != 1
        || control.isPresent()
        || style != Manners.Style.CLASSIC
        || !idle.equals(Manners.USUAL.idle())
        || !challenge.equals(Manners.USUAL.challenge());
  }

  /** How many notification servers and switchboards there are. */
  int servers() {
    return servers;
  }

  /**
   * @throws UsageException where there is to be none, or very many
   */
  void checkServers() {
    if (servers < 1 || servers > MOST_SERVERS) {
      throw new UsageException("--servers takes 1 to " + MOST_SERVERS);
    }
  }

  /**
   * The port from which it is steered, 0 for any; empty: it is not.
   *
   * @throws UsageException when it is no port
   */
  Optional<Integer> control() {
    if (control.isPresent() && (control.get() < 0 || control.get() > GREATEST_PORT)) {
      throw new UsageException("--control takes a port from 0 to " + GREATEST_PORT);
    }
    return control;
  }

  /**
   * @throws UsageException when nobody could be so quick
   */
  Manners manners() {
    if (idle.isZero()) {
      throw new UsageException("--idle must be longer than nothing");
    }
    if (idle.compareTo(LONGEST) > 0 || challenge.compareTo(LONGEST) > 0) {
      throw new UsageException("--idle and --challenge are a year at the most, 525600m");
    }
    return new Manners(
        style,
        idle,
        challenge,
        Manners.USUAL.answer(),
        Manners.USUAL.talkIdle(),
        isOpen,
        limitsRates);
  }

  /**
   * The accounts to begin with; none where a world goes on that is kept.
   *
   * @return empty when the file is wrong; what is wrong has been told
   * @throws UsageException when there is no such file
   */
  Optional<List<Account>> beginning(Console console) {
    if (!goesOn(console)) {
      return accounts(console);
    }
    if (accounts.isPresent()) {
      console
          .err()
          .println(
              "msnmock: --accounts %s is not read, as --state %s holds a world already. Name an empty folder to begin anew"
                  .formatted(accounts.get(), state.get()));
    }
    return Optional.of(List.of());
  }

  private boolean goesOn(Console console) {
    return state.isPresent() && WorldFolder.isWorld(console.folder().resolve(state.get()));
  }

  /**
   * The people who may sign in.
   *
   * @param beginning with whom a world begins, where it does not go on
   * @return empty when they can't be had; why has been told
   */
  Optional<People> people(List<Account> beginning, Console console) {
    if (state.isEmpty()) {
      return Optional.of(People.forgotten(beginning, password()));
    }
    Path folder = console.folder().resolve(state.get());
    String place = state.get().toString();
    try {
      if (goesOn(console)) {
        return Optional.of(People.kept(WorldFolder.open(folder), place, ""));
      }
      WorldFolder.create(folder, Kept.of(beginning, Instant.now().getEpochSecond()));
      return Optional.of(People.kept(WorldFolder.open(folder), place, password()));
    } catch (IOException e) {
      console.err().println(People.unusable(place, e));
      return Optional.empty();
    }
  }

  private String password() {
    return accounts.isPresent() ? "" : ", each with the password s3cret";
  }

  /**
   * The accounts to begin with, or those that are kept, as a file.
   *
   * @return empty when they can't be had; why has been told
   */
  Optional<String> accountsText(Console console) {
    if (state.isEmpty()) {
      return Optional.of(AccountsReader.bundledText());
    }
    try {
      List<Kept> people = WorldFolder.read(console.folder().resolve(state.get()));
      return Optional.of(AccountsWriter.text(Kept.accounts(people)));
    } catch (IOException | IllegalArgumentException e) {
      console.err().println(People.unusable(state.get().toString(), e));
      return Optional.empty();
    }
  }

  private Optional<List<Account>> accounts(Console console) {
    if (accounts.isEmpty()) {
      return Optional.of(AccountsReader.bundled());
    }
    Path file = console.folder().resolve(accounts.get());
    if (!Files.isRegularFile(file)) {
      throw new UsageException("there is no file " + accounts.get());
    }
    AccountsReader.Read read = AccountsReader.read(file, accounts.get().replace('\\', '/'));
    read.findings().stream().map(Finding::text).forEach(console.err()::println);
    if (!read.findings().isEmpty()) {
      console.err().println("the accounts are wrong; nothing was started");
      return Optional.empty();
    }
    return Optional.of(read.accounts());
  }
}
