package org.msnmock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.AtWork;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.ScriptedServer;
import org.msnmock.client.fake.ScriptedServer.Part;
import org.msnmock.client.fake.StandardError;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/**
 * Whatever a server or a person in a conversation sends, the client neither falls over nor hangs
 * nor tells a secret.
 */
class HostileServerTest {
  private static final int NS = 1863;
  private static final int SWITCHBOARD = 1864;
  private static final String PASSWORD = "open-sesame-4711";

  private static final List<String> SIGN_IN =
      List.of(
          "VER 1 MSNP9 MSNP8 CVR0",
          "CVR 2 6.0.0602 6.0.0602 1.0.0000 http://example.com/a http://example.com/b",
          "USR 3 TWN S lc=1033,id=507,tw=40",
          "USR 4 OK alice@example.com Alice 1 0",
          "SYN 5 27 2 2",
          "CHG 6 NLN 0");

  /** Well-formed, one for each thing that a notification server says. */
  private static final List<String> NOTICES =
      List.of(
          "NLN NLN bob@example.com Bob 268435456 %3Cmsnobj%20Creator%3D%22bob%40example.com%22%20Size%3D%226%22%20Type%3D%223%22%20Location%3D%22x%22%20Friendly%3D%22AAA%3D%22%20SHA1D%3D%22O5Zv%3D%22%2F%3E",
          "ILN 6 AWY carol@example.com Carol 0",
          "FLN bob@example.com",
          "CHL 0 15570131571988941333",
          "QNG 42",
          "XFR 7 SB 127.0.0.1:9 CKI 17.32.1",
          "RNG 118 127.0.0.1:9 CKI 84.52 bob@example.com Bob",
          "ADD 0 RL 28 dave@example.com Dave",
          "ADD 0 FL 28 dave@example.com Dave 1",
          "REM 0 RL 29 dave@example.com",
          "REM 0 FL 29 bob@example.com 1",
          "REA 7 30 bob@example.com Robert",
          "ADG 7 31 Work 2 0",
          "RMG 7 32 1",
          "REG 7 33 1 Pals 0",
          "BLP 7 34 BL",
          "GTC 7 35 N",
          "PRP 7 36 MFN Alicia",
          "PRP PHH 5551234",
          "BPR 37 bob@example.com PHM 5551234",
          "LSG 1 Friends 0",
          "LST erin@example.com Erin 3 0,1",
          "SYN 7 28 1 1",
          "CHG 7 BSY 0",
          "QRY 7",
          "URL 7 /cgi-bin/HoTMaiL https://login.example.com/md5auth.srf?lc=1033 2",
          "500 7",
          "911 0",
          "SND 7 OK",
          "VER 7 MSNP9",
          "CVQ 7 a b c",
          "IRO 7 1 1 bob@example.com Bob",
          "");

  /** After these there is little to hear. */
  private static final List<String> FAREWELLS =
      List.of("OUT OTH", "OUT SSD", "OUT", "XFR 7 NS 127.0.0.1:9 0 127.0.0.1:8");

  private static final List<String> SERVER_MESSAGES =
      List.of(
          "Content-Type: text/x-msmsgsprofile; charset=UTF-8\r\nLoginTime: 1062764229\r\nEmailEnabled: 1\r\nMSPAuth: 4Bvqq\r\n\r\n",
          "Content-Type: text/x-msmsgsinitialemailnotification; charset=UTF-8\r\n\r\nInbox-Unread: 6\r\nFolders-Unread: 0\r\nInbox-URL: /cgi-bin/HoTMaiL\r\nPost-URL: https://example.com/p\r\n",
          "Content-Type: text/x-msmsgsemailnotification; charset=UTF-8\r\n\r\nFrom: =?iso-8859-1?Q?B=F6b?=\r\nMessage-URL: /cgi-bin/getmsg\r\nSubject: =?utf-8?B?SGk=?=\r\nDest-Folder: ACTIVE\r\nFrom-Addr: bob@example.com\r\nid: 2\r\n",
          "Content-Type: text/x-msmsgsactivemailnotification; charset=UTF-8\r\n\r\nSrc-Folder: ACTIVE\r\nDest-Folder: .!!trAsH\r\nMessage-Delta: 1\r\n",
          "Content-Type: application/x-msmsgssystemmessage\r\n\r\nType: 1\r\nArg1: 5\r\n");

  private static final List<String> PERSONS_MESSAGES =
      List.of(
          "Content-Type: text/plain; charset=UTF-8\r\nX-MMS-IM-Format: FN=Arial; EF=BI; CO=ff; CS=0; PF=22; RL=1\r\n\r\nHi there",
          "Content-Type: text/x-msmsgscontrol\r\nTypingUser: bob@example.com\r\n\r\n\r\n",
          "Content-Type: text/x-clientcaps\r\n\r\nClient-Name: Foo/1.0\r\n",
          "Content-Type: text/x-mms-emoticon\r\n\r\n:bob:\t<msnobj Creator=\"bob@example.com\" Size=\"6\" Type=\"2\" Location=\"x\" Friendly=\"AAA=\" SHA1D=\"O5Zv=\"/>\t",
          "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\nApplication-Name: File Transfer\r\nApplication-GUID: {5D3E02AB-6190-11d3-BBBB-00C04F795683}\r\nInvitation-Command: INVITE\r\nInvitation-Cookie: 33267\r\nApplication-File: readme.txt\r\nApplication-FileSize: 60904\r\n\r\n",
          "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\nInvitation-Command: ACCEPT\r\nInvitation-Cookie: 33267\r\nIP-Address: 127.0.0.1\r\nPort: 6891\r\nAuthCookie: 93301\r\nLaunch-Application: FALSE\r\nRequest-Data: IP-Address:\r\n\r\n",
          "Content-Type: text/x-msmsgsinvite; charset=UTF-8\r\n\r\nInvitation-Command: CANCEL\r\nInvitation-Cookie: 33267\r\nCancel-Code: REJECT\r\n\r\n",
          "Content-Type: application/x-msnmsgrp2p\r\nP2P-Dest: alice@example.com\r\n\r\n"
              + "\0\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\u0011\0\0\0\0\0\0\0\u0011\0\0\0\0\0\0\0xV4\u0012\0\0\0\0\0\0\0\0\0\0\0\0"
              + "INVITE MSNMSGR:al\0\0\0\0",
          "Content-Type: text/x-msnmsgr-datacast\r\n\r\nID: 1\r\n",
          "Content-Type: image/gif\r\n\r\nbase64:AAAA");

  private static final List<String> OTHERS_DEEDS =
      List.of(
          "JOI carol@example.com Carol",
          "BYE bob@example.com",
          "BYE bob@example.com 1",
          "IRO 1 1 2 dave@example.com Dave",
          "ANS 1 OK",
          "ACK 2",
          "NAK 2",
          "CAL 2 RINGING 118",
          "USR 1 OK alice@example.com Alice",
          "217 2",
          "MSG");

  private static final List<String> EVIL =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "7",
          "4294967296",
          "99999999999999999999999",
          "%",
          "%0",
          "%00%0d%0a",
          "%ff%fe",
          "\u202egnp.exe",
          "alice@example.com",
          "ALICE@EXAMPLE.COM",
          "@",
          "a".repeat(3000),
          "\0",
          "\u001b[2J",
          "../../etc/passwd",
          "C:\\con",
          ":",
          "127.0.0.1:1863",
          "127.0.0.1:99999",
          "[::1]:1",
          "<msnobj/>",
          "=?utf-8?B?////?=",
          "=?x?Q?=",
          "NLN",
          "FLN",
          "RL",
          "1,2,,3",
          "{",
          "\ud800");

  @Property(tries = 1000)
  void bears_any_answers_while_it_signs_in(@ForAll long seed) {
    Random random = new Random(seed);
    int spoiltAt = random.nextInt(SIGN_IN.size());
    List<Part> parts = signIn(spoiltAt);
    // nobody waits for the client any more: it may wait for an answer that is none
    parts.add(new Part(spoiltAt + 1, spoilt(SIGN_IN.get(spoiltAt), random)));
    for (int i = spoiltAt; i < SIGN_IN.size(); i++) {
      parts.add(new Part(spoiltAt + 1, anyNotice(random)));
      parts.add(new Part(spoiltAt + 1, bytes(SIGN_IN.get(i) + "\r\n")));
    }
    new Visit(new ScriptedServer().on(NS, parts)).toItsEnd();
  }

  @Property(tries = 1000)
  void bears_anything_from_a_notification_server(@ForAll long seed) {
    Random random = new Random(seed);
    List<Part> parts = signIn(SIGN_IN.size());
    for (int i = random.nextInt(8); i >= 0; i--) {
      parts.add(new Part(SIGN_IN.size(), anyNotice(random)));
    }
    parts.add(new Part(SIGN_IN.size(), line(one(FAREWELLS, random), random)));
    new Visit(new ScriptedServer().on(NS, parts)).toItsEnd();
  }

  @Property(tries = 1000)
  void bears_anything_on_a_switchboard(@ForAll long seed) {
    Random random = new Random(seed);
    List<Part> talk = new ArrayList<>();
    talk.add(new Part(1, bytes("IRO 1 1 1 bob@example.com Bob\r\nANS 1 OK\r\n")));
    for (int i = random.nextInt(8); i >= 0; i--) {
      talk.add(new Part(1, anyDeed(random)));
    }
    ScriptedServer servers = new ScriptedServer().on(SWITCHBOARD, talk);
    List<Part> parts = signIn(SIGN_IN.size());
    parts.add(
        new Part(
            SIGN_IN.size(),
            bytes("RNG 118 127.0.0.1:" + SWITCHBOARD + " CKI 84.52 bob@example.com Bob\r\n")));
    parts.add(servers.until(SWITCHBOARD));
    servers.on(NS, parts);
    assertThat(new Visit(servers).toItsEnd()).isEqualTo(1);
  }

  /** The first answers. */
  private static List<Part> signIn(int answers) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < answers; i++) {
      parts.add(new Part(i + 1, bytes(SIGN_IN.get(i) + "\r\n")));
      if (SIGN_IN.get(i).startsWith("SYN")) {
        parts.add(
            new Part(
                i + 1,
                bytes(
                    "LSG 0 ~ 0\r\nLSG 1 Friends 0\r\nLST bob@example.com Bob 11 0,1\r\n"
                        + "LST carol@example.com Carol 3 0\r\n")));
      }
    }
    return parts;
  }

  /** One client, from its sign-in to its end. */
  private static final class Visit implements MsnListener, Transcript {
    private final ScriptedServer servers;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final ManualTime time = new ManualTime();
    private final AtWork activity = new AtWork();
    private final Queue<String> transcript = new ConcurrentLinkedQueue<>();

    private Visit(ScriptedServer servers) {
      this.servers = servers;
    }

    /**
     * Lets it happen.
     *
     * @return how often somebody called
     */
    int toItsEnd() {
      String log = StandardError.during(this::signInAndWait);
      time.shutdownNow();
      assertThat(log).as("the log, after %s", transcript).isEmpty();
      assertThat(end.join()).doesNotContain("The reader of");
      assertThat(transcript)
          .isNotEmpty()
          .noneMatch(line -> line.contains(PASSWORD) || line.contains(FakePassport.TICKET));
      return calls.get();
    }

    private void signInAndWait() {
      try (MsnClient client = client()) {
        client.signIn(new Principal("alice@example.com"), Password.of(PASSWORD), Status.ONLINE);
        assertThat(end).as("the end, after %s", transcript).succeedsWithin(20, TimeUnit.SECONDS);
      }
      activity.awaitCount(0);
    }

    private MsnClient client() {
      return MsnClient.builder()
          .server("127.0.0.1:" + NS)
          .nexusUrl(FakePassport.NEXUS)
          .passportTransport(new FakePassport())
          .socketFactory(servers)
          .scheduler(time)
          .listener(this)
          .transcript(this)
          .activity(activity)
          .build();
    }

    @Override
    public void said(Endpoint server, String line) {
      transcript.add(line);
    }

    @Override
    public void heard(Endpoint server, String line) {
      transcript.add(line);
    }

    @Override
    public void disconnected(Disconnected event) {
      end.complete(event.cause().getMessage());
    }

    @Override
    public void signInFailed(SignInFailed event) {
      end.complete(event.cause().getMessage());
    }

    /** Has something to say, so that what comes meets requests under way. */
    @Override
    public void conversationOpened(ConversationOpened event) {
      calls.incrementAndGet();
      event.conversation().typing();
      event.conversation().send("Hello :)");
      event.conversation().invite(new Principal("erin@example.com"));
    }
  }

  // ---- what is sent ----

  private static byte[] anyNotice(Random random) {
    if (random.nextInt(4) == 0) {
      return message("MSG Hotmail Hotmail %s", one(SERVER_MESSAGES, random), random);
    }
    return line(one(NOTICES, random), random);
  }

  private static byte[] anyDeed(Random random) {
    return random.nextBoolean()
        ? message("MSG bob@example.com Bob %s", one(PERSONS_MESSAGES, random), random)
        : line(one(OTHERS_DEEDS, random), random);
  }

  /** As it is, now and then: what comes next must be reached. */
  private static byte[] line(String line, Random random) {
    return random.nextInt(3) == 0 ? bytes(line + "\r\n") : spoilt(line, random);
  }

  private static byte[] message(String head, String content, Random random) {
    String spoilt = content;
    for (int i = random.nextInt(4); i > 1; i--) {
      spoilt = withEvil(spoilt, random);
    }
    byte[] payload = bytes("MIME-Version: 1.0\r\n" + spoilt);
    if (random.nextInt(4) == 0) {
      payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
    }
    int length = random.nextInt(40) == 0 ? random.nextInt(5000) : payload.length;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(head.formatted(length) + "\r\n"));
    all.writeBytes(payload);
    return all.toByteArray();
  }

  /** Puts something evil in the place of a piece between two marks. */
  private static String withEvil(String content, Random random) {
    List<String> pieces = new ArrayList<>(List.of(content.split("(?<=[\\s:;=\"])", -1)));
    pieces.set(random.nextInt(pieces.size()), one(EVIL, random));
    return String.join("", pieces);
  }

  private static byte[] spoilt(String line, Random random) {
    List<String> tokens = new ArrayList<>(List.of(line.split(" ", -1)));
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(7)) {
      case 0 -> tokens.set(at, one(EVIL, random));
      case 1 -> tokens.remove(at);
      case 2 -> tokens.add(at, one(EVIL, random));
      case 3 -> tokens.subList(at, tokens.size()).clear();
      case 4 -> tokens.set(at, tokens.get(at).toLowerCase(Locale.ROOT));
      case 5 -> tokens.addAll(List.copyOf(tokens));
      default -> {
        byte[] bytes = bytes(line + "\r\n");
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        return bytes;
      }
    }
    return bytes(String.join(" ", tokens) + "\r\n");
  }

  private static String one(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
