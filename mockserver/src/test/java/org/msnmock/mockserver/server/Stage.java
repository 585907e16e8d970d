package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.server.ServerSettings.DaLogin;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/** A server whose plays do what a test says, and tell it what they were told. */
final class Stage implements AutoCloseable, Repertoire {
  static final long DEADLINE_SECONDS = 30;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  final List<String> notes = new CopyOnWriteArrayList<>();
  final List<Integer> broken = new CopyOnWriteArrayList<>();
  final List<Integer> ended = new CopyOnWriteArrayList<>();
  final List<Integer> begun = new CopyOnWriteArrayList<>();
  private final BiFunction<Integer, Event, List<Action>> manners;
  private final Server server;
  CompletableFuture<Result> result = new CompletableFuture<>();
  private Waiting waiting = (play, role) -> false;

  /** Whether a play awaits a role. */
  interface Waiting {
    boolean awaits(int play, Role role);
  }

  /** What a play wants at any moment, beside actions. */
  static final class Wishes {
    volatile long due = Long.MAX_VALUE;
  }

  final Wishes wishes = new Wishes();

  /** What is shown, where that is not the usual certificate. */
  final Map<Role, Certificate> certificates = new ConcurrentHashMap<>();

  private Stage(ServerSettings settings, BiFunction<Integer, Event, List<Action>> manners)
      throws IOException {
    this.manners = manners;
    this.server = Server.open(settings, List.of(""), Set.of(Service.of(Role.PEER)));
  }

  static ServerSettings settings() {
    return settings(Optional.empty());
  }

  static ServerSettings settings(Optional<Authority> authority) {
    return settings(authority, Map.of(), ServerSettings.CONNECTIONS, ServerSettings.UNSENT_BYTES);
  }

  static ServerSettings settings(Map<Role, Integer> ports) {
    return settings(
        Optional.empty(), ports, ServerSettings.CONNECTIONS, ServerSettings.UNSENT_BYTES);
  }

  static ServerSettings settings(int connections, int unsentBytes) {
    return settings(Optional.empty(), Map.of(), connections, unsentBytes);
  }

  private static ServerSettings settings(
      Optional<Authority> authority, Map<Role, Integer> ports, int connections, int unsentBytes) {
    return new ServerSettings(
        "127.0.0.1",
        "127.0.0.1",
        ports,
        authority,
        DaLogin.BARE,
        Limits.DEFAULT,
        connections,
        unsentBytes);
  }

  /** One play, that does nothing by itself. */
  static Stage silent() throws IOException {
    return playing(event -> List.of());
  }

  /** One play, that answers each event. */
  static Stage playing(Function<Event, List<Action>> manners) throws IOException {
    return playing(settings(), manners);
  }

  static Stage playing(ServerSettings settings, Function<Event, List<Action>> manners)
      throws IOException {
    Stage stage = new Stage(settings, (play, event) -> manners.apply(event));
    stage.result = stage.server.play(stage, stage.audience());
    return stage;
  }

  /** A play for each client. */
  static Stage serving(Waiting waiting, BiFunction<Integer, Event, List<Action>> manners)
      throws IOException {
    Stage stage = new Stage(settings(), manners);
    stage.waiting = waiting;
    stage.server.serve(stage, stage.audience());
    return stage;
  }

  Server server() {
    return server;
  }

  int port(Role role) {
    return server.addresses().port(role);
  }

  Peer connect(Role role) throws IOException {
    return Peer.connect(port(role));
  }

  /** The next event of this kind; those before it are passed over. */
  <E extends Event> E next(Class<E> kind) throws InterruptedException {
    List<Event> passed = new ArrayList<>();
    while (true) {
      Event event = events.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
      assertThat(event).as("no %s, but %s", kind.getSimpleName(), passed).isNotNull();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
      passed.add(event);
    }
  }

  /** What was told and not asked for yet. */
  List<Event> rest() {
    List<Event> rest = new ArrayList<>();
    events.drainTo(rest);
    return rest;
  }

  @Override
  public void close() {
    server.close();
  }

  private Audience audience() {
    return new Audience() {
      @Override
      public void asked(int play, Action.Ask ask) {
        notes.add("asked: " + ask.verb());
      }

      @Override
      public void ended(int play, Result result) {
        ended.add(play);
      }

      @Override
      public void broke(int play, RuntimeException fault) {
        broken.add(play);
      }

      @Override
      public void noted(String text) {
        notes.add(text);
      }
    };
  }

  @Override
  public Performance perform(int number, Consumer<Action> actions, long now) {
    begun.add(number);
    return new Performance() {
      private boolean isEnded;

      @Override
      public void begin(long at) {}

      @Override
      public void handle(Event event, long at) {
        events.add(event);
        if (event instanceof Event.Tick) {
          wishes.due = Long.MAX_VALUE;
        }
        for (Action action : manners.apply(number, event)) {
          isEnded |= action instanceof Action.Ended;
          actions.accept(action);
        }
      }

      @Override
      public long nextDue() {
        return wishes.due;
      }

      @Override
      public boolean waitsForItsClient() {
        return wishes.due == Long.MAX_VALUE;
      }

      @Override
      public boolean awaits(Service service) {
        return waiting.awaits(number, service.role());
      }

      @Override
      public boolean isEnded() {
        return isEnded;
      }

      @Override
      public void abandon(String why, long at) {
        isEnded = true;
      }

      @Override
      public boolean judges() {
        return true;
      }

      @Override
      public void tellEnd(Audience told, int play) {
        told.ended(play, null); // nobody looks into it here
      }
    };
  }

  @Override
  public List<Service> services() {
    return Stream.of(Role.values()).map(Service::of).toList();
  }

  @Override
  public Set<Service> entries() {
    return Set.of(Service.of(Role.NOTIFICATION_SERVER));
  }

  @Override
  public PayloadCommands payloadCommands() {
    return PayloadCommands.BUILT_IN;
  }

  @Override
  public Certificate certificate(Role role) {
    return certificates.getOrDefault(role, Certificate.TRUSTED);
  }

  @Override
  public Answer answer(Service service, Request request) {
    return new Answer(404, "Nobody plays", List.of(), new byte[0]);
  }
}
