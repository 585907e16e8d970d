package org.msnmock.mockserver.server;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Memory;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.emulator.Places;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Role;

/**
 * Five listeners for each client, one more where it is to fetch a file from a peer, and the thread
 * that plays behind them. From the beginning clients can connect; they are accepted when something
 * is played. Thread-safe.
 */
public final class Server implements AutoCloseable {
  /** The number of the play that {@link #play} begins. */
  public static final int ONLY = 1;

  private static final long CLOSING_MILLIS = 10_000;

  /** Of what a service may have several. */
  private static final Set<Role> MORE_OF = Set.of(Role.NOTIFICATION_SERVER, Role.SWITCHBOARD);

  private final ServerSettings settings;
  private final List<Listener> listeners;
  private final Map<String, Addresses> addresses;
  private @Nullable Loop loop;
  private @Nullable Thread thread;
  private boolean closed;
  private @Nullable Emulation emulated;
  private final Set<CompletableFuture<?>> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean isOver;

  private Server(
      ServerSettings settings, List<Listener> listeners, Map<String, Addresses> addresses) {
    this.settings = settings;
    this.listeners = listeners;
    this.addresses = addresses;
  }

  /**
   * Binds the ports of the only client.
   *
   * @throws IOException where one is taken
   */
  public static Server open(ServerSettings settings) throws IOException {
    return open(settings, List.of(""), Set.of());
  }

  /**
   * Binds the ports of a service with several notification servers and switchboards. Where a port
   * is fixed, those behind the first have the ports behind it.
   *
   * @param servers how many there are of each, at least 1
   * @throws IOException where one is taken
   */
  public static Server open(ServerSettings settings, int servers) throws IOException {
    List<Listener> listeners = new ArrayList<>();
    Map<String, Addresses> addresses = new LinkedHashMap<>();
    try {
      for (int i = 0; i < servers; i++) {
        Set<Role> roles =
            i == 0 ? EnumSet.complementOf(EnumSet.of(Role.PEER)) : EnumSet.copyOf(MORE_OF);
        ServerSettings its = settings.onPortsBehind(i);
        String name = i == 0 ? "" : String.valueOf(i + 1);
        addresses.put(name, new Addresses(its, bind(its, name, roles, listeners)));
      }
    } catch (IOException | RuntimeException e) {
      listeners.forEach(Listener::close);
      throw e;
    }
    return new Server(settings, listeners, addresses);
  }

  /**
   * Binds the ports of all clients of a dialogue.
   *
   * @throws IOException where one is taken
   * @throws IllegalArgumentException where several clients are to have the same port
   */
  public static Server open(ServerSettings settings, Dialogue dialogue) throws IOException {
    return open(
        settings,
        dialogue.subjects(),
        dialogue.listeningPeers(),
        new WantedPorts(dialogue.ports()));
  }

  /**
   * Binds the ports of each client, and those of peers.
   *
   * @param clients {@link Dialogue#subjects}
   * @param peers {@link Dialogue#listeningPeers}
   * @throws IOException where one is taken
   * @throws IllegalArgumentException where several clients are to have the same port
   */
  public static Server open(ServerSettings settings, List<String> clients, Set<Service> peers)
      throws IOException {
    return open(settings, clients, peers, new WantedPorts(Map.of()));
  }

  private static Server open(
      ServerSettings settings, List<String> clients, Set<Service> peers, WantedPorts wanted)
      throws IOException {
    if (clients.size() > 1 && settings.ports().values().stream().anyMatch(port -> port != 0)) {
      throw new IllegalArgumentException(
          "a fixed port can be that of one client only, and there are " + clients);
    }
    List<Listener> listeners = new ArrayList<>();
    Map<String, Addresses> addresses = new LinkedHashMap<>();
    try {
      for (String client : clients) {
        Set<Role> roles = EnumSet.complementOf(EnumSet.of(Role.PEER));
        if (peers.contains(new Service(client, Role.PEER))) {
          roles.add(Role.PEER);
        }
        WantedPorts.Had had = wanted.bind(settings, client, listeners);
        roles.removeAll(had.ports().keySet());
        Map<Role, Integer> ports = bind(settings, client, roles, listeners);
        ports.putAll(had.ports());
        addresses.put(client, new Addresses(settings, ports, had.hosts()));
      }
    } catch (IOException | RuntimeException e) {
      listeners.forEach(Listener::close);
      throw e;
    }
    return new Server(settings, listeners, addresses);
  }

  private static Map<Role, Integer> bind(
      ServerSettings settings, String client, Set<Role> wanted, List<Listener> listeners)
      throws IOException {
    Map<Role, Integer> ports = new EnumMap<>(Role.class);
    for (Set<Role> roles : together(wanted, settings.ports())) {
      Set<Service> services = new LinkedHashSet<>();
      roles.forEach(role -> services.add(new Service(client, role)));
      Service named = services.iterator().next();
      int port = settings.ports().getOrDefault(named.role(), 0);
      Listener listener = Listener.bind(named, services, settings.listen(), port);
      listeners.add(listener);
      roles.forEach(role -> ports.put(role, listener.port()));
    }
    return ports;
  }

  /** The roles of each port: those with a wanted port first, nexus and login perhaps in one. */
  private static List<Set<Role>> together(Set<Role> all, Map<Role, Integer> wanted) {
    List<Set<Role>> ports = new ArrayList<>();
    int nexus = wanted.getOrDefault(Role.NEXUS, 0);
    boolean shared = nexus != 0 && nexus == wanted.getOrDefault(Role.LOGIN, 0);
    for (Role role : all) {
      if (!(shared && role == Role.NEXUS)) {
        ports.add(shared && role == Role.LOGIN ? EnumSet.of(Role.LOGIN, Role.NEXUS) : Set.of(role));
      }
    }
    ports.sort(Comparator.comparing(roles -> wanted.getOrDefault(roles.iterator().next(), 0) == 0));
    return ports;
  }

  /**
   * Where the only client finds its servers.
   *
   * @throws IllegalStateException where there are several clients
   */
  public Addresses addresses() {
    if (addresses.size() > 1) {
      throw new IllegalStateException("each of these has addresses of its own: " + clients());
    }
    return addresses.values().iterator().next();
  }

  /**
   * Where a client finds its servers.
   *
   * @param client as {@link #open(ServerSettings, List, Set)} was given it
   * @throws IllegalArgumentException where there is no such client
   */
  public Addresses addresses(String client) {
    Addresses found = addresses.get(client);
    if (found == null) {
      throw new IllegalArgumentException(
          "no client is called \"%s\", there are %s".formatted(client, clients()));
    }
    return found;
  }

  /** As {@link #open(ServerSettings, List, Set)} was given them. */
  public Set<String> clients() {
    return addresses.keySet();
  }

  /**
   * What the placeholders of a dialogue stand for, by their text.
   *
   * @throws IllegalArgumentException where it has other clients than this server
   */
  public Map<String, String> texts(Dialogue dialogue) {
    Map<String, String> texts = new TreeMap<>();
    for (Dialogue.Client client : dialogue.clients()) {
      String name = client.name();
      addresses(dialogue.subject(name))
          .texts(dialogue.entry(name).role())
          .forEach(
              (word, text) -> {
                texts.put(dialogue.placeholder(name, word), text);
                if (word.equals(Addresses.CA_FILE)) {
                  texts.put(word, text); // it is the same for all
                }
              });
    }
    return texts;
  }

  /**
   * Plays a script once, for whoever comes.
   *
   * @return how it ends, completed on the server's thread
   * @throws IllegalStateException where something was played before, or all is closed
   */
  public CompletableFuture<Result> play(Script script, PlaySettings how, Audience audience)
      throws IOException {
    return play(repertoire(script, number -> how), audience);
  }

  CompletableFuture<Result> play(Repertoire repertoire, Audience audience) throws IOException {
    Premiere premiere = new Premiere(audience);
    perform(repertoire, premiere);
    return premiere.result;
  }

  private void perform(Repertoire repertoire, Audience audience) throws IOException {
    Loop started = loop(repertoire, audience);
    started.post(
        () -> {
          Casting.OnePlay casting = new Casting.OnePlay();
          started.open(casting);
          long now = started.now();
          casting.begin(new HostedPlay(ONLY, started, repertoire, now), now);
        });
    start(started, repertoire);
  }

  /**
   * Plays a script for each client that comes, until this is closed.
   *
   * @param how the settings of each play, by its number
   * @throws IllegalStateException where something was played before, or all is closed
   */
  public void serve(Script script, IntFunction<PlaySettings> how, Audience audience)
      throws IOException {
    serve(repertoire(script, how), audience);
  }

  private Repertoire repertoire(Script script, IntFunction<PlaySettings> how) {
    return new Repertoire.OfScript(script, how, obstacle(script.dialogue()));
  }

  /** Why a dialogue cannot be played here, if it cannot. */
  public Optional<String> obstacle(Dialogue dialogue) {
    return settings.obstacle(dialogue).or(() -> portObstacle(dialogue));
  }

  private Optional<String> portObstacle(Dialogue dialogue) {
    return dialogue.ports().entrySet().stream()
        .filter(wanted -> addresses.values().stream().anyMatch(one -> isElsewhere(one, wanted)))
        .map(
            wanted ->
                "the dialogue is about port %s of the %s, which could not be had here"
                    .formatted(wanted.getValue(), wanted.getKey().title()))
        .findFirst();
  }

  private static boolean isElsewhere(Addresses of, Map.Entry<Role, Integer> wanted) {
    return of.port(wanted.getKey()) != wanted.getValue();
  }

  void serve(Repertoire repertoire, Audience audience) throws IOException {
    Loop started = loop(repertoire, audience);
    started.post(() -> started.open(new Casting.ManyPlays(started, repertoire)));
    start(started, repertoire);
  }

  /**
   * Is a whole service for all who come, until this is closed, and forgets everything then.
   *
   * @param seed of all that nobody is to guess
   * @param audience hears of what is wrong with ports and connections
   * @throws IllegalArgumentException where the accounts don't fit together
   * @throws IllegalStateException where something was played before, or all is closed
   */
  public void emulate(
      List<Account> accounts, Manners manners, long seed, Onlooker onlooker, Audience audience)
      throws IOException {
    emulate(Memory.none(accounts), manners, seed, onlooker, audience);
  }

  /**
   * Is a whole service for all who come, until this is closed.
   *
   * @param memory only the server's thread speaks with it from now on; where it can't keep
   *     something, the audience hears of that, and the service is over
   * @param seed of all that nobody is to guess
   * @param audience hears of what is wrong with ports and connections
   * @throws IllegalArgumentException where the accounts don't fit together, or what was kept can't
   *     be read
   * @throws IllegalStateException where something was played before, or all is closed
   */
  public void emulate(
      Memory memory, Manners manners, long seed, Onlooker onlooker, Audience audience)
      throws IOException {
    Emulation emulation =
        new Emulation(memory, manners, places(), seed, Instant.now().getEpochSecond(), onlooker);
    perform(emulation, audience);
    synchronized (this) {
      emulated = emulation;
    }
  }

  private Places places() {
    Addresses first = addresses("");
    return new Places(
        first.address(Role.DISPATCH_SERVER),
        addressesOf(Role.NOTIFICATION_SERVER),
        addressesOf(Role.SWITCHBOARD),
        first.texts(Role.DISPATCH_SERVER).getOrDefault("login.site", ""));
  }

  /** Where clients find all servers of a role: {@code host:port} each. */
  public List<String> addressesOf(Role role) {
    return addresses.values().stream()
        .filter(one -> one.port(role) != 0)
        .map(one -> one.address(role))
        .toList();
  }

  /**
   * Looks into the service, or steps in: does something with its emulator on the server's thread,
   * so it has to be quick.
   *
   * @return what came of it; whoever goes on from there without an executor is on that thread, too.
   *     It fails with {@link IllegalStateException} where the server is closed, before or meanwhile
   * @throws IllegalStateException where no emulator was begun
   */
  @SuppressWarnings("CollectionUndefinedEquality") // each is equal to itself alone, as it should be
  public <T> CompletableFuture<T> ask(Function<Emulator, T> question) {
    Loop running;
    Emulation emulation;
    synchronized (this) {
      running = loop;
      emulation = emulated;
    }
    if (running == null || emulation == null) {
      throw new IllegalStateException("no service is emulated here");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    asked.add(answer);
    CompletableFuture<T> forgotten = answer.whenComplete((value, fault) -> asked.remove(answer));
    running.post(
        () -> {
          running.act(ONLY, now -> emulation.ask(question, answer, now));
          failUnanswered(answer); // it was over already
        });
    if (isOver) {
      failUnanswered(answer);
    }
    return forgotten;
  }

  private static void failUnanswered(CompletableFuture<?> answer) {
    answer.completeExceptionally(new IllegalStateException("the server is closed"));
  }

  /** Tells a play what came another way than by a socket; without effect when it is over. */
  public synchronized void tell(int play, Event event) {
    Loop running = loop;
    if (running == null) {
      throw new IllegalStateException("nothing is played yet");
    }
    running.post(() -> running.tell(play, event));
  }

  /** Ends what is played, closes all connections and ports; a second time it does nothing. */
  @Override
  public void close() {
    Thread ending;
    synchronized (this) {
      ending = thread;
      if (!closed) {
        closed = true;
        Loop running = loop;
        if (running == null) {
          listeners.forEach(Listener::close);
        } else {
          running.post(() -> running.stop("the server was closed"));
        }
      }
    }
    if (ending != null && ending != Thread.currentThread()) {
      join(ending);
    }
  }

  private static void join(Thread ending) {
    try {
      ending.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Loop loop(Repertoire repertoire, Audience audience) throws IOException {
    if (closed || loop != null) {
      throw new IllegalStateException(closed ? "closed already" : "something is played already");
    }
    Loop made = new Loop(settings, repertoire, audience, listeners);
    loop = made;
    return made;
  }

  private synchronized void start(Loop started, Repertoire repertoire) {
    Thread made = new Thread(() -> run(started), "msnmock " + name());
    made.setDaemon(true);
    thread = made;
    made.start();
    settings.authority().ifPresent(authority -> prepare(authority, repertoire));
  }

  private void run(Loop started) {
    try {
      started.run();
    } finally {
      isOver = true; // whoever asks from now on sees it
      List.copyOf(asked).forEach(Server::failUnanswered);
    }
  }

  private String name() {
    return addresses.values().iterator().next().address(Role.NOTIFICATION_SERVER);
  }

  private void prepare(Authority authority, Repertoire repertoire) {
    authority.prepare();
    for (Role role : List.of(Role.NEXUS, Role.LOGIN)) {
      Certificate certificate = repertoire.certificate(role);
      if (certificate != Certificate.TRUSTED) {
        authority.prepare(settings.advertise(), certificate);
      }
    }
  }

  /** Completes the result of the one play before anybody else hears of it. */
  private static final class Premiere implements Audience {
    private final Audience audience;
    private final CompletableFuture<Result> result = new CompletableFuture<>();

    Premiere(Audience audience) {
      this.audience = audience;
    }

    @Override
    public void asked(int play, Action.Ask ask) {
      audience.asked(play, ask);
    }

    @Override
    public void held(int play, Action.Hold hold) {
      audience.held(play, hold);
    }

    @Override
    public void ended(int play, Result ending) {
      result.complete(ending);
      audience.ended(play, ending);
    }

    @Override
    public void broke(int play, RuntimeException fault) {
      result.completeExceptionally(fault);
      audience.broke(play, fault);
    }

    @Override
    public void noted(String text) {
      audience.noted(text);
    }
  }
}
