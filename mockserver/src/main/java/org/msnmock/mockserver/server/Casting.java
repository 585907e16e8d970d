package org.msnmock.mockserver.server;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.wire.Role;

/** Which play gets what comes in. */
interface Casting {
  /** The play of a new connection; null where no play wants it. */
  @Nullable HostedPlay forConnection(Service service, Caller caller, long now);

  /** Whether the first line of a new connection is needed to know its play. */
  boolean isInDoubt(Service service);

  /** The play of a request, or of what should have become one. */
  @Nullable HostedPlay forRequest(Service service, Caller caller);

  /** The play of this number, if it goes on. */
  @Nullable HostedPlay numbered(int number);

  /** Something happened in a play: it may await something else now. */
  void touched(HostedPlay play);

  void ended(HostedPlay play);

  /** Whether a play ends for which nobody is there any more. */
  boolean endsDeserted();

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
    public @Nullable HostedPlay forConnection(Service service, Caller caller, long now) {
      return only;
    }

    @Override
    public boolean isInDoubt(Service service) {
      return false;
    }

    @Override
    public @Nullable HostedPlay forRequest(Service service, Caller caller) {
      return only;
    }

    @Override
    public @Nullable HostedPlay numbered(int number) {
      return only;
    }

    @Override
    public boolean endsDeserted() {
      return false;
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
    public @Nullable HostedPlay forConnection(Service service, Caller caller, long now) {
      HostedPlay play = likeliest(awaiting(service), service, caller);
      if (play == null && entries.contains(service)) {
        play = inhabited(incomplete.get(service.client()));
        play = play == null ? next(now) : play;
      }
      if (play != null && incomplete.containsKey(service.client())) {
        incomplete.get(service.client()).remove(play.number());
      }
      return play;
    }

    /** On a switchboard the first line has a word in it that one play has given out. */
    @Override
    public boolean isInDoubt(Service service) {
      return service.role() == Role.SWITCHBOARD && awaiting(service).size() > 1;
    }

    /** One that awaits it, unless more speaks for it that another one's client asks. */
    @Override
    public @Nullable HostedPlay forRequest(Service service, Caller caller) {
      HostedPlay waiting = likeliest(awaiting(service), service, caller);
      if (waiting != null && waiting.likeness(service, caller) >= caller.most()) {
        return waiting;
      }
      HostedPlay any = likeliest(living, service, caller);
      return waiting == null
              || any == null
              || known(any, service, caller) > known(waiting, service, caller)
          ? any
          : waiting;
    }

    @Override
    public @Nullable HostedPlay numbered(int number) {
      return living.get(number);
    }

    @Override
    public boolean endsDeserted() {
      return true;
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

    private NavigableMap<Integer, HostedPlay> awaiting(Service service) {
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
      return Objects.requireNonNull(awaiting.get(service), "no such service");
    }

    private static int known(HostedPlay play, Service service, Caller caller) {
      return Guest.known(play.likeness(service, caller));
    }

    /** The oldest of those for which most speaks. */
    private static @Nullable HostedPlay likeliest(
        NavigableMap<Integer, HostedPlay> plays, Service service, Caller caller) {
      HostedPlay likeliest = null;
      int greatest = Integer.MIN_VALUE;
      int most = caller.most();
      for (HostedPlay play : plays.values()) {
        int likeness = play.likeness(service, caller);
        if (likeness > greatest) {
          likeliest = play;
          greatest = likeness;
        }
        if (likeness >= most) {
          break; // as a rule it is the first one
        }
      }
      return likeliest;
    }

    /** The oldest in which somebody is; where there is none, the oldest. */
    private static @Nullable HostedPlay inhabited(
        @Nullable NavigableMap<Integer, HostedPlay> plays) {
      if (plays == null || plays.isEmpty()) {
        return null;
      }
      for (HostedPlay play : plays.values()) {
        if (play.isInhabited()) {
          return play;
        }
      }
      return plays.firstEntry().getValue();
    }
  }
}
