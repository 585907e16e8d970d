package org.msnmock.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.fake.FakePassport;
import org.msnmock.client.fake.ScriptedServer;
import org.msnmock.client.fake.ScriptedServer.Part;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/**
 * A program that does a thing a hundred thousand times, in a JVM whose heap would be too small if
 * anything were kept of each. It says how long each tenth took.
 */
final class LongRun {
  private static final int MANY = 100_000;
  private static final int NS = 1863;
  private static final int SWITCHBOARD = 1864;

  /** One for each kind of line of which a server can send ever new ones; %1$s is its number. */
  private static final List<String> FLOODS =
      List.of(
          "NLN NLN p%1$s@example.com Name%1$s 0",
          "ILN 6 AWY p%1$s@example.com Name%1$s 0",
          "FLN p%1$s@example.com",
          "QNG %1$s",
          "RNG %1$s 127.0.0.1:9 CKI 84.52 p%1$s@example.com Bob",
          "ADD 0 RL %1$s p%1$s@example.com Name%1$s",
          "ADD 0 FL %1$s p%1$s@example.com Name%1$s 1",
          "ADD 0 FL %1$s bob@example.com Bob %1$s",
          "REM 0 RL %1$s p%1$s@example.com",
          "PRP P%1$s 555",
          "BPR %1$s bob@example.com P%1$s 555",
          "LSG %1$s Group%1$s 0",
          "LST p%1$s@example.com Name%1$s 3 0",
          "CHL 0 %1$s",
          "500 %1$s",
          "XFR %1$s SB 127.0.0.1:9 CKI 17.32.1",
          "FOO %1$s");

  private LongRun() {}

  public static void main(String[] arguments) throws Exception {
    for (String flood : FLOODS) {
      flood(flood);
    }
    manyContacts();
    hear();
    say();
  }

  // ---- floods ----

  private static void flood(String line) throws Exception {
    List<Part> parts = signIn("LST bob@example.com Bob 3 0\r\n", 1, 1);
    Lines lines = new Lines(MANY, i -> line.formatted(i) + "\r\n");
    parts.add(new Part(6, lines));
    ScriptedServer servers = new ScriptedServer().on(NS, parts);
    CompletableFuture<String> end = new CompletableFuture<>();
    try (MsnClient client = client(servers, ending(end))) {
      begin(client);
      String cause = end.get();
      System.out.printf("%-52s %6s lines, then: %.100s%n", line, lines.given(), cause);
    }
  }

  // ---- a large list ----

  private static void manyContacts() throws Exception {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      list.append("LSG %s Group%s 0\r\n".formatted(i, i));
    }
    for (int i = 0; i < 1_000; i++) {
      list.append("LST p%s@example.com Name%s 11 %s\r\n".formatted(i, i, i % 30));
    }
    List<Part> parts = signIn(list.toString(), 1_000, 30);
    Lines lines =
        new Lines(
            MANY,
            i ->
                "NLN %s p%s@example.com N%s 0\r\n"
                    .formatted(i % 2 == 0 ? "NLN" : "AWY", i % 1_000, i));
    parts.add(new Part(6, lines));
    Progress progress = new Progress("presence of 1,000 contacts in 30 groups");
    lines.paceBy(progress);
    CompletableFuture<String> end = new CompletableFuture<>();
    MsnListener listener =
        new MsnListener() {
          @Override
          public void contactsReceived(ContactsReceived event) {
            require(event.contacts().contacts().size() == 1_000, "all contacts came");
            require(event.contacts().groups().size() == 30, "all groups came");
          }

          @Override
          public void presenceChanged(PresenceChanged event) {
            if (event.status() != Status.OFFLINE) { // so they all are at the end
              progress.step();
            }
          }
        };
    try (MsnClient client = client(new ScriptedServer().on(NS, parts), ending(end), listener)) {
      begin(client);
      end.get();
    }
    progress.requireAll();
  }

  // ---- a long conversation ----

  private static void hear() throws Exception {
    String payload =
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nThis is number %s";
    Lines lines =
        new Lines(
            MANY,
            i -> {
              String text = payload.formatted(i);
              return "MSG bob@example.com Bob %s\r\n%s".formatted(text.length(), text);
            });
    Progress progress = new Progress("messages heard");
    lines.paceBy(progress);
    CompletableFuture<String> end = new CompletableFuture<>();
    MsnListener listener =
        new MsnListener() {
          @Override
          public void messageReceived(MessageReceived event) {
            progress.step();
          }
        };
    try (MsnClient client = client(called(lines), ending(end), listener)) {
      begin(client);
      end.get();
    }
    progress.requireAll();
  }

  private static void say() throws Exception {
    Progress progress = new Progress("messages said");
    Semaphore said = new Semaphore(-1); // the first thing said is the answer to the call
    // which had 1; so the first message has 2
    Lines receipts =
        new Lines(
            MANY,
            i -> {
              said.acquireUninterruptibly();
              return "ACK %s\r\n".formatted(i + 2);
            });
    CompletableFuture<String> end = new CompletableFuture<>();
    CompletableFuture<Conversation> called = new CompletableFuture<>();
    MsnListener listener =
        new MsnListener() {
          @Override
          public void conversationOpened(ConversationOpened event) {
            called.complete(event.conversation());
          }
        };
    ScriptedServer servers = called(receipts).hearing(SWITCHBOARD, said::release);
    try (MsnClient client = client(servers, ending(end), listener)) {
      begin(client);
      Conversation talk = called.get();
      for (int i = 0; i < MANY; i++) {
        talk.send("This is number " + i).get();
        progress.step();
      }
      end.get();
    }
    progress.requireAll();
  }

  /** Somebody calls, and this comes on the switchboard. */
  private static ScriptedServer called(Lines lines) {
    ScriptedServer servers = new ScriptedServer();
    servers.on(
        SWITCHBOARD,
        List.of(
            new Part(1, bytes("IRO 1 1 1 bob@example.com Bob\r\nANS 1 OK\r\n")),
            new Part(1, lines)));
    List<Part> parts = signIn("LST bob@example.com Bob 3 0\r\n", 1, 0);
    parts.add(
        new Part(
            6, bytes("RNG 118 127.0.0.1:" + SWITCHBOARD + " CKI 84.52 bob@example.com Bob\r\n")));
    parts.add(servers.until(SWITCHBOARD));
    return servers.on(NS, parts);
  }

  // ---- what all have in common ----

  private static List<Part> signIn(String list, int contacts, int groups) {
    List<Part> parts = new ArrayList<>();
    List<String> answers =
        List.of(
            "VER 1 MSNP9\r\n",
            "CVR 2\r\n",
            "USR 3 TWN S lc=1033\r\n",
            "USR 4 OK alice@example.com Alice 1 0\r\n",
            "SYN 5 27 %s %s\r\n%s".formatted(contacts, groups, list),
            "CHG 6 NLN 0\r\n");
    for (int i = 0; i < answers.size(); i++) {
      parts.add(new Part(i + 1, bytes(answers.get(i))));
    }
    return parts;
  }

  private static MsnClient client(ScriptedServer servers, MsnListener... listeners) {
    MsnClientBuilder client =
        MsnClient.builder()
            .server("127.0.0.1:" + NS)
            .nexusUrl(FakePassport.NEXUS)
            .passportTransport(new FakePassport())
            .socketFactory(servers);
    for (MsnListener listener : listeners) {
      client.listener(listener);
    }
    return client.build();
  }

  private static void begin(MsnClient client) {
    client.signIn(new Principal("alice@example.com"), Password.of("secret"), Status.ONLINE);
  }

  private static MsnListener ending(CompletableFuture<String> end) {
    return new MsnListener() {
      @Override
      public void disconnected(Disconnected event) {
        end.complete(event.cause().getMessage());
      }

      @Override
      public void signInFailed(SignInFailed event) {
        end.completeExceptionally(event.cause());
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not so: " + what);
    }
  }

  /** Counts what came, and says how long each tenth took and what it left behind. */
  private static final class Progress {
    private final String what;
    private final AtomicInteger count = new AtomicInteger();
    private final StringBuilder times = new StringBuilder();
    private long began = System.nanoTime();

    private Progress(String what) {
      this.what = what;
    }

    void step() {
      if (count.incrementAndGet() % (MANY / 10) == 0) {
        long now = System.nanoTime();
        times.append(" ").append((now - began) / 1_000_000);
        began = now;
      }
    }

    void requireAll() {
      System.out.printf(
          "%s: %s; each tenth took (ms):%s; used at its end: %s KB%n",
          what, count, times, used() / 1024);
      require(count.get() == MANY, "all came");
    }

    private static long used() {
      System.gc();
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }

  /** Lines made when they are read. */
  private static final class Lines extends InputStream {
    private static final int AHEAD = 1_000;

    private final int many;
    private final IntFunction<String> line;
    private byte[] current = new byte[0];
    private int next;
    private int at;
    private Progress pace = new Progress("");

    private Lines(int many, IntFunction<String> line) {
      this.many = many;
      this.line = line;
    }

    /** Never so far ahead that the client would rightly say it is too much for its application. */
    void paceBy(Progress progress) {
      pace = progress;
    }

    int given() {
      return next;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (at == current.length) {
        if (next == many) {
          return -1;
        }
        while (!pace.what.isEmpty() && next - pace.count.get() > AHEAD) {
          Thread.onSpinWait();
        }
        current = bytes(line.apply(next++));
        at = 0;
      }
      int count = Math.min(length, current.length - at);
      System.arraycopy(current, at, bytes, from, count);
      at += count;
      return count;
    }
  }
}
