package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Frame;

/** One member of a conversation. */
final class SwitchboardSession implements Session {
  private static final Duration AUTHENTICATION = Duration.ofMinutes(1);
  private static final int LARGEST = 1_664;

  private final Site site;
  private final Link link;
  private final Silence silence;
  private @Nullable Person user;
  private @Nullable Talk talk;

  SwitchboardSession(Site site, Link link) {
    this.site = site;
    this.link = link;
    this.silence = new Silence(site, link, AUTHENTICATION);
  }

  @Override
  public void heard(Frame frame) {
    if (frame.command().equals("OUT")) {
      throw Refused.silently(Words.besides(frame));
    }
    Words words = Words.of(frame);
    if (user == null || talk == null) {
      enter(words);
      return;
    }
    switch (words.command()) {
      case "CAL" -> callUnlessTooOften(words, user, talk);
      case "MSG" -> say(words, frame, user, talk);
      default ->
          throw Refused.outOfPlace(
              "the switchboard does not know %s here".formatted(words.command()));
    }
  }

  @Override
  public void passedBy(Frame frame) {
    silence.end(); // whoever answers here has let the client in, too
    if (talk != null) {
      talk.heard();
    }
  }

  // ---- coming in ----

  private void enter(Words words) {
    boolean isCalled = words.command().equals("ANS");
    if (!isCalled && !words.command().equals("USR")) {
      throw Refused.outOfPlace("%s came before USR or ANS".formatted(words.command()));
    }
    Passes.Pass pass =
        site.passes()
            .redeem(words.at(0), words.at(1), isCalled ? Passes.Kind.ANSWER : Passes.Kind.BEGIN);
    if (pass == null || isCalled && !pass.talk().number().equals(words.at(2))) {
      boolean isAddress = words.at(0).indexOf('@') > 0; // or a word that nobody is to read
      throw Refused.closing(
          Refused.AUTHENTICATION_FAILED,
          isAddress
              ? "%s comes with a word that is not theirs, was used, or is too old"
                  .formatted(words.at(0))
              : "%s is followed by no address".formatted(words.command()));
    }
    silence.end(); // from now on, the conversation has a limit of its own
    user = pass.who();
    link.is(pass.who());
    talk = pass.talk();
    if (isCalled) {
      answer(words, pass);
    } else {
      link.say("USR %s OK %s %s".formatted(words.id(), user.address(), user.name()));
    }
    pass.talk().enter(pass.who(), this);
  }

  private void answer(Words words, Passes.Pass pass) {
    List<Person> present = new ArrayList<>(pass.talk().members());
    present.remove(pass.who());
    List<String> lines = new ArrayList<>();
    for (Person one : present) {
      lines.add(
          "IRO %s %s %s %s %s"
              .formatted(words.id(), lines.size() + 1, present.size(), one.address(), one.name()));
    }
    lines.add("ANS %s OK".formatted(words.id()));
    link.say(lines);
  }

  // ---- calling ----

  private void callUnlessTooOften(Words words, Person who, Talk where) {
    if (site.manners().rateLimits() && who.vainCalls().isTooGreat(site.now())) {
      throw Refused.with(Refused.CALLING_TOO_OFTEN);
    }
    try {
      call(words, who, where);
    } catch (Refused refused) {
      who.vainCalls().add(site.now());
      throw refused;
    }
  }

  private void call(Words words, Person who, Talk where) {
    String address = words.at(0);
    if (address.indexOf('@') < 1) {
      throw Refused.with(Refused.INVALID_NAME);
    }
    Person called = site.world().find(address).orElseThrow(() -> Refused.with(Refused.NOT_ONLINE));
    if (called == who) {
      throw Refused.with(Refused.ALREADY_THERE);
    }
    if (!called.allows(who)) {
      throw Refused.with(site.manners().isLenient() ? Refused.NOT_ONLINE : Refused.NOT_ON_LIST);
    }
    NotificationSession session = called.session();
    if (session == null || called.seenBy(who) == null) {
      throw Refused.with(Refused.NOT_ONLINE);
    }
    if (where.has(called)) { // last: an invitation is over when it can't be followed any more
      throw Refused.with(Refused.ALREADY_THERE);
    }
    session.rings(who, where, called);
    where.calls(called, session);
    link.say("CAL %s RINGING %s".formatted(words.id(), where.number()));
  }

  void joined(Person who) {
    link.say("JOI %s %s".formatted(who.address(), who.name()));
  }

  /**
   * @param why what stands behind the address, with a blank before it
   */
  void left(Person who, String why) {
    link.say("BYE " + who.address() + why);
  }

  // ---- messages ----

  private void say(Words words, Frame frame, Person who, Talk where) {
    String type = words.at(0);
    byte[] payload = frame.payload().orElse(new byte[0]);
    if (!List.of("U", "N", "A", "D").contains(type)) {
      throw Refused.silently("there is no acknowledgement of the type " + type);
    }
    if (payload.length > LARGEST) {
      throw Refused.silently(
          "a message has %s bytes, and %s at the most are relayed"
              .formatted(payload.length, LARGEST));
    }
    boolean isHeard = where.relay(who, payload) || site.manners().isLenient();
    if (isHeard && (type.equals("A") || type.equals("D"))) {
      link.say("ACK " + words.id());
    } else if (!isHeard && !type.equals("U")) {
      link.say("NAK " + words.id());
    }
  }

  void hears(Person sender, byte[] payload) {
    link.say("MSG %s %s".formatted(sender.address(), sender.name()), payload);
  }

  // ---- the end ----

  /** The conversation is over, or goes on over another connection of the same person. */
  void end() {
    link.close();
  }

  /** It is over without a word to anybody. */
  void breaks() {
    talk = null;
    link.end(Cut.Ending.CLOSE);
  }

  int connection() {
    return link.number();
  }

  @Override
  public @Nullable Person user() {
    return user;
  }

  @Override
  public String expected() {
    return user == null
        ? "USR <id> <address> <word>, as XFR gave it; or %s".formatted(Forms.of("ANS"))
        : "CAL, MSG or OUT";
  }

  @Override
  public void ended() {
    silence.end();
    if (user != null && talk != null) {
      talk.leave(user, this);
    }
  }
}
