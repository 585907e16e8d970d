package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.Play;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.journal.Journal;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Framer;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.RequestReader;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * The client of a dialogue of the corpus, which does what a transcript says, and time, which passes
 * when the transcript says so. There is no socket, thread or clock.
 *
 * <pre>
 * ns C connects                    to the role; ns2 is another connection of it
 * ns C: VER 1 MSNP9                sends a line, and its CRLF
 * ns C+ MSG 2 N 2\r\nhi            sends bytes: \r \n \t \\ \xff
 * ns C closes                      and resets
 * ns S: VER 1 MSNP9 CVR0           has got a line and its CRLF, in one segment, and nothing before
 * ns S+ NLN                        has got these bytes, in one segment
 * ns S closes                      the server has done so; and resets, refuses
 * peer S dials 127.0.0.1:6891      the server calls the client there
 * peer C answers                   the client has taken the call; or refuses it
 * login C: GET /login2.srf         a request ends with an empty line; an answer is read likewise
 * waits 2s
 * asked send-message text=Hello    the adapter was asked to act; does, cannot, fails: why answer it
 * sees message from=bob; text=Hi   the adapter tells what the client's user sees
 * ends 1                           the client's process ends with this exit code
 * bob sees message from=alice      of several clients: whose adapter; likewise asked and ends
 * </pre>
 *
 * The transcript is whole: what the server sends and the transcript does not state is an error.
 */
final class CorpusClient {
  private static final Duration TICK = Duration.ofNanos(1000);

  private final Play play;
  private final PayloadCommands payloads;
  private final Set<String> subjects;
  private final Map<String, Wire> wires = new TreeMap<>();
  private final Deque<Said> said = new ArrayDeque<>();
  private long now;
  private int last;
  private int asked;
  private Action.Dial dialled = new Action.Dial(0, Service.of(Role.PEER), "");

  private CorpusClient(Dialogue dialogue) {
    this.payloads = PayloadCommands.with(dialogue.payloadCommands());
    PlaySettings settings =
        new PlaySettings(
            PlaySettings.Strictness.STRICT,
            1,
            Duration.ofSeconds(30),
            4711,
            PlaySettings.Partner.ADAPTER,
            1000,
            Journal.Listener.NONE);
    this.subjects = Set.copyOf(dialogue.subjects());
    Script script = Script.of(dialogue, dialogue.cases().get(0), addresses(dialogue), 1);
    this.play = new Play(script, settings, this::take, now);
    play.begin(now);
  }

  /** What the client has of one connection. */
  private static final class Wire {
    private final int number;
    private final Service service;
    private final Framer framer;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();

    Wire(int number, Service service, PayloadCommands payloads) {
      this.number = number;
      this.service = service;
      this.framer = new Framer(service.role(), payloads, Limits.DEFAULT);
    }
  }

  /** What the server did: on which connection, and what, as a transcript shows it. */
  private record Said(String to, String what) {
    @Override
    public String toString() {
      return to + " " + what;
    }
  }

  private static Map<String, String> addresses(Dialogue dialogue) {
    Map<String, String> out = new HashMap<>();
    for (Dialogue.Client client : dialogue.clients()) {
      addresses().forEach((word, text) -> out.put(dialogue.placeholder(client.name(), word), text));
    }
    out.put("ca.file", "ca.pem");
    return out;
  }

  private static Map<String, String> addresses() {
    Map<String, String> out = new HashMap<>();
    int port = 1863;
    for (Role role : Role.values()) {
      out.put(role.word() + ".host", "127.0.0.1");
      out.put(role.word() + ".port", String.valueOf(port));
      out.put(role.word() + ".addr", "127.0.0.1:" + port);
      out.put(role.word() + ".url", "https://127.0.0.1:" + port + "/");
      port++;
    }
    out.put("entry.host", "127.0.0.1");
    out.put("entry.port", "1864");
    out.put("entry.addr", "127.0.0.1:1864");
    out.put("login.site", "127.0.0.1:1867");
    out.put("login.alias", "localhost:1867");
    return out;
  }

  /** Plays the first case of a dialogue to the end of the transcript. */
  static Result play(Dialogue dialogue, List<String> transcript) {
    CorpusClient client = new CorpusClient(dialogue);
    for (String line : transcript) {
      client.line(line);
    }
    assertThat(client.play.isEnded())
        .as("the play is over at the end of the transcript; unread: %s", client.said)
        .isTrue();
    assertThat(client.said.stream().filter(one -> !one.what().equals("S closes")))
        .as("what the server did and the transcript does not state")
        .isEmpty();
    return client.play.result();
  }

  // ---- what the play does ----

  private void take(Action action) {
    if (action instanceof Action.Send send) {
      said.add(new Said(name(send.connection()), "S " + shown(send.bytes())));
    } else if (action instanceof Action.Close close) {
      said.add(new Said(name(close.connection()), "S closes"));
    } else if (action instanceof Action.Reset reset) {
      said.add(new Said(name(reset.connection()), "S resets"));
    } else if (action instanceof Action.Refuse refuse) {
      said.add(new Said(refuse.service().toString(), "S refuses"));
    } else if (action instanceof Action.Respond respond) {
      said.add(new Said(name(respond.request()), "S " + shown(bytes(respond.answer()))));
    } else if (action instanceof Action.RespondPart part) {
      said.add(new Said(name(part.request()), "S " + shown(part.bytes())));
    } else if (action instanceof Action.EndAnswer end) {
      String how = end.manner() == Entry.Manner.FIN ? "closes" : "resets";
      said.add(new Said(name(end.request()), "S " + how));
    } else if (action instanceof Action.Dial dial) {
      dialled = dial;
      said.add(new Said(dial.service().toString(), "S dials " + dial.to()));
    } else if (action instanceof Action.Ask ask) {
      asked = ask.ask();
      said.add(
          new Said(
              (ask.client() + " asked").strip(),
              (ask.verb() + " " + listed(ask.arguments())).strip()));
    }
  }

  private String name(int number) {
    return wires.entrySet().stream()
        .filter(wire -> wire.getValue().number == number)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static String listed(Map<String, String> arguments) {
    return String.join(
        "; ",
        new TreeMap<>(arguments)
            .entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
  }

  private static byte[] bytes(Answer answer) {
    StringBuilder head = new StringBuilder("%s %s\r\n".formatted(answer.status(), answer.reason()));
    answer
        .headers()
        .forEach(header -> head.append(header[0]).append(": ").append(header[1]).append("\r\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Text.encode(head.append("\r\n").toString()));
    out.writeBytes(answer.body());
    return out.toByteArray();
  }

  private static String shown(byte[] bytes) {
    return Text.printable(Text.decode(bytes));
  }

  // ---- what the transcript says ----

  private void line(String line) {
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "waits" -> wait(Values.duration(rest).orElseThrow());
      case "asked" -> expect(new Said("asked", rest));
      case "does" -> event(new Event.ActionDone(asked, Event.Reply.DONE, ""));
      case "cannot" -> event(new Event.ActionDone(asked, Event.Reply.UNSUPPORTED, ""));
      case "fails:" -> event(new Event.ActionDone(asked, Event.Reply.FAILED, rest));
      case "sees" -> sees("", rest);
      case "ends" -> ends("", rest);
      default -> {
        if (subjects.contains(words[0])) {
          ofClient(words[0], rest);
        } else {
          said(words[0], rest, line);
        }
      }
    }
  }

  /** {@code bob sees message}, {@code bob ends 0}, {@code bob asked typing}. */
  private void ofClient(String client, String line) {
    String[] words = line.split(" ", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "sees" -> sees(client, rest);
      case "ends" -> ends(client, rest);
      case "asked" -> expect(new Said(client + " asked", rest));
      default -> throw new IllegalArgumentException(line);
    }
  }

  private void ends(String client, String code) {
    event(new Event.ClientEnded(client, Integer.parseInt(code), false));
  }

  private void said(String name, String what, String line) {
    Wire wire = wires.get(name);
    if (what.equals("C connects")) {
      connect(name);
    } else if (what.equals("C answers")) {
      last++;
      wires.put(name, new Wire(last, dialled.service(), payloads));
      event(new Event.Dialled(dialled.number(), last));
    } else if (what.equals("C refuses")) {
      event(new Event.DialFailed(dialled.number(), "nobody listens at " + dialled.to()));
    } else if (what.startsWith("S dials ")) {
      expect(new Said(name, what));
    } else if (what.startsWith("C: ") || what.equals("C:")) {
      send(wire, unescaped(what.substring(2).stripLeading() + "\\r\\n"));
    } else if (what.startsWith("C+ ")) {
      send(wire, unescaped(what.substring(3)));
    } else if (what.equals("C closes")) {
      event(new Event.Closed(wire.number, Entry.Manner.FIN, wire.framer.unfinished()));
    } else if (what.equals("C resets")) {
      event(new Event.Closed(wire.number, Entry.Manner.RST, wire.framer.unfinished()));
    } else if (what.startsWith("S: ")) {
      expect(new Said(name, "S " + shown(unescaped(what.substring(3) + "\\r\\n"))));
    } else if (what.startsWith("S+ ")) {
      expect(new Said(name, "S " + shown(unescaped(what.substring(3)))));
    } else if (List.of("S closes", "S resets", "S refuses").contains(what)) {
      expect(new Said(name, what));
    } else {
      throw new AssertionError("this is no line of a transcript: " + line);
    }
  }

  private void expect(Said wanted) {
    assertThat(String.valueOf(said.poll())).isEqualTo(wanted.toString());
  }

  /** {@code ns}, {@code alice.ns}. */
  private static Service service(String text) {
    int point = text.indexOf('.');
    Role role = Role.fromWord(text.substring(point + 1)).orElseThrow();
    return new Service(text.substring(0, Math.max(0, point)), role);
  }

  private void connect(String name) {
    Service service = service(name.replaceAll("[0-9]", ""));
    last++;
    wires.put(name, new Wire(last, service, payloads));
    if (!service.role().isHttp()) {
      event(new Event.Connected(last, service, "127.0.0.1:5000"));
    }
  }

  private void send(Wire wire, byte[] bytes) {
    if (wire.service.role().isHttp()) {
      request(wire, bytes);
      return;
    }
    if (wire.service.role().isUnframed()) {
      event(new Event.Bytes(wire.number, bytes));
      return;
    }
    wire.framer.feed(
        ByteBuffer.wrap(bytes),
        new Framer.Sink() {
          @Override
          public void frame(Frame frame) {
            event(new Event.Line(wire.number, frame));
          }

          @Override
          public void malformed(String what, String line) {
            event(new Event.Malformed(wire.number, what, line));
          }
        });
  }

  /** A request is whole with its empty line. */
  private void request(Wire wire, byte[] bytes) {
    wire.request.writeBytes(bytes);
    if (!wire.request.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      return;
    }
    ByteArrayInputStream in = new ByteArrayInputStream(wire.request.toByteArray());
    try {
      event(
          new Event.Requested(
              wire.number, wire.service, new RequestReader(in).next().orElseThrow()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code message from=bob; to=alice, carol}: a value with a comma in it is a list. */
  private void sees(String client, String text) {
    String[] words = text.split(" ", 2);
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String pair : words.length > 1 ? words[1].split("; ") : new String[0]) {
      String[] halves = pair.split("=", 2);
      boolean list = halves[1].contains(", ");
      arguments.put(halves[0], list ? List.of(halves[1].split(", ")) : halves[1]);
    }
    event(new Event.Told(client, words[0], arguments));
  }

  private void event(Event event) {
    now += TICK.toNanos();
    play.handle(event, now);
  }

  /** Lets time pass, with a tick at each moment that the play asks for. */
  private void wait(Duration duration) {
    long end = now + duration.toNanos();
    while (play.nextDue() <= end) {
      now = Math.max(now, play.nextDue());
      play.handle(Event.Tick.NOTHING_UNFINISHED, now);
    }
    now = end;
  }

  private static byte[] unescaped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\\') {
        int point = text.codePointAt(i);
        out.writeBytes(Text.encode(Character.toString(point)));
        i += Character.charCount(point) - 1;
      } else if (text.charAt(i + 1) == 'x') {
        out.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        i++;
        out.write(escape(text.charAt(i)).orElseThrow());
      }
    }
    return out.toByteArray();
  }

  private static Optional<Character> escape(char c) {
    return switch (c) {
      case 'r' -> Optional.of('\r');
      case 'n' -> Optional.of('\n');
      case 't' -> Optional.of('\t');
      case '\\' -> Optional.of('\\');
      default -> Optional.empty();
    };
  }
}
