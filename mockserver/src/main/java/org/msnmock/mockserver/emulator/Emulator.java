package org.msnmock.mockserver.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/**
 * A service that does by itself what clients ask of it. Moments are in nanoseconds, from 0, and
 * rise from call to call. For one thread.
 *
 * <pre>
 * event ─► sessions ─► world ─► what has changed is kept ─► what is to be sent goes to the outlet
 * </pre>
 *
 * <p>Whatever acts on the world ends in {@link #settle}.
 */
public final class Emulator {
  private final Site site;
  private final Memory memory;
  private final Backlog backlog;
  private final Onlooker onlooker;
  private final Places places;
  private final Map<Integer, Speaking> speaking = new LinkedHashMap<>();

  /**
   * One that forgets everything at its end.
   *
   * @param seed of all that nobody is to guess
   * @param epochSeconds the time of day at the moment 0
   * @throws IllegalArgumentException where an address is there twice, or somebody unknown is on a
   *     list
   */
  public Emulator(
      List<Account> accounts,
      Manners manners,
      Places places,
      long seed,
      long epochSeconds,
      Outlet outlet,
      Onlooker onlooker) {
    this(Memory.none(accounts), manners, places, seed, epochSeconds, outlet, onlooker);
  }

  /**
   * @param seed of all that nobody is to guess
   * @param epochSeconds the time of day at the moment 0
   * @param outlet gets what an event leads to at its end, when what has changed is kept
   * @throws IllegalArgumentException where an address is there twice, somebody unknown is on a
   *     list, or what was kept is damaged or of another version
   */
  public Emulator(
      Memory memory,
      Manners manners,
      Places places,
      long seed,
      long epochSeconds,
      Outlet outlet,
      Onlooker onlooker) {
    World world = new World(memory.accounts(), Math.max(1, epochSeconds));
    world.restore(memory.people());
    this.site = new Site(world, manners, places, seed, epochSeconds, onlooker);
    this.memory = memory;
    this.backlog = new Backlog(outlet, this::cannotReach);
    this.onlooker = onlooker;
    this.places = places;
  }

  /** All who have an account, as they are now: to be written down, or to begin another world. */
  public List<Account> accounts() {
    return site.world().people().stream().map(Person::account).toList();
  }

  /**
   * A client has connected.
   *
   * @param connection a number of its own
   * @param remote {@code host:port}
   */
  public void connected(int connection, Role role, String remote, long now) {
    connected(connection, role, remote, places, now);
  }

  /**
   * A client has connected that finds the servers at places of its own.
   *
   * @param connection a number of its own
   * @param remote {@code host:port}
   */
  public void connected(int connection, Role role, String remote, Places its, long now) {
    site.setNow(now);
    Link link = new Link(connection, remote, its, backlog, onlooker);
    guarded(connection, link, () -> begin(connection, role, link));
    settle();
  }

  /**
   * Keeps what has changed, and only then lets out what tells of it; in nothing that is guarded.
   */
  private void settle() {
    World world = site.world();
    if (world.hasUnkept()) {
      try {
        memory.keep(world.takeUnkept());
      } catch (NotKeptException e) {
        backlog.forget();
        throw e;
      }
    }
    backlog.release();
  }

  /** Does something in whose course a fault ends that connection: others are to notice nothing. */
  private void guarded(int connection, Link link, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException fault) {
      failed(connection, fault);
      try {
        link.close();
      } catch (RuntimeException another) {
        failed(connection, another);
      }
    }
  }

  /** Tells of a fault that has an end here; what can't be kept ends all. */
  private void failed(int connection, RuntimeException fault) {
    if (fault instanceof NotKeptException) {
      throw fault;
    }
    onlooker.failed(connection, fault);
  }

  /** What was to be sent to somebody could not be: that one goes. */
  private void cannotReach(int connection, RuntimeException fault) {
    failed(connection, fault);
    Speaking one = speaking.get(connection);
    if (one != null) {
      guarded(connection, one.link(), one.link()::close);
    }
  }

  private void begin(int connection, Role role, Link link) {
    Session session =
        switch (role) {
          case DISPATCH_SERVER -> new DispatchSession(site, link);
          case NOTIFICATION_SERVER -> new NotificationSession(site, link);
          case SWITCHBOARD -> new SwitchboardSession(site, link);
          default -> throw new IllegalArgumentException("nobody speaks lines with " + role.word());
        };
    speaking.put(connection, new Speaking(link, session, role, site.instant()));
    link.whenGone(
        () -> {
          speaking.remove(connection);
          onlooker.closed(connection);
        });
    link.whenClosed(() -> end(connection, session));
    onlooker.connected(connection, role, link.remote());
  }

  /** A fault at the end must not end the one in whose course it came to that. */
  private void end(int connection, Session session) {
    try {
      session.ended();
    } catch (RuntimeException fault) {
      failed(connection, fault);
    }
  }

  /** A client has said something. */
  public void line(int connection, Frame frame, long now) {
    site.setNow(now);
    Speaking one = speaking.get(connection);
    if (one == null || !one.link().isOpen()) {
      return;
    }
    guarded(connection, one.link(), () -> hear(connection, one, frame));
    settle();
  }

  /** A client has said something that somebody else answers: it is there, and owes no answer. */
  public void passedBy(int connection, Frame frame, long now) {
    site.setNow(now);
    Speaking one = speaking.get(connection);
    if (one != null && one.link().isOpen()) {
      guarded(connection, one.link(), () -> one.session().passedBy(frame));
    }
    settle();
  }

  private void hear(int connection, Speaking one, Frame frame) {
    onlooker.heard(connection, frame);
    try {
      one.session().heard(frame);
    } catch (Refused refused) {
      refuse(one, frame, refused);
    }
  }

  private static void refuse(Speaking one, Frame frame, Refused refused) {
    Link link = one.link();
    if (refused.hasCode()) {
      link.say("%s %s".formatted(refused.code(), Words.idOf(frame)));
    }
    if (!refused.why().isEmpty()) {
      link.deviated(
          new Misstep(
              refused.why(),
              frame.text(),
              refused.isOutOfPlace() ? one.session().expected() : Forms.of(frame.command()),
              Forms.hint(frame),
              refused.code(),
              refused.closes()));
    }
    if (refused.closes()) {
      link.close();
    }
  }

  /** What a client has said makes no line. */
  public void malformed(int connection, String what, long now) {
    site.setNow(now);
    Speaking one = speaking.get(connection);
    if (one != null) {
      one.link().deviated(new Misstep(what, "", "", "", 0, true));
      guarded(connection, one.link(), one.link()::close);
    }
    settle();
  }

  /** A client has closed. */
  public void closed(int connection, long now) {
    site.setNow(now);
    Speaking one = speaking.get(connection);
    if (one != null) {
      guarded(connection, one.link(), one.link()::closed);
    }
    settle();
  }

  /** Answers a request to nexus or login. */
  public Answer answer(Role role, Request request, long now) {
    site.setNow(now);
    Answer answer;
    try {
      answer = site.passport().answer(role, request);
    } catch (RuntimeException fault) {
      failed(0, fault);
      answer = new Answer(500, "Internal Server Error", List.of(), new byte[0]);
    }
    settle();
    return answer;
  }

  /**
   * Lets a ticket in that somebody else has issued, for this account, as often as it comes.
   *
   * @throws IllegalArgumentException where there is no such account
   */
  public void honour(String address, String ticket) {
    Person who =
        site.world()
            .find(address)
            .orElseThrow(() -> new IllegalArgumentException("there is no account " + address));
    site.passport().honour(who, ticket);
  }

  /** Tells whoever looks on of something that is about no connection. */
  public void noted(String text) {
    site.noted(text);
  }

  /** When something happens by itself; {@link Long#MAX_VALUE}: never. */
  public long nextDue() {
    return site.alarms().next();
  }

  /** Lets happen what is due. */
  public void tick(long now) {
    site.setNow(now);
    site.alarms().ring(now, fault -> failed(0, fault));
    settle();
  }

  /** What there is to be seen, at the latest moment that this was told of. */
  public Overview overview() {
    return new Overview(site, speaking);
  }

  /**
   * What can be done to it, at the latest moment that this was told of. What it changes is kept,
   * and told to whom it concerns, when it returns.
   */
  public Interventions interventions() {
    return new Interventions(site, speaking, this::settle);
  }

  /** How many connections there are. */
  public int connections() {
    return speaking.size();
  }
}
