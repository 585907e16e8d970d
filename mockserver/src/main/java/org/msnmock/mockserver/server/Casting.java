package org.msnmock.mockserver.server;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;

/** Which play gets what comes in. */
interface Casting {
  /** The play of a new connection; null where no play wants it. */
  @Nullable HostedPlay forConnection(Service service, long now);

  /** The play of a request, or of what should have become one. */
  @Nullable HostedPlay forRequest(Service service);

  /** The play of this number, if it goes on. */
  @Nullable HostedPlay numbered(int number);

  /** Something happened in a play: it may await something else now. */
  void touched(HostedPlay play);

  void ended(HostedPlay play);

  /** Those that go on, the oldest first. */
  Collection<HostedPlay> living();

  /** One play, which gets everything, also after its end. */
  final class OnePlay implements Casting {
    private @Nullable HostedPlay only;

    void begin(HostedPlay play, long now) {
      only = play;
      play.begin(now);
    }

    @Override
    public @Nullable HostedPlay forConnection(Service service, long now) {
      return only;
    }

    @Override
    public @Nullable HostedPlay forRequest(Service service) {
      return only;
    }

    @Override
    public @Nullable HostedPlay numbered(int number) {
      return only;
    }

    @Override
    public void touched(HostedPlay play) {}

    @Override
    public void ended(HostedPlay play) {}

    @Override
    public Collection<HostedPlay> living() {
      return only == null || only.isOver() ? List.of() : List.of(only);
    }
  }

  /**
   * A play for each client. What plays await is looked at only when something must be given to one
   * of them, and only at those that were touched since: so a step costs the same with any number of
   * plays.
   */
  final class ManyPlays implements Casting {
    private final Loop loop;
    private final Repertoire repertoire;
    private final NavigableMap<Integer, HostedPlay> living = new TreeMap<>();
    private final Map<Service, NavigableMap<Integer, HostedPlay>> awaiting = new LinkedHashMap<>();
    private final Set<Service> entries;
    private final Set<HostedPlay> touched = new LinkedHashSet<>();

    /** Of several clients, by their names: the plays in which each has not been yet. */
    private final Map<String, NavigableMap<Integer, HostedPlay>> incomplete = new LinkedHashMap<>();

    private int last;

    ManyPlays(Loop loop, Repertoire repertoire) {
      this.loop = loop;
      this.repertoire = repertoire;
      this.entries = repertoire.entries();
      for (Service service : repertoire.services()) {
        awaiting.put(service, new TreeMap<>());
        if (!service.client().isEmpty()) {
          incomplete.put(service.client(), new TreeMap<>());
        }
      }
    }

    @Override
    public @Nullable HostedPlay forConnection(Service service, long now) {
      HostedPlay play = oldestAwaiting(service);
      if (play == null && entries.contains(service)) {
        play = first(incomplete.get(service.client()));
        play = play == null ? next(now) : play;
      }
      if (play != null && incomplete.containsKey(service.client())) {
        incomplete.get(service.client()).remove(play.number());
      }
      return play;
    }

    @Override
    public @Nullable HostedPlay forRequest(Service service) {
      HostedPlay oldest = oldestAwaiting(service);
      return oldest != null ? oldest : first(living);
    }

    @Override
    public @Nullable HostedPlay numbered(int number) {
      return living.get(number);
    }

    @Override
    public void touched(HostedPlay play) {
      touched.add(play);
    }

    @Override
    public void ended(HostedPlay play) {
      touched.remove(play);
      living.remove(play.number());
      awaiting.values().forEach(plays -> plays.remove(play.number()));
      incomplete.values().forEach(plays -> plays.remove(play.number()));
    }

    @Override
    public Collection<HostedPlay> living() {
      return List.copyOf(living.values());
    }

    private HostedPlay next(long now) {
      last++;
      HostedPlay play = new HostedPlay(last, loop, repertoire, now);
      living.put(last, play);
      incomplete.values().forEach(plays -> plays.put(play.number(), play));
      play.begin(now);
      return play;
    }

    private @Nullable HostedPlay oldestAwaiting(Service service) {
      for (HostedPlay play : touched) {
        for (Map.Entry<Service, NavigableMap<Integer, HostedPlay>> one : awaiting.entrySet()) {
          if (play.awaits(one.getKey())) {
            one.getValue().put(play.number(), play);
          } else {
            one.getValue().remove(play.number());
          }
        }
      }
      touched.clear();
      return first(awaiting.get(service));
    }

    private static @Nullable HostedPlay first(@Nullable NavigableMap<Integer, HostedPlay> plays) {
      return plays == null || plays.isEmpty() ? null : plays.firstEntry().getValue();
    }
  }
}
