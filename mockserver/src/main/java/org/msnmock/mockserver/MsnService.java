package org.msnmock.mockserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Interventions;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.server.Addresses;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.Server;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.server.ServerSettings.DaLogin;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.VirtualTime;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.AccountsReader;

/**
 * A whole MSN Messenger service for any number of clients, on free ports of loopback: people sign
 * in, see each other and talk. A test looks into its world, waits for something in it, and steps
 * in.
 *
 * <pre>{@code
 * try (MsnService service = MsnService.builder().plain().start()) {
 *   alice.connect(service.entryAddress(), service.nexusUrl());
 *   service.until(world -> assertThat(world.online()).containsKey("alice@example.com"));
 *   service.stepIn(act -> act.kick("alice@example.com", Farewell.ELSEWHERE));
 * }
 * }</pre>
 *
 * <p>Thread-safe. Its own threads keep no process alive, and are gone when it is closed.
 */
public final class MsnService implements AutoCloseable {
  /** How long {@link #until} waits where nothing else is said. */
  public static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Server server;
  private final Map<String, Account> accounts;
  private final Witness witness;
  private final Pace pace;

  /** Whose file goes with this. */
  private final Optional<Authority> own;

  private final AtomicBoolean isClosed = new AtomicBoolean();

  private MsnService(
      Server server,
      Map<String, Account> accounts,
      Witness witness,
      Pace pace,
      Optional<Authority> own) {
    this.own = own;
    this.server = server;
    this.accounts = accounts;
    this.witness = witness;
    this.pace = pace;
  }

  /** With alice, bob, carol and dave at example.com, unless others are named. */
  public static Builder builder() {
    return new Builder();
  }

  // ---- where it is ----

  /** Where all the servers are. */
  public Addresses addresses() {
    return server.addresses();
  }

  /** Where clients connect first, the dispatch server: {@code 127.0.0.1:41207}. */
  public String entryAddress() {
    return addresses().address(Role.DISPATCH_SERVER);
  }

  /** The page that tells where to log in. */
  public URI nexusUrl() {
    return URI.create(addresses().nexusUrl());
  }

  /** The page that gives tickets. */
  public URI loginUrl() {
    return URI.create(addresses().loginUrl());
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
    return addresses()
        .authority()
        .orElseThrow(
            () -> new IllegalStateException("nexus and login speak plain HTTP in this service"));
  }

  /**
   * The password of somebody who was there from the beginning.
   *
   * @throws IllegalArgumentException where there was nobody of this address
   */
  public String password(String address) {
    Account account = accounts.get(address);
    if (account == null) {
      throw new IllegalArgumentException(
          "there is no account %s; there are %s".formatted(address, accounts.keySet()));
    }
    return account.password();
  }

  /**
   * The time of a service that was built with one.
   *
   * @throws IllegalStateException where it goes by the machine's time
   */
  public VirtualTime time() {
    if (pace instanceof VirtualTime virtual) {
      return virtual;
    }
    throw new IllegalStateException("the service goes by the machine's time");
  }

  // ---- its world ----

  /** The world as it is now. */
  public WorldSnapshot world() {
    return ask(witness::snapshot);
  }

  /**
   * Waits until assertions hold, 10 s at the most; see {@link #until(Duration, Consumer)}.
   *
   * @return the world of which they hold
   */
  public WorldSnapshot until(Consumer<WorldSnapshot> assertions) {
    return until(DEADLINE, assertions);
  }

  /**
   * Waits until assertions hold. They are looked at now and whenever something has happened, so
   * that no state of the world is missed: on the server's thread, so they must wait for nothing.
   *
   * @param deadline by the machine's time; it only ends a test that hangs
   * @return the world of which they hold
   * @throws AssertionError at the deadline; it tells what did not hold, the world, and the last
   *     lines
   * @throws IllegalStateException when the service ends meanwhile, or this thread is interrupted;
   *     its cause is what did not hold
   */
  public WorldSnapshot until(Duration deadline, Consumer<WorldSnapshot> assertions) {
    Witness.Waiting waiting = new Witness.Waiting();
    CompletableFuture<Object> begun =
        server.ask(
            emulator -> {
              witness.await(emulator, assertions, waiting);
              return waiting;
            });
    pace.end();
    try {
      begun.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      return waiting.found.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      waiting.found.cancel(false);
      throw missed(waiting.latest, deadline);
    } catch (ExecutionException e) {
      throw its(e);
    } catch (InterruptedException e) {
      waiting.found.cancel(false);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the service", e);
    } finally {
      pace.begin();
    }
  }

  private AssertionError missed(@Nullable AssertionError latest, Duration deadline) {
    String why = latest == null ? "" : String.valueOf(latest.getMessage()).strip();
    return new AssertionError(
        "%s\nin vain for %s ms; %s".formatted(why, deadline.toMillis(), worldIfAny()), latest);
  }

  private Object worldIfAny() {
    try {
      return world();
    } catch (IllegalStateException e) {
      return "and its world cannot be seen: " + e.getMessage();
    }
  }

  /** What an answer has failed with, to be thrown as it is. */
  private static RuntimeException its(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException fault
        ? fault
        : new IllegalStateException(failure);
  }

  /**
   * What was worth knowing: what clients did that is not done, what would have been right, and why
   * they were hung up on. The latest of it, in words without secrets.
   */
  public List<String> notes() {
    return ask(emulator -> witness.notes());
  }

  /**
   * Does something to the world, on the server's thread.
   *
   * @throws org.msnmock.mockserver.emulator.NotPossibleException where it cannot be done; whatever
   *     else the deed throws comes out, too, and the service goes on
   */
  public void stepIn(Consumer<Interventions> deed) {
    Object unused =
        ask(
            emulator -> {
              deed.accept(emulator.interventions());
              return deed;
            });
  }

  private <T> T ask(Function<Emulator, T> question) {
    try {
      return server.ask(question).get(DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw its(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the service has not answered for %s".formatted(DEADLINE), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the service", e);
    }
  }

  /** A fault of msnmock itself, if there was one. */
  public Optional<RuntimeException> fault() {
    return Optional.ofNullable(witness.fault());
  }

  /** Hangs up on everybody and closes all ports; a second time it does nothing. */
  @Override
  public void close() {
    if (isClosed.getAndSet(true)) {
      return;
    }
    server.close();
    witness.end("the service was closed");
    own.ifPresent(Authority::forget);
    pace.end(); // begun when it was started
  }

  /** How a service is to be. */
  public static final class Builder {
    private static final String LOOPBACK = "127.0.0.1";

    private final List<Account> accounts = new ArrayList<>();
    private final Map<Role, Integer> ports = new EnumMap<>(Role.class);
    private Manners manners = Manners.USUAL;
    private Optional<Authority> authority = Optional.empty();
    private Optional<VirtualTime> time = Optional.empty();
    private boolean plain;
    private long seed = 1;

    private Builder() {}

    /** Somebody who may sign in. */
    public Builder account(Account one) {
      accounts.add(one);
      return this;
    }

    /** Somebody with nobody on any list. */
    public Builder person(String address, String password) {
      return account(Account.of(address, password, address));
    }

    /**
     * Those of a file, as {@code serve --accounts} reads it.
     *
     * @throws IllegalArgumentException where it is wrong; the message says what
     */
    public Builder accounts(Path file) {
      AccountsReader.Read read = AccountsReader.read(file, file.toString().replace('\\', '/'));
      if (!read.findings().isEmpty()) {
        StringBuilder text = new StringBuilder("the accounts are wrong:");
        read.findings().forEach(finding -> text.append('\n').append(finding.text()));
        throw new IllegalArgumentException(text.toString());
      }
      accounts.addAll(read.accounts());
      return this;
    }

    /** How it behaves where servers differed. */
    public Builder manners(Manners how) {
      manners = how;
      return this;
    }

    /** Lets nexus and login speak HTTP without TLS. */
    public Builder plain() {
      plain = true;
      return this;
    }

    /** Who signs for nexus and login: share one among many services, for its keys take time. */
    public Builder authority(Authority shared) {
      authority = Optional.of(shared);
      return this;
    }

    /** A fixed port in place of any free one; 0 for a free one. */
    public Builder port(Role role, int port) {
      ports.put(role, port);
      return this;
    }

    /**
     * Goes by a time that jumps when nobody works, for clients that go by it, too. The thread that
     * starts the service counts as one that works, but for when it waits in {@link #until}. Nexus
     * and login speak plain HTTP then.
     */
    public Builder time(VirtualTime virtual) {
      time = Optional.of(virtual);
      return this;
    }

    /** Of all that nobody is to guess: the same seed, the same words. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * Takes the ports and lets clients in.
     *
     * @throws IOException where a port is taken; the message names it
     * @throws IllegalArgumentException where the accounts don't fit together
     */
    public MsnService start() throws IOException {
      List<Account> people = accounts.isEmpty() ? AccountsReader.bundled() : accounts;
      Witness witness =
          new Witness(Redaction.BY_PLACE.and(people.stream().map(Account::password).toList()));
      Optional<Authority> own =
          plain || time.isPresent() || authority.isPresent()
              ? Optional.empty()
              : Optional.of(Authority.temporary());
      Server server;
      try {
        server = started(people, witness, settings(own));
      } catch (IOException | RuntimeException e) {
        own.ifPresent(Authority::forget);
        throw e;
      }
      Pace pace = time.isPresent() ? time.get() : Pace.OF_THE_MACHINE;
      pace.begin(); // the thread of the test works, but where it waits
      return new MsnService(server, byAddress(people), witness, pace, own);
    }

    private Server started(List<Account> people, Witness witness, ServerSettings settings)
        throws IOException {
      Server server = Server.open(settings);
      try {
        server.emulate(people, manners, seed, witness, witness);
      } catch (IOException | RuntimeException e) {
        server.close();
        throw e;
      }
      return server;
    }

    private static Map<String, Account> byAddress(List<Account> people) {
      Map<String, Account> found = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      people.forEach(one -> found.put(one.address(), one));
      return found;
    }

    private ServerSettings settings(Optional<Authority> own) {
      ServerSettings settings =
          new ServerSettings(
              LOOPBACK,
              LOOPBACK,
              ports,
              plain || time.isPresent() ? Optional.empty() : authority.or(() -> own),
              DaLogin.BARE,
              Limits.DEFAULT,
              ServerSettings.CONNECTIONS,
              ServerSettings.UNSENT_BYTES);
      return time.map(settings::on).orElse(settings);
    }
  }
}
