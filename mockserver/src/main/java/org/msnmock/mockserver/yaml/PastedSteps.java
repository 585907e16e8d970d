package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.wire.Role;

/**
 * Lines of a transcript as steps: what differs from run to run becomes a pattern, the rest stays as
 * it stood.
 */
final class PastedSteps {
  private static final String TRID = "trid";

  /** Commands of the client that have no transaction id. */
  private static final Set<String> WITHOUT_ID = Set.of("OUT", "PNG");

  /** Commands of the server whose first number is none. */
  private static final Set<String> UNASKED =
      Set.of(
          "BPR", "BYE", "CHL", "FLN", "IPG", "JOI", "LSG", "LST", "MSG", "NLN", "NOT", "OUT", "QNG",
          "RNG");

  private final List<PastedLine> lines;
  private final Optional<Pattern> user;
  private final List<Connection> connections = new ArrayList<>();
  private final Map<PastedLine, String> ids = new HashMap<>();
  private final StringBuilder out = new StringBuilder();
  private int named;

  /** Lines that were said on one connection. */
  private record Connection(Role role, List<PastedLine> lines) {}

  private PastedSteps(List<PastedLine> lines, Optional<String> user) {
    this.lines = lines;
    this.user =
        user.or(this::guessedUser)
            .map(
                account ->
                    Pattern.compile(
                        "(?i)(?<![\\w.%+-])" + Pattern.quote(account) + "(?![\\w-]|[.]\\w)"));
  }

  /**
   * Makes steps.
   *
   * @param user the account of the client; else it is guessed
   */
  static PastedSteps of(List<PastedLine> lines, Optional<String> user) {
    PastedSteps steps = new PastedSteps(lines, user);
    steps.findConnections();
    for (Connection connection : steps.connections) {
      steps.findIds(connection);
    }
    steps.write();
    return steps;
  }

  String text() {
    return out.toString();
  }

  int count() {
    return connections.size() + lines.size();
  }

  private Optional<String> guessedUser() {
    return lines.stream()
        .filter(PastedLine::isFromClient)
        .filter(line -> line.command().equals("USR") && line.token(3).equals("I"))
        .map(line -> line.token(4))
        .filter(Kind.EMAIL::accepts)
        .findFirst();
  }

  private void findConnections() {
    List<PastedLine> current = new ArrayList<>();
    for (PastedLine line : lines) {
      if (opens(line) && current.stream().anyMatch(PastedLine::isFromClient)) {
        connections.add(new Connection(role(current), current));
        current = new ArrayList<>();
      }
      current.add(line);
    }
    connections.add(new Connection(role(current), current));
  }

  private static boolean opens(PastedLine line) {
    return line.isFromClient() && (line.command().equals("VER") || opensSwitchboard(line));
  }

  /** {@code ANS 1 alice@example.com cookie session}, {@code USR 1 alice@example.com cookie}. */
  private static boolean opensSwitchboard(PastedLine line) {
    return line.isFromClient()
        && (line.command().equals("ANS") || line.command().equals("USR"))
        && Kind.EMAIL.accepts(line.token(2));
  }

  private static Role role(List<PastedLine> lines) {
    if (lines.stream()
        .filter(PastedLine::isFromClient)
        .limit(1)
        .anyMatch(PastedSteps::opensSwitchboard)) {
      return Role.SWITCHBOARD;
    }
    return lines.stream().anyMatch(line -> sendsTo("NS", line))
        ? Role.DISPATCH_SERVER
        : Role.NOTIFICATION_SERVER;
  }

  private static boolean sendsTo(String server, PastedLine line) {
    return !line.isFromClient() && line.command().equals("XFR") && line.token(2).equals(server);
  }

  /** A line of the client that is answered after the next one gives its id a name. */
  private void findIds(Connection connection) {
    Map<PastedLine, PastedLine> questions = questions(connection);
    Optional<PastedLine> last = Optional.empty();
    for (PastedLine line : connection.lines()) {
      if (line.isFromClient() && hasId(line)) {
        ids.put(line, TRID);
        last = Optional.of(line);
      } else if (questions.containsKey(line)) {
        PastedLine question = questions.getOrDefault(line, line);
        if (!last.equals(Optional.of(question)) && TRID.equals(ids.get(question))) {
          ids.put(question, nextName());
        }
      }
    }
    questions.forEach((answer, question) -> ids.put(answer, ids.getOrDefault(question, TRID)));
  }

  /** By answer, the line of the client that had its id last. */
  private static Map<PastedLine, PastedLine> questions(Connection connection) {
    Map<String, PastedLine> asked = new HashMap<>();
    Map<PastedLine, PastedLine> out = new HashMap<>();
    for (PastedLine line : connection.lines()) {
      PastedLine question = asked.get(line.token(1));
      if (line.isFromClient() && hasId(line)) {
        asked.put(line.token(1), line);
      } else if (!line.isFromClient() && answers(line) && question != null) {
        out.put(line, question);
      }
    }
    return out;
  }

  private String nextName() {
    return "id" + ++named;
  }

  private static boolean hasId(PastedLine line) {
    return !WITHOUT_ID.contains(line.command()) && Kind.TRID.accepts(line.token(1));
  }

  private static boolean answers(PastedLine line) {
    return !UNASKED.contains(line.command()) && Kind.TRID.accepts(line.token(1));
  }

  private void write() {
    for (int i = 0; i < connections.size(); i++) {
      Connection connection = connections.get(i);
      out.append("  - accept: ").append(connection.role().word()).append('\n');
      Set<Role> later =
          Set.copyOf(
              connections.subList(i + 1, connections.size()).stream()
                  .map(Connection::role)
                  .toList());
      connection.lines().forEach(line -> write(line, later));
    }
  }

  private void write(PastedLine line, Set<Role> later) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < line.tokens().size(); i++) {
      tokens.add(token(line, i, later));
    }
    if (line.isFromClient() && line.command().equals("VER") && tokens.size() > 2) {
      tokens.subList(3, tokens.size()).clear();
      tokens.add("{**}");
    }
    String key = line.isFromClient() ? "C" : "S";
    out.append("  - %s: %s\n".formatted(key, YamlText.value(String.join(" ", tokens))));
    line.payload()
        .filter(text -> !(text.isEmpty() && line.isFromClient()))
        .ifPresent(
            text ->
                out.append("    body: ")
                    .append(YamlText.block(literal(text).replace("\r\n", "\n"), "      "))
                    .append('\n'));
  }

  private String token(PastedLine line, int index, Set<Role> later) {
    String token = line.token(index);
    boolean last = index + 1 == line.tokens().size();
    if (index == 0) {
      return literal(token);
    }
    if (last && line.payload().isPresent()) {
      return "{len}";
    }
    if (index == 1 && ids.containsKey(line)) {
      return id(line);
    }
    return line.isFromClient() ? ofClient(line, index) : ofServer(line, index, later);
  }

  private String id(PastedLine line) {
    String name = ids.getOrDefault(line, TRID);
    boolean learns = line.isFromClient() && !name.equals(TRID);
    return "{" + name + (learns ? "=trid" : "") + "}";
  }

  private String ofClient(PastedLine line, int index) {
    String token = line.token(index);
    boolean account = user.isPresent() && user.get().matcher(token).matches();
    if (line.command().equals("CVR") && !account) {
      return "{*}";
    }
    boolean ticket =
        index == 4
            && line.command().equals("USR")
            && line.token(2).equals("TWN")
            && line.token(3).equals("S");
    return ticket ? "{=ticket}" : literal(token);
  }

  /** Where another connection follows, its address is that of this run. */
  private String ofServer(PastedLine line, int index, Set<Role> later) {
    if (index == 3 && sendsTo("NS", line) && later.contains(Role.NOTIFICATION_SERVER)) {
      return "{ns.addr}";
    }
    boolean switchboard =
        index == 3 && sendsTo("SB", line) || index == 2 && line.command().equals("RNG");
    return switchboard && later.contains(Role.SWITCHBOARD)
        ? "{sb.addr}"
        : literal(line.token(index));
  }

  /** Text as it stands, braces doubled, with the account as a name. */
  private String literal(String text) {
    if (user.isEmpty()) {
      return doubled(text);
    }
    StringBuilder whole = new StringBuilder();
    Matcher account = user.get().matcher(text);
    int from = 0;
    while (account.find()) {
      whole.append(doubled(text.substring(from, account.start()))).append("{user}");
      from = account.end();
    }
    return whole.append(doubled(text.substring(from))).toString();
  }

  private static String doubled(String text) {
    return text.replace("{", "{{").replace("}", "}}");
  }
}
