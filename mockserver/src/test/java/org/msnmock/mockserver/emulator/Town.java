package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/** An emulator, and clients that speak with it without a socket. */
final class Town implements Outlet, Onlooker {
  static final String PASSWORD = "s3cret";

  /** Nobody is challenged, so that lines of a test are not mixed with those. */
  static final Manners UNCHALLENGED =
      new Manners(
          Manners.Style.CLASSIC,
          Duration.ofMinutes(2),
          Duration.ZERO,
          Duration.ofSeconds(50),
          Duration.ofMinutes(5),
          false,
          false);

  private static final Places PLACES = new Places("ds:1", "ns:2", "sb:3", "login:4");

  private final Emulator emulator;
  private final Map<Integer, Client> clients = new HashMap<>();
  final List<String> notes = new ArrayList<>();

  /** Where it showed that something can't be said to somebody. */
  final List<Integer> broken = new ArrayList<>();

  final List<Misstep> missteps = new ArrayList<>();
  private int latest;
  private long now;

  /** A fault, as far as an emulator can know. */
  private static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  Town(Manners manners, Account... accounts) {
    this(1, manners, accounts);
  }

  /**
   * @param epochSeconds when it begins
   */
  Town(long epochSeconds, Manners manners, Account... accounts) {
    this(Memory.none(List.of(accounts)), epochSeconds, manners, PLACES);
  }

  /** With alice and bob, who find their servers there. */
  Town(Places places) {
    this(Memory.none(List.of(account("alice"), account("bob"))), 1, UNCHALLENGED, places);
  }

  Town(Memory memory, Manners manners) {
    this(memory, 1, manners, PLACES);
  }

  private Town(Memory memory, long epochSeconds, Manners manners, Places places) {
    emulator = new Emulator(memory, manners, places, 1, epochSeconds, this, this);
  }

  /** With alice, bob, carol and dave, who don't know each other. */
  Town(Manners manners) {
    this(manners, account("alice"), account("bob"), account("carol"), account("dave"));
  }

  static Account account(String name) {
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return Account.of(name + "@example.com", PASSWORD, capital);
  }

  @Override
  public void said(int connection, byte[] bytes) {
    if (clients.get(connection).isBroken) {
      throw new BrokenException();
    }
  }

  @Override
  public void send(int connection, byte[] bytes) {
    clients.get(connection).heard.writeBytes(bytes);
  }

  @Override
  public void close(int connection) {
    clients.get(connection).isClosed = true;
  }

  @Override
  public void reset(int connection) {
    clients.get(connection).isClosed = true;
    clients.get(connection).isReset = true;
  }

  @Override
  public void noted(int connection, String text) {
    notes.add(text);
  }

  @Override
  public void deviated(int connection, Misstep misstep) {
    missteps.add(misstep);
    if (misstep.closes()) {
      notes.add(misstep.summary());
    }
  }

  @Override
  public void failed(int connection, RuntimeException fault) {
    if (!(fault instanceof BrokenException)) {
      throw fault;
    }
    broken.add(connection);
  }

  /** At this moment. */
  Emulator emulator() {
    emulator.tick(now);
    return emulator;
  }

  List<Account> accounts() {
    return emulator.accounts();
  }

  int connections() {
    return emulator.connections();
  }

  /** Time goes by, and what is due happens at its moment. */
  void pass(Duration time) {
    long end = now + time.toNanos();
    while (emulator.nextDue() <= end) {
      now = Math.max(now, emulator.nextDue());
      emulator.tick(now);
    }
    now = end;
  }

  Client connect(Role role) {
    latest++;
    Client client = new Client(latest);
    clients.put(latest, client);
    emulator.connected(latest, role, "127.0.0.1:4660", now);
    return client;
  }

  Answer request(Role role, String path, String... authorization) {
    List<String[]> headers = new ArrayList<>();
    for (String value : authorization) {
      headers.add(new String[] {"Authorization", value});
    }
    return emulator.answer(role, new Request("GET", path, "HTTP/1.1", headers), now);
  }

  /** The ticket for a challenge, or nothing. */
  String ticket(String name, String password, String challenge) {
    Answer answer =
        request(
            Role.LOGIN,
            "/login2.srf",
            "Passport1.4 OrgVerb=GET,OrgURL=http%%3A%%2F%%2Fmessenger%%2Emsn%%2Ecom,sign-in=%s%%40example.com,pwd=%s,%s"
                .formatted(name, password, challenge));
    String info = answer.headers().get(0)[1];
    int from = info.indexOf("from-PP='");
    return from < 0 ? "" : info.substring(from + 9, info.indexOf('\'', from + 9));
  }

  /** Signs somebody in, up to the profile, which is not looked at. */
  Client signIn(String name) {
    Client client = connect(Role.NOTIFICATION_SERVER);
    client.say("VER 0 MSNP9 MSNP8 CVR0").expect("VER 0 MSNP9 CVR0");
    client.say(
        "CVR 1 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS %s@example.com".formatted(name));
    assertThat(client.line()).startsWith("CVR 1 6.0.0602 ");
    client.say("USR 2 TWN I %s@example.com".formatted(name));
    String challenge = client.line();
    assertThat(challenge).startsWith("USR 2 TWN S lc=1033,");
    client.say("USR 3 TWN S " + ticket(name, PASSWORD, challenge.substring(12)));
    assertThat(client.line()).startsWith("USR 3 OK %s@example.com ".formatted(name));
    assertThat(client.message()).contains("Content-Type: text/x-msmsgsprofile");
    return client;
  }

  /** Signs somebody in, with lists and a status, and forgets what came of it. */
  Client online(String name) {
    Client client = signIn(name);
    client.say("SYN 4 0").say("CHG 5 NLN 0");
    client.forget();
    return client;
  }

  /** Puts people on each other's lists, both allowed. */
  static Account knows(Account account, String... names) {
    List<Account.Contact> people = new ArrayList<>();
    for (String name : names) {
      people.add(
          new Account.Contact(
              name + "@example.com", "", Set.of(ListName.FORWARD, ListName.ALLOW), Set.of()));
    }
    return account.with(people);
  }

  static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
      return String.format(Locale.ROOT, "%032x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One connection, seen from the client. */
  final class Client {
    private final int number;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int read;
    private boolean isClosed;
    private boolean isBroken;
    private boolean isReset;

    Client(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    boolean isClosed() {
      return isClosed;
    }

    /** Whether it was broken off with RST. */
    boolean isReset() {
      return isReset;
    }

    /** How many bytes are there that were not looked at. */
    int left() {
      return heard.size() - read;
    }

    Client say(String line) {
      emulator.line(number, Frame.line(line), now);
      return this;
    }

    Client say(String line, String payload) {
      byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      emulator.line(number, new Frame(line + " " + bytes.length, LineEnd.CRLF, bytes), now);
      return this;
    }

    private String rest() {
      byte[] all = heard.toByteArray();
      return new String(all, read, all.length - read, StandardCharsets.ISO_8859_1);
    }

    /** The next bytes, so many. */
    String take(int count) {
      String taken = new String(heard.toByteArray(), read, count, StandardCharsets.UTF_8);
      read += count;
      return taken;
    }

    /** The next line; it must be there. */
    String line() {
      int end = rest().indexOf("\r\n");
      assertThat(end).as("there is one more line than \"%s\"", rest()).isNotNegative();
      String line = take(end);
      take(2);
      return line;
    }

    Client expect(String... lines) {
      for (String line : lines) {
        assertThat(line()).isEqualTo(line);
      }
      return this;
    }

    /** The payload of a message; its line must be next. */
    String message() {
      String[] words = line().split(" ");
      assertThat(words).hasSize(4).startsWith("MSG");
      return take(Integer.parseInt(words[3]));
    }

    /** All lines that are there. */
    List<String> lines() {
      List<String> lines = new ArrayList<>();
      while (read < heard.size()) {
        lines.add(line());
      }
      return lines;
    }

    void forget() {
      read = heard.size();
    }

    Client expectNothing() {
      assertThat(lines()).isEmpty();
      return this;
    }

    void expectClosed() {
      expectNothing();
      assertThat(isClosed).as("closed").isTrue();
    }

    void expectOpen() {
      assertThat(isClosed).as("closed").isFalse();
    }

    /** From now on, nothing can be said to it. */
    Client breaks() {
      isBroken = true;
      return this;
    }

    /** The client says what makes no line. */
    void garbles() {
      emulator.malformed(number, "that is no line", now);
    }

    /** The client closes. */
    void leave() {
      emulator.closed(number, now);
    }
  }
}
