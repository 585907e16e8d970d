package org.msnmock.mockserver.emulator;

import static org.msnmock.mockserver.emulator.ListName.FORWARD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.Person.Listed;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Text;

/**
 * Signs somebody in, tells them who is there, and calls them.
 *
 * <pre>
 * VER, CVR, USR TWN I ──► challenged ── USR TWN S ──► signed in ── SYN, CHG ... ──► OUT, or a close
 * </pre>
 */
final class NotificationSession implements Session {
  private static final String WINDOW = "50";

  private static final int MOST_CHANGES = 5;
  private static final Duration QUICK = Duration.ofSeconds(10);

  private final Site site;
  private final Link link;
  private final Handshake handshake;
  private final Silence silence;
  private final Challenge challenge;
  private final ListCommands lists;
  private final Haste changes = new Haste(MOST_CHANGES, QUICK);
  private String signature = "";
  private String claimed = "";
  private @Nullable Person user;
  private boolean hasLists;

  /** The transaction id of a first CHG that came before SYN; empty: nobody is to be told of yet. */
  private String owed = "";

  NotificationSession(Site site, Link link) {
    this.site = site;
    this.link = link;
    this.handshake = new Handshake(link, site.manners());
    this.silence = new Silence(site, link, site.manners().idle());
    this.challenge = new Challenge(site, link);
    this.lists = new ListCommands(site, link);
  }

  // ---- what the client says ----

  @Override
  public void passedBy(Frame frame) {
    silence.broken();
    if (frame.command().equals("QRY")) {
      challenge.end();
    }
  }

  @Override
  public void heard(Frame frame) {
    silence.broken();
    if (frame.command().equals("OUT")) {
      throw Refused.silently(Words.besides(frame));
    }
    if (user == null) {
      signIn(Words.of(frame));
    } else if (frame.command().equals("PNG")) {
      link.note(Words.besides(frame));
      link.say(isNine() && !site.manners().isStrictCount() ? "QNG " + WINDOW : "QNG");
    } else {
      command(frame, user);
    }
  }

  private void signIn(Words words) {
    switch (words.command()) {
      case "VER" -> handshake.version(words);
      case "CVR" -> handshake.client(words);
      case "USR" -> claim(words);
      default -> throw Refused.outOfPlace("%s came before the sign-in".formatted(words.command()));
    }
  }

  private void claim(Words words) {
    if (words.count() > 1 && words.at(0).equals("TWN") && words.at(1).equals("S")) {
      prove(words);
      return;
    }
    claimed = handshake.account(words);
    signature = site.passport().signature();
    link.say("USR %s TWN S %s".formatted(words.id(), site.passport().challenge(signature)));
  }

  private void prove(Words words) {
    if (claimed.isEmpty()) {
      throw Refused.closing(Refused.AUTHENTICATION_FAILED, "USR TWN S came before USR TWN I");
    }
    Person person = site.world().find(claimed).orElse(null);
    if (person == null) {
      throw Refused.closing(Refused.AUTHENTICATION_FAILED, "there is no account " + claimed);
    }
    Optional<String> complaint = site.passport().redeem(person, words.at(2), signature);
    if (complaint.isPresent()) {
      throw Refused.closing(
          Refused.AUTHENTICATION_FAILED,
          "the ticket of %s is not one that the login gave for this challenge: %s"
              .formatted(claimed, complaint.get()));
    }
    enter(words, person);
  }

  private void enter(Words words, Person person) {
    NotificationSession before = person.session();
    if (before != null) {
      before.leaveFor("OTH");
    }
    user = person;
    link.is(person);
    person.enter(this);
    link.say(
        "USR %s OK %s %s %s %s"
            .formatted(
                words.id(),
                person.address(),
                person.name(),
                person.isVerified() ? 1 : 0,
                person.isKid() ? 1 : 0));
    gets(Letters.profile(person, site, link.remote()));
    if (person.mailbox() >= 0) {
      gets(Letters.mailbox(person.mailbox()));
    }
  }

  /** Says that the session is over, and why: {@code OTH}, {@code SSD}; empty: without a reason. */
  void leaveFor(String reason) {
    link.say(withValue("OUT", reason));
    link.close();
  }

  /** Sends what the service itself writes. */
  void gets(String letter) {
    link.say("MSG Hotmail Hotmail", Text.encode(letter));
  }

  int connection() {
    return link.number();
  }

  @Override
  public @Nullable Person user() {
    return user;
  }

  private void command(Frame frame, Person who) {
    Words words = Words.of(frame);
    if (words.command().equals("CHG") || words.command().equals("REA")) {
      slowDown();
    }
    switch (words.command()) {
      case "SYN" -> synchronize(words, who);
      case "CHG" -> change(words, who);
      case "QRY" -> answer(words, frame);
      case "XFR" -> openTalk(words, who);
      case "URL" -> page(words, who);
      case "USR" -> throw Refused.with(Refused.ALREADY_SIGNED_IN);
      case "VER", "CVR" ->
          throw Refused.closing(Refused.NOT_EXPECTED, words.command() + " came after the sign-in");
      case "LST", "LSG", "FND" -> throw Refused.with(Refused.DISABLED);
      case "PAG" -> throw Refused.with(Refused.NOT_EXPECTED);
      case "IMS" -> link.say("IMS %s 0 %s".formatted(words.id(), words.at(0)));
      default -> lists.command(words, who, this);
    }
  }

  /** Refuses changes that come too quickly, where that is wanted. */
  private void slowDown() {
    if (site.manners().rateLimits() && changes.isTooGreat(site.now())) {
      throw Refused.with(Refused.CHANGING_TOO_FAST);
    }
    changes.add(site.now());
  }

  // ---- lists ----

  private void synchronize(Words words, Person who) {
    hasLists = true;
    long cached = Words.number(words.at(0));
    if (cached == who.serial()) {
      link.say("SYN %s %s".formatted(words.id(), cached));
    } else {
      link.say(everything(words, who));
    }
    if (!owed.isEmpty()) {
      tellOfAll(owed, who);
      owed = "";
    }
  }

  private static List<String> everything(Words words, Person who) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "SYN %s %s %s %s"
            .formatted(words.id(), who.serial(), who.listed().size(), who.groups().size()));
    lines.add("GTC " + (who.asks() ? "A" : "N"));
    lines.add("BLP " + (who.isOpen() ? "AL" : "BL"));
    who.properties().forEach((type, value) -> lines.add("PRP %s %s".formatted(type, value)));
    who.groups().forEach((id, name) -> lines.add("LSG %s %s 0".formatted(id, name)));
    for (Listed listed : who.listed()) {
      lines.add("LST " + listed.line());
      if (listed.isOn(FORWARD)) {
        properties(listed.who(), who)
            .forEach((type, value) -> lines.add("BPR %s %s".formatted(type, value)));
      }
    }
    return lines;
  }

  /** What somebody may know of a contact. */
  static Map<String, String> properties(Person contact, Person who) {
    if (!contact.allows(who)) {
      return Map.of();
    }
    Map<String, String> told = new TreeMap<>(contact.properties());
    told.remove(Person.OWN_PROPERTY);
    return told;
  }

  // ---- presence ----

  private void change(Words words, Person who) {
    String status = words.at(0);
    if (status.equals("FLN")) {
      throw Refused.with(Refused.INVALID_PARAMETER);
    }
    if (!Presence.SETTABLE.contains(status)) {
      throw Refused.silently("nobody can take the status " + status);
    }
    boolean isFirst = who.presence() == null;
    Presence shown = new Presence(status, clientId(words), words.from(2));
    link.say("CHG %s %s".formatted(words.id(), words.from(0)));
    if (isFirst && wantsPresenceOnce()) {
      tellOfAll(words.id(), who);
    } else if (isFirst) {
      owed = words.id();
    }
    site.world().show(who, shown);
    if (isFirst) {
      challenge.begin();
    }
  }

  /** As the client gave it; a blank at the end of the line is none. */
  private static String clientId(Words words) {
    String given = words.count() > 1 ? words.at(1) : "";
    if (given.isEmpty() && words.count() > 2) {
      throw Refused.silently("CHG has two blanks in the place of the client id");
    }
    return given.isEmpty() ? "0" : given;
  }

  /** Tells of all who are there, as behind the CHG of that transaction id. */
  private void tellOfAll(String id, Person who) {
    List<String> seen = new ArrayList<>();
    site.world().forEachSeen(who, one -> seen.add(initial(id, one, who)));
    link.say(seen);
  }

  /** {@code ILN 9 NLN bob@example.com Bob 0}. */
  String initial(String id, Person contact, Person who) {
    Presence seen = Objects.requireNonNull(contact.seenBy(who));
    return "ILN %s %s".formatted(id, seen.of(contact, showsPictures()));
  }

  private boolean wantsPresenceOnce() {
    return hasLists || site.manners().isLenient();
  }

  /** Whether the user is told of others by now. */
  boolean wantsPresence() {
    return wantsPresenceOnce() && user != null && user.presence() != null;
  }

  private boolean showsPictures() {
    return isNine() && !site.manners().isStrictCount();
  }

  private boolean isNine() {
    return handshake.isNine();
  }

  void seesOnline(Person who, Presence seen) {
    link.say("NLN " + seen.of(who, showsPictures()));
  }

  void seesOffline(Person who) {
    link.say("FLN " + who.address());
  }

  /** Whether the user has the lists, and so knows whom news are about. */
  boolean hasLists() {
    return hasLists;
  }

  void seesProperty(Person who, String type, String value, long serial) {
    link.say(withValue("BPR %s %s %s".formatted(serial, who.address(), type), value));
  }

  /** A value that is empty is not there. */
  static String withValue(String line, String value) {
    return value.isEmpty() ? line : line + " " + value;
  }

  void wasAdded(Person by, long serial) {
    link.say("ADD 0 RL %s %s %s".formatted(serial, by.address(), by.name()));
  }

  void wasRemoved(Person by, long serial) {
    link.say("REM 0 RL %s %s".formatted(serial, by.address()));
  }

  // ---- the rest ----

  private void answer(Words words, Frame frame) {
    challenge.answered(words.at(0), frame.payloadText());
    link.say("QRY " + words.id());
  }

  private void openTalk(Words words, Person who) {
    if (!words.at(0).equals("SB")) {
      throw Refused.silently("nobody is sent to " + words.at(0));
    }
    Presence shown = who.presence();
    if (shown == null || shown.isHidden()) {
      throw Refused.with(Refused.HIDDEN);
    }
    Talk talk = new Talk(site);
    link.say(
        "XFR %s SB %s CKI %s"
            .formatted(
                words.id(), talk.switchboard(link.places()), site.passes().begin(who, talk)));
  }

  /** Somebody calls the user. */
  void rings(Person caller, Talk talk, Person called) {
    String pass = site.passes().invite(called, talk, caller);
    rings(caller.address(), caller.name(), talk.switchboard(link.places()), talk, pass);
  }

  /**
   * Somebody calls the user, or so it seems.
   *
   * @param callerName encoded
   * @param switchboard where the conversation is said to be
   */
  void rings(String caller, String callerName, String switchboard, Talk talk, String pass) {
    link.say(
        "RNG %s %s CKI %s %s %s".formatted(talk.number(), switchboard, pass, caller, callerName));
  }

  private void page(Words words, Person who) {
    String what = words.at(0);
    boolean isMail = List.of("INBOX", "FOLDERS", "COMPOSE").contains(what);
    if (isMail && who.mailbox() < 0) {
      throw Refused.with(Refused.NO_MAILBOX);
    }
    link.say(
        "URL %s /cgi-bin/%s https://loginnet.example/ppsecure/md5auth.srf?lc=1033 2"
            .formatted(words.id(), isMail ? "HoTMaiL" : "page"));
  }

  @Override
  public String expected() {
    if (user != null) {
      return "SYN, CHG, ADD, REM, REA, ADG, REG, RMG, PRP, BLP, GTC, QRY, XFR, URL, PNG or OUT";
    }
    return claimed.isEmpty() ? handshake.expected() : "USR <id> TWN S <ticket>";
  }

  @Override
  public void ended() {
    silence.end();
    challenge.end();
    if (user != null) {
      site.world().left(user, this);
    }
  }
}
