package org.msnmock.mockserver.emulator;

import java.util.HashMap;
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
  private final Map<Integer, Speaking> speaking = new HashMap<>();

  private record Speaking(Link link, Session session) {}

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
    World world = new World(memory.accounts(), manners, Math.max(1, epochSeconds));
    world.restore(memory.people());
    this.site = new Site(world, manners, places, seed, epochSeconds, onlooker);
    this.memory = memory;
    this.backlog = new Backlog(outlet);
    this.onlooker = onlooker;
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
    site.setNow(now);
    Link link = new Link(connection, remote, backlog, onlooker);
    Session session =
        switch (role) {
          case DISPATCH_SERVER -> new DispatchSession(site, link);
          case NOTIFICATION_SERVER -> new NotificationSession(site, link);
          case SWITCHBOARD -> new SwitchboardSession(site, link);
          default -> throw new IllegalArgumentException("nobody speaks lines with " + role.word());
        };
    onlooker.connected(connection, role, remote);
    speaking.put(connection, new Speaking(link, session));
    link.whenClosed(
        () -> {
          speaking.remove(connection);
          onlooker.closed(connection);
          session.ended();
        });
    settle();
  }

  /** Keeps what has changed, and only then lets out what tells of it. */
  private void settle() {
    List<Person> changed = site.world().takeUnkept();
    if (!changed.isEmpty()) {
      try {
        memory.keep(changed.stream().map(PersonCode::write));
      } catch (NotKeptException e) {
        backlog.forget();
        throw e;
      }
    }
    backlog.release();
  }

  /** A client has said something. */
  public void line(int connection, Frame frame, long now) {
    site.setNow(now);
    Speaking one = speaking.get(connection);
    if (one == null) {
      return;
    }
    onlooker.heard(connection, frame);
    try {
      one.session().heard(frame);
    } catch (Refused refused) {
      refuse(one.link(), frame, refused);
    } catch (RuntimeException fault) {
      onlooker.failed(connection, fault); // the others are to notice nothing
      one.link().close();
    }
    settle();
  }

  private static void refuse(Link link, Frame frame, Refused refused) {
    if (refused.hasCode()) {
      link.say("%s %s".formatted(refused.code(), Words.idOf(frame)));
    }
    if (!refused.why().isEmpty()) {
      link.note(refused.why());
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
      one.link().note(what);
      one.link().close();
    }
    settle();
  }

  /** A client has closed. */
  public void closed(int connection, long now) {
    site.setNow(now);
    Speaking one = speaking.get(connection);
    if (one != null) {
      one.link().closed();
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
      onlooker.failed(0, fault);
      answer = new Answer(500, "Internal Server Error", List.of(), new byte[0]);
    }
    settle();
    return answer;
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
    site.alarms().ring(now);
    settle();
  }

  /** How many connections there are. */
  public int connections() {
    return speaking.size();
  }
}
