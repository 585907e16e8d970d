package org.msnmock.mockserver.emulator;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.msnmock.mockserver.emulator.NotPossibleException.Reason;
import org.msnmock.mockserver.wire.Text;

/**
 * What somebody who looks on can do to a world. For the emulator's thread. Each of these throws
 * {@link NotPossibleException} where it cannot be done, and has changed nothing then.
 */
public final class Interventions {
  /** Of a line, or of its payload, in bytes. */
  public static final int LONGEST = 1 << 20;

  /** Of what a letter or a call shows, in bytes as they are sent. */
  public static final int LONGEST_TEXT = 387;

  /** How long anything may be kept back. */
  public static final Duration SLOWEST = Duration.ofMinutes(10);

  /** How long before it somebody may know of a shutdown. */
  public static final int MOST_MINUTES = 1_440;

  /** Phones of these types are none, but yes or no. */
  private static final Set<String> SWITCHES = Set.of("MOB", "MBE");

  private static final Set<String> YES_OR_NO = Set.of("Y", "N");

  private final Site site;
  private final Map<Integer, Speaking> speaking;
  private final Runnable settle;

  /**
   * @param settle to be done whenever something was done to the world
   */
  Interventions(Site site, Map<Integer, Speaking> speaking, Runnable settle) {
    this.site = site;
    this.speaking = speaking;
    this.settle = settle;
  }

  // ---- lines ----

  /** Sends a line, whatever it says. */
  public void say(int connection, String line) {
    link(connection).send(Text.encode(checked(line) + "\r\n"));
    settle.run();
  }

  /** Sends a line, to which the length is added, and its payload. */
  public void say(int connection, String line, byte[] payload) {
    Link link = link(connection);
    if (payload.length > LONGEST) {
      throw invalid("a payload has %s bytes at the most".formatted(LONGEST));
    }
    link.say(checked(line), payload.clone());
    settle.run();
  }

  private static String checked(String line) {
    if (line.isEmpty() || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
      throw invalid("a line is not empty, and has no end of a line in it");
    }
    if (Text.length(line) > LONGEST) {
      throw invalid("a line has %s bytes at the most".formatted(LONGEST));
    }
    return line;
  }

  /**
   * A call that somebody gets, though nobody has made it.
   *
   * @param who is called
   * @param from any address, also one that does not exist
   * @param name the caller's, not encoded; empty: that of the account, or else the address
   * @param switchboard {@code host:port} to which it leads; empty: to the own one, where whoever
   *     answers is alone
   */
  public record Ring(String who, String from, String name, String switchboard) {}

  /**
   * Lets it ring.
   *
   * @return the number of the conversation
   */
  public String ring(Ring ring) {
    NotificationSession session = signedIn(ring.who());
    Person called = person(ring.who());
    String from = word(ring.from(), "the address of a caller");
    String name =
        ring.name().isEmpty()
            ? site.world().find(from).map(Person::name).orElse(WireName.of(from))
            : WireName.of(text(ring.name(), "the name of a caller"));
    Talk talk = new Talk(site);
    String where =
        ring.switchboard().isEmpty()
            ? talk.switchboard(site.places())
            : word(ring.switchboard(), "the address of a switchboard");
    try {
      String pass = site.passes().ring(called, talk);
      session.rings(from, name, where, talk, pass);
    } catch (Refused e) {
      throw new NotPossibleException(
          Reason.TOO_MANY, "%s is called too often already".formatted(called.address()));
    }
    settle.run();
    return talk.number();
  }

  /**
   * A letter comes, and its receiver is told if they are signed in.
   *
   * @param fromName not encoded; empty: the address
   */
  public void mail(String who, String from, String fromName, String subject) {
    Person person = person(who);
    if (person.mailbox() == Account.NO_MAILBOX) {
      throw new NotPossibleException(
          Reason.NO_MAILBOX,
          "%s has no mailbox; give the account one first".formatted(person.address()));
    }
    if (person.mailbox() >= Account.MOST_LETTERS) {
      throw new NotPossibleException(
          Reason.MAILBOX_FULL,
          "%s has %s letters already, the most there may be"
              .formatted(person.address(), Account.MOST_LETTERS));
    }
    String sender = word(from, "the address of a sender");
    String name = fromName.isEmpty() ? sender : text(fromName, "the name of a sender");
    String shown = subject.isEmpty() ? "" : text(subject, "a subject");
    person.addLetter();
    NotificationSession session = person.session();
    if (session != null) {
      session.gets(Letters.mail(person.mailbox(), sender, name, shown));
    }
    settle.run();
  }

  // ---- ends ----

  /** How a connection ends. */
  public enum Farewell {
    /** {@code OUT OTH}: the account is used elsewhere. */
    ELSEWHERE("OUT OTH"),
    /** {@code OUT SSD}: the server goes down. */
    SHUTDOWN("OUT SSD"),
    /** {@code OUT} and no reason. */
    PLAIN("OUT"),
    /** Without a word. */
    NONE(""),
    /** Without a word, with RST. */
    RESET("");

    private final String line;

    Farewell(String line) {
      this.line = line;
    }
  }

  /** Ends a connection. */
  public void kick(int connection, Farewell how) {
    Link link = link(connection);
    link.note("is hung up on, as somebody wanted it");
    if (how == Farewell.RESET) {
      link.end(Cut.Ending.RESET);
    } else {
      if (!how.line.isEmpty()) {
        link.say(how.line);
      }
      link.close();
    }
    settle.run();
  }

  /** Ends the session of somebody; their conversations go on. */
  public void kick(String who, Farewell how) {
    kick(signedIn(who).connection(), how);
  }

  /**
   * Tells all who are signed in that the service goes down, and does so then: all sessions end with
   * {@code OUT SSD}; conversations go on, and whoever comes back gets in. A second time it counts
   * anew.
   */
  public void shutDown(int minutes) {
    if (minutes < 0 || minutes > MOST_MINUTES) {
      throw invalid("a shutdown comes in 0 to %s minutes".formatted(MOST_MINUTES));
    }
    site.shutDownAfter(Duration.ofMinutes(minutes), this::goDown);
    for (Speaking one : List.copyOf(speaking.values())) {
      if (one.session() instanceof NotificationSession session && session.user() != null) {
        session.gets(Letters.shutdown(minutes));
      }
    }
    settle.run();
  }

  private void goDown() {
    for (Speaking one : List.copyOf(speaking.values())) {
      if (one.session() instanceof NotificationSession session) {
        if (session.user() == null) {
          one.link().close();
        } else {
          session.leaveFor("SSD");
        }
      }
    }
  }

  // ---- faults of a connection ----

  /** From now on, everything that is sent comes so much later, in its order; zero: at once. */
  public void slow(int connection, Duration time) {
    if (time.isNegative() || time.compareTo(SLOWEST) > 0) {
      throw invalid("a connection is slow by 0 s to %s s".formatted(SLOWEST.toSeconds()));
    }
    link(connection).hinder(site).delay(time);
    settle.run();
  }

  /** Breaks a connection off, now or in the midst of what is said there. */
  public void cut(int connection, Cut where) {
    link(connection).hinder(site).cut(where);
    settle.run();
  }

  /** Breaks a conversation off for all, now and without a word, as if its server had died. */
  public void cutSwitchboard(String number) {
    Talk talk = site.talks().get(number);
    if (talk == null) {
      throw new NotPossibleException(
          Reason.NO_SUCH_SWITCHBOARD,
          "there is no conversation %s; there are %s".formatted(number, site.talks().keySet()));
    }
    talk.breaks();
    settle.run();
  }

  // ---- accounts ----

  /** Somebody new may sign in. */
  public void add(Account account) {
    if (site.world().find(account.address()).isPresent()) {
      throw new NotPossibleException(
          Reason.ALREADY_THERE, "there is an account %s already".formatted(account.address()));
    }
    if (site.world().isFull()) {
      throw new NotPossibleException(Reason.TOO_MANY, "there is no room for one more account");
    }
    check(account);
    site.world().enroll(account);
    settle.run();
  }

  /** Somebody has another account from now on; they are signed out first. */
  public void change(Account account) {
    Person person = person(account.address());
    check(account);
    signOut(person);
    site.world().change(person, account);
    settle.run();
  }

  /** Somebody has no account any more; they are signed out, and on nobody's list. */
  public void remove(String who) {
    Person person = person(who);
    signOut(person);
    site.passes().forget(person);
    site.world().expel(person);
    settle.run();
  }

  private void check(Account account) {
    checkTexts(account);
    Set<String> seen = new HashSet<>();
    for (Account.Contact contact : account.contacts()) {
      String address = Person.key(contact.address());
      boolean isSelf = address.equals(Person.key(account.address()));
      if (isSelf || !seen.add(address) || contact.lists().contains(ListName.REVERSE)) {
        throw invalid(
            "%s: nobody is on lists of their own, or twice, or on RL, which follows from the others' lists"
                .formatted(contact.address()));
      }
      if (contact.lists().containsAll(Set.of(ListName.ALLOW, ListName.BLOCK))) {
        throw invalid(contact.address() + ": nobody is on AL and BL at once");
      }
      if (!account.groups().keySet().containsAll(contact.groups())) {
        throw invalid(
            "%s is in the groups %s, and there are %s"
                .formatted(contact.address(), contact.groups(), account.groups().keySet()));
      }
      Person unused = person(address);
    }
  }

  /** What nobody could write down in a file of accounts is refused here, too. */
  private static void checkTexts(Account account) {
    if (!Account.isName(account.name())) {
      throw invalid("a name has 1 to %s bytes as it is sent".formatted(Account.LONGEST_NAME));
    }
    Set<String> groups = new HashSet<>(account.groups().values());
    if (groups.size() < account.groups().size()
        || !groups.stream().allMatch(Account::isGroupName)) {
      throw invalid(
          "groups have different names, of 1 to %s bytes as they are sent"
              .formatted(Account.LONGEST_GROUP));
    }
    if (!account.settings().phones().entrySet().stream().allMatch(Interventions::isPhone)) {
      throw invalid(
          "a phone number has 1 to %s bytes as it is sent; MOB and MBE are Y or N"
              .formatted(Account.LONGEST_PHONE));
    }
  }

  private static boolean isPhone(Map.Entry<String, String> phone) {
    return SWITCHES.contains(phone.getKey())
        ? YES_OR_NO.contains(phone.getValue())
        : Account.isPhone(phone.getValue());
  }

  private void signOut(Person person) {
    for (Speaking one : List.copyOf(speaking.values())) {
      if (one.session().user() == person) {
        if (one.session() instanceof NotificationSession session) {
          session.leaveFor("");
        } else {
          one.link().close();
        }
      }
    }
  }

  // ---- what is named ----

  private Link link(int connection) {
    Speaking one = speaking.get(connection);
    if (one == null || !one.link().isOpen()) {
      throw new NotPossibleException(
          Reason.NO_SUCH_CONNECTION, "there is no connection %s".formatted(connection));
    }
    return one.link();
  }

  private Person person(String address) {
    return site.world()
        .find(address)
        .orElseThrow(
            () ->
                new NotPossibleException(Reason.NO_SUCH_PERSON, "there is no account " + address));
  }

  private NotificationSession signedIn(String address) {
    Person person = person(address);
    NotificationSession session = person.session();
    if (session == null) {
      throw new NotPossibleException(
          Reason.NOT_SIGNED_IN, "%s is not signed in".formatted(person.address()));
    }
    return session;
  }

  private static String word(String text, String what) {
    boolean isWord = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != 0x7f);
    if (!isWord || Text.length(text) > LONGEST_TEXT) {
      throw invalid("%s is one word, of %s bytes at the most".formatted(what, LONGEST_TEXT));
    }
    return text;
  }

  private static String text(String text, String what) {
    boolean isPlain = text.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (!isPlain || Text.length(WireName.of(text)) > LONGEST_TEXT) {
      throw invalid("%s is a line of text, of %s bytes at the most".formatted(what, LONGEST_TEXT));
    }
    return text;
  }

  private static NotPossibleException invalid(String message) {
    return new NotPossibleException(Reason.INVALID, message);
  }
}
