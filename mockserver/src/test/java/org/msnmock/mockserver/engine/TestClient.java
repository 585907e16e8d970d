package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Mismatch;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Framer;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that says what somebody wrote down, byte for byte, whatever it is answered.
 *
 * <pre>
 * ns connects
 * ns VER 1 MSNP9 CVR0
 * ns MSG 2 N 5                      the payload stands below, each of its lines behind a bar
 * | Hello
 * peer answers                      it has taken the call; its lines go out as bytes
 * peer blocks 2045 60904            so many bytes in blocks of this size
 * login GET /login2.srf             so do the headers of a request
 * | Authorization: Passport1.4 ...
 * waits 3s
 * tells signed-in {"user":"alice@example.com"}
 * ns closes
 * </pre>
 *
 * A role is the connection made to it last. {@code <ticket>} is what Passport gave. Of several
 * clients each names its own: {@code alice.ns}, {@code alice tells ...}, {@code <alice.ticket>}.
 * {@code <ns 5>} is the fifth token of what the server said last on that connection.
 */
final class TestClient {
  private static final Pattern HEARD = Pattern.compile("<([a-z.]+) ([0-9]+)>");

  private final TestPlay play;
  private final Map<String, Integer> connections = new HashMap<>();
  private final Map<String, Framer> framers = new HashMap<>();
  private int made;

  private TestClient(TestPlay play) {
    this.play = play;
  }

  /** Plays a case against a client with an adapter that says these lines. */
  static TestPlay play(Dialogue dialogue, Dialogue.Case row, String lines) {
    TestPlay play = TestPlay.of(dialogue, row, PlaySettings.Partner.ADAPTER);
    return play(play, lines);
  }

  private static TestPlay play(TestPlay play, String lines) {
    TestClient client = new TestClient(play);
    String said = lines;
    for (Account account : play.play().script().accounts()) {
      String word = play.play().script().dialogue().placeholder(account.client(), "ticket");
      said = said.replace("<" + word + ">", account.ticket());
    }
    List<String> all = said.lines().toList();
    int at = 0;
    while (at < all.size()) {
      int end = at + 1;
      List<String> below = new ArrayList<>();
      while (end < all.size() && all.get(end).startsWith("|")) {
        below.add(all.get(end).substring(Math.min(2, all.get(end).length())));
        end++;
      }
      client.does(all.get(at), below);
      at = end;
    }
    return play;
  }

  private void does(String line, List<String> below) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "waits" -> play.wait(duration(words[1]));
      case "tells" -> tells("", words[1]);
      default -> {
        if (words[1].startsWith("tells ")) {
          tells(words[0], words[1].substring(6));
        } else {
          says(words[0], words[1], below);
        }
      }
    }
  }

  private static Duration duration(String text) {
    return Duration.parse(
        "PT"
            + (text.endsWith("ms")
                ? Integer.parseInt(text.substring(0, text.length() - 2)) / 1000.0 + "S"
                : text));
  }

  @SuppressWarnings("unchecked") // JSON objects have no keys but texts
  private void tells(String client, String told) {
    String[] words = told.split(" ", 2);
    String arguments = words.length < 2 ? "{}" : words[1];
    play.tells(
        client,
        words[0],
        (Map<String, Object>) JsonMapper.shared().readValue(arguments, Map.class));
  }

  private void says(String service, String what, List<String> below) {
    Role role = Role.fromWord(service.substring(service.indexOf('.') + 1)).orElseThrow();
    if (role.isHttp()) {
      requests(service, what.split(" "), below);
    } else if (what.equals("connects")) {
      connections.put(service, ++made);
      framers.put(service, new Framer(role, PayloadCommands.BUILT_IN, Limits.DEFAULT));
      play.connect(made, service);
    } else if (what.equals("answers")) {
      connections.put(service, ++made);
      play.event(new Event.Dialled(1, made));
    } else if (role.isUnframed() && what.startsWith("blocks ")) {
      String[] words = what.split(" ");
      byte[] content = new byte[Integer.parseInt(words[2])];
      int size = Integer.parseInt(words[1]);
      play.sends(connections.get(service), Blocks.write(content, size, Blocks.Ending.BLOCK));
    } else if (role.isUnframed() && !what.equals("closes")) {
      play.sends(connections.get(service), withHeard(what) + "\r\n");
    } else if (what.equals("closes")) {
      play.closes(connections.get(service));
    } else {
      sends(service, withHeard(what) + "\r\n" + String.join("\r\n", below));
    }
  }

  private String withHeard(String line) {
    return HEARD
        .matcher(line)
        .replaceAll(
            found -> {
              String said = "#" + connections.get(found.group(1)) + " ";
              String last =
                  play.did.stream().filter(did -> did.startsWith(said)).reduce("", (a, b) -> b);
              String[] tokens = last.split(" |\\\\r");
              int index = Integer.parseInt(found.group(2));
              String token = index < tokens.length ? tokens[index] : "unheard";
              return Matcher.quoteReplacement(token);
            });
  }

  private void requests(String service, String[] line, List<String> below) {
    List<String> headers = new ArrayList<>();
    below.forEach(header -> headers.addAll(List.of(header.split(": ", 2))));
    play.asks(service, line[0], line[1], headers.toArray(String[]::new));
  }

  private void sends(String service, String text) {
    List<Frame> frames = new ArrayList<>();
    Framer framer = framers.get(service);
    framer.feed(
        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
        new Framer.Sink() {
          @Override
          public void frame(Frame frame) {
            frames.add(frame);
          }

          @Override
          public void malformed(String what, String line) {
            throw new AssertionError(what + ": " + line);
          }
        });
    assertThat(framer.unfinished()).as("what is left over of %s", text).isEmpty();
    frames.forEach(frame -> play.event(new Event.Line(connections.get(service), frame)));
  }

  /**
   * Where a play went wrong: {@code failed at 9:8, token 1: CVR, not USR}; the outcome alone where
   * it did not.
   */
  static String verdict(TestPlay play) {
    String outcome = play.outcome();
    if (!play.play().isEnded() || play.result().main().isEmpty()) {
      return outcome;
    }
    Deviation deviation = play.result().main().get();
    if (deviation.mismatch().isPresent()) {
      Mismatch mismatch = deviation.mismatch().get();
      boolean token = mismatch.part().word().equals("token");
      return "%s at %s, %s: %s, not %s"
          .formatted(
              outcome,
              mismatch.span().place(),
              mismatch.part().word() + (token ? " " + (mismatch.index() + 1) : ""),
              mismatch.expected(),
              mismatch.received());
    }
    return "%s at %s: %s"
        .formatted(
            outcome,
            deviation.step().map(step -> step.span().place()).orElse("no step"),
            deviation.summary());
  }
}
