package org.msnmock.mockserver.server;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Memory;
import org.msnmock.mockserver.emulator.NotKeptException;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.emulator.Outlet;
import org.msnmock.mockserver.emulator.Places;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/** The one performance of an emulator: it gets everything, and lasts until it is abandoned. */
final class Emulation implements Repertoire, Performance, Outlet {
  private static final List<Role> ROLES =
      Arrays.stream(Role.values()).filter(role -> role != Role.PEER).toList();

  private final Emulator emulator;
  private final Onlooker onlooker;
  private @Nullable Consumer<Action> actions;
  private boolean isOver;

  /**
   * @throws IllegalArgumentException where the accounts don't fit together, or can't be read
   */
  Emulation(
      Memory memory,
      Manners manners,
      Places places,
      long seed,
      long epochSeconds,
      Onlooker onlooker) {
    this.onlooker = onlooker;
    emulator = new Emulator(memory, manners, places, seed, epochSeconds, this, onlooker);
  }

  // ---- what is played ----

  @Override
  public Performance perform(int number, Consumer<Action> consumer, long now) {
    actions = consumer;
    return this;
  }

  @Override
  public List<Service> services() {
    return ROLES.stream().map(Service::of).toList();
  }

  @Override
  public Set<Service> entries() {
    return Set.of(Service.of(Role.DISPATCH_SERVER));
  }

  @Override
  public PayloadCommands payloadCommands() {
    return PayloadCommands.BUILT_IN;
  }

  @Override
  public Certificate certificate(Role role) {
    return Certificate.TRUSTED;
  }

  @Override
  public Answer answer(Service service, Request request) {
    return HttpFront.UNAVAILABLE; // it is over
  }

  // ---- how it goes on ----

  @Override
  public void begin(long now) {}

  @Override
  public void handle(Event event, long now) {
    keeping(
        () -> {
          tell(event, now);
          onlooker.rested();
        });
  }

  /** Does something, unless it is over; what can't be kept ends it. */
  private void keeping(Runnable task) {
    if (isOver) {
      return;
    }
    try {
      task.run();
    } catch (NotKeptException e) {
      isOver = true; // nobody is to believe what is not kept
      throw e;
    }
  }

  private void tell(Event event, long now) {
    if (event instanceof Event.Line line) {
      emulator.line(line.connection(), line.frame(), now);
    } else if (event instanceof Event.Tick) {
      emulator.tick(now);
    } else if (event instanceof Event.Connected connected) {
      emulator.connected(
          connected.connection(), connected.service().role(), connected.remote(), now);
    } else if (event instanceof Event.Closed closed) {
      emulator.closed(closed.connection(), now);
    } else if (event instanceof Event.Malformed malformed) {
      emulator.malformed(malformed.connection(), malformed.what(), now);
    } else if (event instanceof Event.Requested requested) {
      act(
          new Action.Respond(
              requested.request(),
              emulator.answer(requested.service().role(), requested.content(), now)));
    } else if (event instanceof Event.HandshakeFailed failed) {
      emulator.noted(
          "%s, %s: %s".formatted(failed.service().title(), failed.remote(), failed.reason()));
    }
  }

  @Override
  public long nextDue() {
    return emulator.nextDue();
  }

  @Override
  public boolean waitsForItsClient() {
    return false;
  }

  @Override
  public boolean awaits(Service service) {
    return true;
  }

  @Override
  public boolean isEnded() {
    return isOver;
  }

  @Override
  public void abandon(String why, long now) {
    isOver = true;
  }

  @Override
  public boolean judges() {
    return false;
  }

  @Override
  public void tellEnd(Audience audience, int number) {}

  /**
   * Asks the emulator something, or has it do something.
   *
   * @param question whose faults are its own
   */
  <T> void ask(Function<Emulator, T> question, CompletableFuture<T> answer, long now) {
    if (isOver) {
      answer.completeExceptionally(new IllegalStateException("the service is over"));
    }
    keeping(
        () -> {
          emulator.tick(now);
          reply(question, answer, now);
          onlooker.rested();
        });
  }

  private <T> void reply(Function<Emulator, T> question, CompletableFuture<T> answer, long now) {
    Runnable told;
    try {
      T value = question.apply(emulator);
      told = () -> answer.complete(value);
    } catch (NotKeptException e) {
      answer.completeExceptionally(e);
      throw e; // it is not the question's alone
    } catch (Throwable e) { // also an assertion of a test: it is for who has asked, not for us
      told = () -> answer.completeExceptionally(e);
    }
    tickOrFail(answer, now);
    told.run();
  }

  /** What a question has led to happens before anybody hears of it. */
  private <T> void tickOrFail(CompletableFuture<T> answer, long now) {
    try {
      emulator.tick(now);
    } catch (NotKeptException e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  // ---- what it wants done ----

  @Override
  public void send(int connection, byte[] bytes) {
    act(new Action.Send(connection, bytes));
  }

  @Override
  public void close(int connection) {
    act(new Action.Close(connection));
  }

  @Override
  public void reset(int connection) {
    act(new Action.Reset(connection));
  }

  private void act(Action action) {
    Objects.requireNonNull(actions).accept(action);
  }
}
