package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.wire.Role;

/** What real clients do that a server must bear, byte for byte over sockets. */
class OddClientsTest {
  private Server server;

  @BeforeEach
  void open() throws IOException {
    Account alice =
        Account.of("alice@example.com", "p,%+ä", "Alice")
            .with(
                List.of(
                    new Account.Contact(
                        "bob@example.com",
                        "",
                        Set.of(ListName.FORWARD, ListName.ALLOW),
                        Set.of())));
    Account bob = Account.of("bob@example.com", "s3cret", "Bob");
    server = Server.open(ServerSettings.onLoopback(Optional.empty()));
    server.emulate(List.of(alice, bob), Manners.USUAL, 1, Onlooker.NONE, new Audience() {});
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A socket, and what is said on it. */
  private final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(Role role) throws IOException {
      socket = new Socket("127.0.0.1", server.addresses().port(role));
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(60_000);
      in = socket.getInputStream();
    }

    Wire say(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        assertThat(next).as("more behind \"%s\"", line).isNotNegative();
        line.write(next);
      }
      return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** The next line that begins so. */
    String line(String begin) throws IOException {
      String line = line();
      while (!line.startsWith(begin)) {
        line = line();
      }
      return line;
    }

    Wire expect(String line) throws IOException {
      assertThat(line()).isEqualTo(line);
      return this;
    }

    String rest() throws IOException {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private String ask(Role role, String request) throws IOException {
    try (Wire wire = new Wire(role)) {
      return wire.say(request).rest();
    }
  }

  private static String authorization(String user, String password, String rest) {
    return "Authorization: Passport1.4 OrgVerb=GET,OrgURL=http://messenger.msn.com,sign-in=%s,pwd=%s,%s\r\n"
        .formatted(user, password, rest);
  }

  private String ticket(String header) throws IOException {
    String answer = ask(Role.LOGIN, "GET /login2.srf HTTP/1.0\r\n" + header + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
    int from = answer.indexOf("from-PP='") + 9;
    return answer.substring(from, answer.indexOf('\'', from));
  }

  private Wire signedIn(String name, String password) throws IOException {
    Wire wire = new Wire(Role.NOTIFICATION_SERVER);
    wire.say("VER 0 MSNP9 CVR0\r\nUSR 1 TWN I %s@example.com\r\n".formatted(name));
    String challenge = wire.expect("VER 0 MSNP9 CVR0").line().substring(12);
    wire.say(
        "USR 2 TWN S %s\r\n"
            .formatted(ticket(authorization(name + "@example.com", password, challenge))));
    wire.line("USR 2 OK ");
    wire.line("ClientPort");
    wire.line();
    return wire;
  }

  // ---- order and framing ----

  @Test
  void the_first_words_come_in_one_burst() throws IOException {
    try (Wire wire = new Wire(Role.DISPATCH_SERVER)) {
      wire.say(
          "VER 1 MSNP9 MSNP8 CVR0\r\nCVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com\r\nUSR 3 TWN I alice@example.com\r\n");
      wire.expect("VER 1 MSNP9 CVR0");
      assertThat(wire.line()).startsWith("CVR 2 ");
      wire.expect(
          "XFR 3 NS %s 0 %s"
              .formatted(
                  server.addresses().address(Role.NOTIFICATION_SERVER),
                  server.addresses().address(Role.DISPATCH_SERVER)));
    }
  }

  @Test
  void lines_and_payloads_come_in_pieces_and_some_end_with_a_bare_line_feed() throws Exception {
    try (Wire wire = signedIn("bob", "s3cret")) {
      wire.say("SYN 0").say(" 0\r").say("\nCHG 0 NLN\n");
      assertThat(wire.line()).matches("SYN 0 [1-9]\\d* 1 1");
      wire.line("CHG 0 NLN");
      String challenge = wire.line("CHL 0 ").substring(6);
      byte[] digest =
          MessageDigest.getInstance("MD5")
              .digest((challenge + "VT6PX?UQTM4WM%YR").getBytes(StandardCharsets.US_ASCII));
      String hex = String.format(Locale.ROOT, "%032x", new BigInteger(1, digest));
      wire.say("PNG\r\nQRY 5 PROD0038W!61ZTF9 32\r\n").expect("QNG 50");
      wire.say(hex.substring(0, 7)).say(hex.substring(7)).expect("QRY 5");
    }
  }

  @Test
  void a_message_comes_in_pieces() throws IOException {
    try (Wire wire = signedIn("bob", "s3cret").say("CHG 6 NLN 0\r\nXFR 7 SB\r\n")) {
      String word = wire.line("XFR 7 SB ").split(" ")[5];
      try (Wire board = new Wire(Role.SWITCHBOARD)) {
        board.say("USR 1 Bob@Example.com " + word + "\r\n").expect("USR 1 OK bob@example.com Bob");
        board.say("MSG 2 A 10\r\n").say("12345").say("67890MSG 3 N 0\r\n");
        board.expect("NAK 2").expect("NAK 3");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHG 6 NLN", "CHG 6 NLN 0", "CHG 6 NLN 4294967295", "CHG 6 BSY 4 %3C%2F"})
  void a_status_is_echoed_as_it_came(String line) throws IOException {
    try (Wire wire = signedIn("bob", "s3cret")) {
      wire.say(line + "\r\n").expect(line);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD 6 FL alice@example.com Alice 0",
        "ADD 6 FL alice@example.com alice@example.com",
        "ADD 6 FL alice@example.com Al%20Ice",
        "ADD 6 FL alice@example.com %41%6c%69%63%65",
        "ADD 6 AL alice@example.com Älice"
      })
  void people_are_added_in_many_ways(String line) throws IOException {
    try (Wire wire = signedIn("bob", "s3cret")) {
      wire.say(line + "\r\n");
      String name = line.split(" ")[4];
      assertThat(wire.line()).startsWith("ADD 6 ").contains(" alice@example.com " + name);
    }
  }

  @Test
  void who_just_closes_is_gone() throws IOException {
    try (Wire alice = signedIn("alice", "p%2C%25+%C3%A4")) {
      alice.say("SYN 3 0\r\nCHG 4 NLN 0\r\n").line("CHL 0 ");
      try (Wire bob = signedIn("bob", "s3cret")) {
        bob.say("CHG 4 NLN 0\r\n");
        assertThat(alice.line()).isEqualTo("NLN NLN bob@example.com Bob 0");
      }
      assertThat(alice.line()).isEqualTo("FLN bob@example.com");
    }
  }

  // ---- nexus and login ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /rdr/pprdr.asp\r\n\r\n",
        "GET /rdr/pprdr.asp HTTP/1.0\r\n\r\n",
        "GET /rdr/pprdr.asp HTTP/1.1\r\nHost: nexus.passport.com\r\nConnection: close\r\n\r\n",
        "GET http://nexus.passport.com/rdr/pprdr.asp HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
      })
  void the_nexus_is_asked_in_many_ways(String request) throws IOException {
    assertThat(ask(Role.NEXUS, request))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nPassportURLs: DARealm=Passport.Net,DALogin=")
        .doesNotContainIgnoringCase("chunked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p%2C%25+%C3%A4", "p%2c%25+ä", "%70%2C%25%2B%C3%A4"})
  void passwords_are_encoded_more_or_less(String password) throws IOException {
    try (Wire wire = signedIn("alice", password)) {
      wire.say("PNG\r\n").expect("QNG 50");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lc=1033", "ct=0,ct=1,kpp=2", "tpf=,x", ",,,"})
  void what_else_is_in_the_header_does_not_matter(String rest) throws IOException {
    try (Wire wire = new Wire(Role.NOTIFICATION_SERVER)) {
      wire.say("VER 0 MSNP9 CVR0\r\nUSR 1 TWN I alice@example.com\r\n");
      wire.line("USR 1 TWN S ");
      String header = authorization("alice%40example.com", "p%2C%25+%C3%A4", rest);
      wire.say("USR 2 TWN S %s\r\n".formatted(ticket(header)));
      wire.expect("USR 2 OK alice@example.com Alice 1 0");
    }
  }

  @Test
  void a_plus_is_no_blank() throws IOException {
    assertThat(
            ask(
                Role.LOGIN,
                "GET /login2.srf HTTP/1.0\r\n"
                    + authorization("alice@example.com", "p%2C%25%20%C3%A4", "")
                    + "\r\n"))
        .startsWith("HTTP/1.1 401 ")
        .contains("WWW-Authenticate: Passport1.4 da-status=failed");
  }
}
