package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.ImportedDialogue.Complaint;

/**
 * Reads a pasted transcript, in any of the usual ways to write one.
 *
 * <pre>
 * C: VER 0 MSNP8 CVR0              S: VER 0 MSNP8 CVR0
 * &gt;&gt;&gt; VER 0 MSNP8 CVR0\r\n         &lt;&lt;&lt; VER 0 MSNP8 CVR0\r\n
 * 12:30:01 -&gt; VER 0 MSNP8 CVR0     12:30:01 &lt;- VER 0 MSNP8 CVR0
 * </pre>
 */
final class Pasted {
  private static final String CLOCK =
      "(?:\\d{4}-\\d\\d-\\d\\d[T ])?\\d\\d?:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?: ?[AP]M|Z)?";
  private static final String TIME =
      "(?:[\\[(]?(?:" + CLOCK + "|\\d{1,9}[.]\\d{1,9}s?)[\\])]?(?:\\s{1,9}[-|]|:)?\\s{0,9})?";
  private static final Pattern MARKED =
      Pattern.compile(
          "\\s{0,99}" + TIME + "(?:(C:|>>>|-{1,3}>)|(?:S:|<<<|<-{1,3}))\\s{0,99}(.*)",
          Pattern.DOTALL);

  /** The line end as protocol pages write it. */
  private static final String WRITTEN_END = "\\r\\n";

  private final List<PastedLine> lines = new ArrayList<>();
  private final List<Complaint> complaints = new ArrayList<>();
  private @Nullable Open open;

  /** A line whose payload still comes. */
  private record Open(PastedLine line, PastedPayload payload) {}

  private Pasted() {}

  static Pasted read(String text) {
    Pasted pasted = new Pasted();
    int number = 0;
    for (String line : text.split("\r\n|\r|\n", -1)) {
      pasted.line(++number, line);
    }
    pasted.close();
    return pasted;
  }

  List<PastedLine> lines() {
    return lines;
  }

  /** What was left out or is doubtful, by line. */
  List<Complaint> complaints() {
    return complaints;
  }

  private void line(int number, String line) {
    Matcher marked = MARKED.matcher(line);
    if (marked.matches()) {
      close();
      Commands.Sender sender =
          marked.group(1) == null ? Commands.Sender.SERVER : Commands.Sender.CLIENT;
      said(number, sender, marked.group(2).stripTrailing());
    } else if (open != null && !open.payload().isFull()) {
      addPayload(open.payload(), line);
    } else if (!isEmpty(line)) {
      complain(number, "left out: it begins neither with C: >>> -> nor with S: <<< <-");
    }
  }

  private static boolean isEmpty(String line) {
    String bare = line.strip();
    return bare.isEmpty() || bare.startsWith("#") || bare.equals(WRITTEN_END);
  }

  private void said(int number, Commands.Sender sender, String text) {
    int end = text.indexOf(WRITTEN_END);
    String line = end < 0 ? text : text.substring(0, end).stripTrailing();
    String rest = end < 0 ? "" : text.substring(end + WRITTEN_END.length());
    if (line.isEmpty()) {
      complain(number, "left out: nothing stands behind the mark");
      return;
    }
    if (Text.length(line) > Limits.DEFAULT.line()) {
      complain(number, "left out: longer than %s bytes".formatted(Limits.DEFAULT.line()));
      return;
    }
    PastedLine said = new PastedLine(number, sender, line, Optional.empty());
    Optional<Integer> announced = PastedLine.announced(sender, line);
    if (announced.isPresent()) {
      open = new Open(said, new PastedPayload(announced.get()));
      if (!rest.isEmpty()) {
        addPayload(open.payload(), rest);
      }
    } else {
      lines.add(said);
      if (!rest.isBlank()) {
        complain(number, "left out what follows \\r\\n: %s carries no payload".formatted(line));
      }
    }
  }

  private static void addPayload(PastedPayload payload, String line) {
    String whole = line.endsWith(WRITTEN_END) ? line.substring(0, line.length() - 4) : line;
    for (String one : whole.split(Pattern.quote(WRITTEN_END), -1)) {
      payload.add(one);
    }
    if (line.endsWith(WRITTEN_END)) {
      payload.end();
    }
  }

  private void close() {
    if (open == null) {
      return;
    }
    PastedLine line = open.line();
    PastedPayload payload = open.payload();
    Optional<String> exact = payload.exact();
    if (exact.isEmpty()) {
      complain(
          line.number(),
          "%s announces another length than the %s bytes that follow; {len} will be the real one"
              .formatted(line.command(), Text.length(payload.text())));
    }
    lines.add(
        new PastedLine(
            line.number(),
            line.sender(),
            line.text(),
            Optional.of(exact.orElseGet(payload::text))));
    open = null;
  }

  private void complain(int number, String message) {
    complaints.add(new Complaint(number, message));
  }
}
