package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.emulator.PersonView;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;

/**
 * What a client does by accident or worse: alice, who behaves, notices nothing of it but that the
 * other one leaves.
 */
class RoughClientsTest {
  private static final int UNSENT_BYTES = 256 * 1024;
  private static final Manners UNCHALLENGED =
      new Manners(
          Manners.Style.CLASSIC,
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          false,
          false);
  private static final String MESSAGE = "x".repeat(1_600);

  private final List<Peer> peers = new ArrayList<>();
  private Server server;
  private Peer alice;

  @BeforeEach
  void open() throws IOException {
    server =
        Server.open(
            new ServerSettings(
                "127.0.0.1",
                "127.0.0.1",
                Map.of(),
                Optional.empty(),
                ServerSettings.DaLogin.BARE,
                Limits.DEFAULT,
                ServerSettings.CONNECTIONS,
                UNSENT_BYTES));
    List<Account> accounts =
        List.of(
            account("alice", "bob", "carol"), account("bob", "alice"), account("carol", "alice"));
    server.emulate(accounts, UNCHALLENGED, 1, Onlooker.NONE, new Audience() {});
    alice = signedIn("alice");
  }

  @AfterEach
  void close() throws IOException {
    for (Peer peer : peers) {
      peer.close();
    }
    server.close();
  }

  /** Somebody who has these on FL and AL. */
  private static Account account(String name, String... others) {
    List<Account.Contact> contacts = new ArrayList<>();
    for (String other : others) {
      contacts.add(
          new Account.Contact(
              address(other), "", Set.of(ListName.FORWARD, ListName.ALLOW), Set.of()));
    }
    return Account.of(address(name), "s3cret", name).with(contacts);
  }

  private static String address(String name) {
    return name + "@example.com";
  }

  private Peer connect(Role role) throws IOException {
    Peer peer = Peer.connect(server.addresses().port(role));
    peers.add(peer);
    return peer;
  }

  /**
   * The next line that begins so, among the next thousand.
   *
   * @param begin a regular expression
   */
  private static String line(Peer peer, String begin) throws IOException {
    Pattern pattern = Pattern.compile(begin);
    for (int i = 0; i < 1_000; i++) {
      String line = peer.line();
      if (pattern.matcher(line).lookingAt()) {
        return line;
      }
    }
    throw new AssertionError("no \"%s\" comes".formatted(begin));
  }

  private String ticket(String name, String challenge) throws IOException {
    Peer login = connect(Role.LOGIN);
    login.says(
        "GET /login2.srf HTTP/1.0\r\nAuthorization: Passport1.4 OrgVerb=GET,OrgURL=http://messenger.msn.com,sign-in=%s,pwd=s3cret,%s\r\n\r\n"
            .formatted(address(name), challenge));
    return login.restText().split("'")[1];
  }

  /** A step of a session: what is said, and how the answer begins that is waited for. */
  private record Step(String say, String answer) {}

  /** A whole session on the notification server; the words in braces come in answers. */
  private static List<Step> session(String name) {
    return List.of(
        new Step("VER 0 MSNP9 CVR0\r\n", "VER 0 MSNP9"),
        new Step(
            "CVR 1 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS %s\r\n".formatted(address(name)),
            "CVR 1 "),
        new Step("USR 2 TWN I %s\r\n".formatted(address(name)), "USR 2 TWN S "),
        new Step("USR 3 TWN S {ticket}\r\n", "USR 3 OK "),
        new Step("SYN 4 0\r\n", "SYN 4 "),
        new Step("CHG 5 NLN 0\r\n", "CHG 5 NLN 0"),
        new Step("PRP 6 PHH 1\r\n", "PRP 6 "),
        new Step("ADD 7 FL carol@example.com carol\r\n", "(ADD|215) 7"),
        new Step("REM 8 FL carol@example.com\r\n", "(REM|216) 8"),
        new Step("XFR 9 SB\r\n", "XFR 9 SB "),
        new Step("PNG\r\n", "QNG "));
  }

  /**
   * Plays so many steps of a session.
   *
   * @param words what stands in braces; added to
   */
  private void play(Peer peer, List<Step> steps, String name, Map<String, String> words)
      throws IOException {
    for (Step step : steps) {
      String answer = line(peer.says(filled(step.say(), words)), step.answer());
      if (answer.startsWith("USR 2 TWN S ")) {
        words.put("{ticket}", ticket(name, answer.substring(12)));
      } else if (answer.startsWith("XFR ")) {
        words.put("{auth}", answer.split(" ")[5]);
      }
    }
  }

  private static String filled(String text, Map<String, String> words) {
    String filled = text;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    return filled;
  }

  private Peer signedIn(String name) throws IOException {
    Peer peer = connect(Role.NOTIFICATION_SERVER);
    play(peer, session(name).subList(0, 6), name, new HashMap<>());
    return peer;
  }

  private void expectThatAliceIsServed() throws IOException {
    line(alice.says("PNG\r\n"), "QNG ");
  }

  private List<String> signedIn() {
    return server
        .ask(emulator -> emulator.overview().signedIn().stream().map(PersonView::address).toList())
        .join();
  }

  // ---- the notification server ----

  @Test
  void nobody_notices_who_is_killed_behind_or_within_any_command() throws IOException {
    List<Step> session = session("bob");
    for (int done = 0; done <= session.size(); done++) {
      for (boolean isWithin : new boolean[] {false, true}) {
        Map<String, String> words = new HashMap<>();
        Peer bob = connect(Role.NOTIFICATION_SERVER);
        play(bob, session.subList(0, done), "bob", words);
        if (isWithin) {
          String next = done < session.size() ? filled(session.get(done).say(), words) : "OUT\r\n";
          bob.says(next.substring(0, next.length() / 2));
        }
        bob.reset();
        if (done > 5) {
          line(alice, "FLN bob@example.com");
        }
        expectThatAliceIsServed();
      }
    }
    // he is not signed in any more, but can be again
    assertThat(signedIn()).doesNotContain("bob@example.com");
    signedIn("bob");
    line(alice, "NLN NLN bob@example.com");
    assertThat(signedIn()).containsExactlyInAnyOrder("alice@example.com", "bob@example.com");
  }

  @Test
  void nobody_notices_a_line_without_end() throws IOException {
    Peer bob = signedIn("bob");
    try {
      bob.says("PNG " + "x".repeat(1_000_000));
    } catch (SocketException hungUpOn) {
      // in the midst of it
    }

    line(alice, "FLN bob@example.com");
    expectThatAliceIsServed();
  }

  @Test
  void nobody_notices_a_flood_and_it_is_answered_whole() throws IOException {
    Peer bob = signedIn("bob");
    int most = UNSENT_BYTES / "QNG 50\r\n".length();
    bob.says("PNG\r\n".repeat(most));

    expectThatAliceIsServed();
    for (int i = 0; i < most; i++) {
      line(bob, "QNG ");
    }
  }

  @Test
  void nobody_notices_many_who_say_nothing() throws IOException {
    for (int i = 0; i < 500; i++) {
      connect(i % 2 == 0 ? Role.NOTIFICATION_SERVER : Role.SWITCHBOARD);
    }
    expectThatAliceIsServed();
    signedIn("bob");
    line(alice, "NLN NLN bob@example.com");
  }

  // ---- the switchboard ----

  /** Alice's end of a conversation. */
  private Peer board() throws IOException {
    String[] words = line(alice.says("XFR 20 SB\r\n"), "XFR 20 SB ").split(" ");
    Peer board = connect(Role.SWITCHBOARD);
    line(board.says("USR 1 alice@example.com %s\r\n".formatted(words[5])), "USR 1 OK ");
    return board;
  }

  /** What somebody has to say to come, who is called. */
  private static String called(Peer board, Peer who, String name) throws IOException {
    line(board.says("CAL 2 %s\r\n".formatted(address(name))), "CAL 2 RINGING ");
    String[] ring = line(who, "RNG ").split(" ");
    return "ANS 1 %s %s %s\r\n".formatted(address(name), ring[4], ring[1]);
  }

  private Peer joined(Peer board, Peer who, String name, Socket socket) throws IOException {
    String answer = called(board, who, name);
    Peer joined = Peer.connect(server.addresses().port(Role.SWITCHBOARD), socket);
    peers.add(joined);
    line(joined.says(answer), "ANS 1 OK");
    line(board, "JOI " + address(name));
    return joined;
  }

  @Test
  void nobody_notices_who_is_killed_in_a_conversation() throws IOException {
    Peer bob = signedIn("bob");
    Peer board = board();
    for (String last :
        List.of("", "MSG 5 N 10\r\n12345", "MSG 5 A 3\r\na\r\n", "CAL 5 car", "OUT")) {
      Peer joined = joined(board, bob, "bob", new Socket());
      joined.says(last);
      joined.reset();
      line(board, "BYE bob@example.com");
    }
    String answer = called(board, bob, "bob");
    Peer early = connect(Role.SWITCHBOARD);
    early.says(answer.substring(0, answer.length() / 2));
    early.reset();

    // whose word it is can still come
    Peer later = connect(Role.SWITCHBOARD);
    line(later.says(answer), "ANS 1 OK");
    line(board, "JOI bob@example.com");
    line(later.says("MSG 5 A 3\r\na\r\n"), "ACK 5");
    expectThatAliceIsServed();
  }

  @Test
  void who_never_reads_is_hung_up_on_while_the_others_go_on() throws IOException {
    Peer bob = signedIn("bob");
    Peer carol = signedIn("carol");
    Peer board = board();
    Socket narrow = new Socket();
    narrow.setReceiveBufferSize(8 * 1024);
    joined(board, bob, "bob", narrow);
    Peer reader = joined(board, carol, "carol", new Socket());

    String header = "MSG 3 U %s\r\n".formatted(MESSAGE.length());
    String line = "";
    int sent = 0;
    while (!line.startsWith("BYE ") && sent < 100_000) {
      board.says(header + MESSAGE);
      sent++;
      line = read(reader);
    }

    assertThat(line).startsWith("BYE bob@example.com");
    assertThat(sent).isGreaterThan(UNSENT_BYTES / MESSAGE.length());
    line(board, "BYE bob@example.com");
    // the message of this moment has gone on, too
    assertThat(read(reader)).startsWith("MSG alice@example.com ");
    expectThatAliceIsServed();
  }

  /** One message, or another line. */
  private static String read(Peer reader) throws IOException {
    String line = reader.line();
    if (line.startsWith("MSG ")) {
      assertThat(reader.in.readNBytes(MESSAGE.length())).hasSize(MESSAGE.length());
    }
    return line;
  }
}
