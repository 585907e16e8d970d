package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation: who is in it, and who is called. */
final class Talk {
  /** How long nobody answers a call until the same person can be called again. */
  private static final Duration RINGING = Duration.ofMinutes(2);

  private final Site site;
  private final String number;
  private final Map<Person, SwitchboardSession> members = new LinkedHashMap<>();
  private final Map<Person, Call> called = new HashMap<>();
  private long heardAt;
  private Alarms.@Nullable Alarm alarm;

  /**
   * Somebody is called.
   *
   * @param rung the session of theirs that was told
   */
  private record Call(NotificationSession rung, long until) {}

  Talk(Site site) {
    this.site = site;
    this.number = site.nextTalk();
  }

  /** The switchboard on which it is held, as this client finds it. */
  String switchboard(Places places) {
    return places.switchboard(Long.parseLong(number));
  }

  /** What RNG and ANS call it. */
  String number() {
    return number;
  }

  Set<Person> members() {
    return members.keySet();
  }

  /** Somebody comes in; the others learn of it. */
  void enter(Person who, SwitchboardSession session) {
    heard();
    SwitchboardSession before = members.get(who);
    if (before != null) {
      leave(who, before);
      before.end();
    }
    for (SwitchboardSession other : members.values()) {
      other.joined(who);
    }
    called.remove(who);
    members.put(who, session);
    site.talks().put(number, this);
    if (alarm == null) {
      alarm = site.alarms().set(site.after(limit()), this::due);
    }
  }

  /** Somebody has gone; the others learn of it. */
  void leave(Person who, SwitchboardSession session) {
    if (!members.remove(who, session)) {
      return;
    }
    for (SwitchboardSession other : members.values()) {
      other.left(who, "");
    }
    if (members.isEmpty()) {
      emptied();
    }
  }

  private void emptied() {
    site.talks().remove(number);
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  /** Ends as if its server had fallen over: nobody is told anything. */
  void breaks() {
    List<SwitchboardSession> gone = List.copyOf(members.values());
    members.clear();
    emptied();
    gone.forEach(SwitchboardSession::breaks);
  }

  /** As it is now. */
  SwitchboardView view() {
    return new SwitchboardView(
        number,
        members.entrySet().stream()
            .map(
                member ->
                    new SwitchboardView.Member(
                        member.getKey().address(), member.getValue().connection()))
            .toList(),
        called.entrySet().stream()
            .filter(one -> site.now() < one.getValue().until())
            .map(one -> one.getKey().address())
            .sorted()
            .toList());
  }

  /** Whether somebody is in it already, or is being called. */
  boolean has(Person who) {
    Call call = called.get(who);
    return members.containsKey(who)
        || call != null && call.rung() == who.session() && site.now() < call.until();
  }

  void calls(Person who, NotificationSession rung) {
    heard();
    called.put(who, new Call(rung, site.after(RINGING)));
  }

  /** Something has been said, or somebody called. */
  void heard() {
    heardAt = site.now();
  }

  /**
   * Hands a message to everybody but its sender.
   *
   * @return whether somebody got it
   */
  boolean relay(Person sender, byte[] payload) {
    heard();
    boolean isHeard = false;
    for (Map.Entry<Person, SwitchboardSession> member : members.entrySet()) {
      if (member.getKey() != sender) {
        member.getValue().hears(sender, payload);
        isHeard = true;
      }
    }
    return isHeard;
  }

  private Duration limit() {
    return site.manners().talkIdle();
  }

  private void due() {
    if (site.now() - heardAt < limit().toNanos()) {
      alarm = site.alarms().set(heardAt + limit().toNanos(), this::due);
      return;
    }
    emptied();
    for (Person who : List.copyOf(members.keySet())) {
      SwitchboardSession gone = members.remove(who);
      for (SwitchboardSession other : members.values()) {
        other.left(who, " 1");
      }
      if (gone != null) {
        gone.end();
      }
    }
  }
}
