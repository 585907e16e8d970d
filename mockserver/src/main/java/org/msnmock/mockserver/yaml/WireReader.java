package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Delivery;
import org.msnmock.mockserver.dialogue.LineEnding;
import org.msnmock.mockserver.dialogue.LineTemplate;

/** {@code wire:}: what is done to the bytes of one line or answer, and how they are handed over. */
final class WireReader {
  /** The line ends that a line may have in place of its own. */
  static final List<LineEnding> ENDINGS = List.of(LineEnding.LF, LineEnding.CR, LineEnding.NONE);

  static final String NEXT = "next";
  static final String REST = "rest";
  static final Pattern LENGTH = Pattern.compile("[+-]?[0-9]{1,9}");
  static final Pattern MASK = Pattern.compile("(?!00)[0-9A-Fa-f]{2}");

  private static final Set<String> ANSWER_KEYS =
      Set.of("chunks", "every", "gap", "cut", "then", "flip");

  private static final Set<String> BLOCK_KEYS =
      Set.of("chunks", "every", "gap", "join", "cut", "then", "flip", "repeat");

  private final StepReader.Item item;
  private final Report report;
  private final Fields wire;

  private WireReader(StepReader.Item item, Fields wire) {
    this.item = item;
    this.report = item.report();
    this.wire = wire;
  }

  static WireReader ofLine(StepReader.Item item, LineTemplate line) {
    WireReader reader = new WireReader(item, fields(item, Keys.WIRE.words(), "in \"wire\""));
    reader.checkCombination();
    if (!line.announcesPayload()) {
      reader.refuse("len", Code.D603, "a wrong length wants {len} in the line, and a payload");
    }
    return reader;
  }

  static WireReader ofBlocks(StepReader.Item item) {
    WireReader reader = new WireReader(item, fields(item, BLOCK_KEYS, "in the \"wire\" of blocks"));
    reader.checkCombination();
    return reader;
  }

  static WireReader ofAnswer(StepReader.Item item) {
    String where = "in the \"wire\" of an answer on nexus or login";
    WireReader reader = new WireReader(item, fields(item, ANSWER_KEYS, where));
    reader.checkCombination();
    return reader;
  }

  private static Fields fields(StepReader.Item item, Set<String> keys, String where) {
    Optional<Node> node = item.fields().node("wire");
    if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
      return Fields.of(mapping, keys, Set.of(), where, item.report());
    }
    node.ifPresent(wrong -> Fields.map(wrong, "wire", item.report()));
    Node.Mapping nothing = new Node.Mapping(List.of(), item.info().span());
    return Fields.of(nothing, keys, Set.of(), where, item.report());
  }

  private void checkCombination() {
    if (wire.has("chunks")) {
      refuse("every", Code.D102, "\"every\" beside \"chunks\": bytes go out in pieces one way");
    }
    if (wire.has("join")) {
      for (String key : List.of("chunks", "every", "cut")) {
        refuse(
            key,
            Code.D102,
            "\"%s\" beside \"join\": it is for the line that goes out".formatted(key));
      }
    }
    if (!wire.has("chunks") && !wire.has("every")) {
      refuse("gap", Code.D102, "a \"gap\" wants pieces: \"chunks\" or \"every\"");
    }
    if (!wire.has("cut")) {
      refuse("then", Code.D102, "\"then\" says what follows a \"cut\"");
    }
  }

  private void refuse(String key, Code code, String message) {
    wire.entry(key).ifPresent(entry -> report.add(code, entry.key().span(), message));
  }

  // ---- how the bytes go out ----

  Delivery delivery() {
    Duration gap = wire.text("gap").flatMap(item::duration).orElse(Duration.ZERO);
    if (wire.has("chunks")) {
      return new Delivery.Chunks(sizes(wire.list("chunks")), gap);
    }
    if (wire.has("every")) {
      int size = wire.text("every").flatMap(text -> Values.number(text, 1, report)).orElse(1);
      return new Delivery.Every(size, gap);
    }
    Optional<Scalar> join = wire.text("join");
    if (join.isEmpty()) {
      return new Delivery.Whole();
    }
    if (!join.get().text().equals(NEXT)) {
      report.add(Code.D107, join.get().span(), "\"join\" is next", "fix: join: next");
      return new Delivery.Whole();
    }
    return new Delivery.JoinNext();
  }

  private List<Integer> sizes(List<Node> chunks) {
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      Optional<Scalar> text = Fields.text(chunks.get(i), "a chunk", report);
      if (text.isPresent() && !(i + 1 == chunks.size() && text.get().text().equals(REST))) {
        Values.number(text.get(), 1, report).ifPresent(sizes::add);
      }
    }
    return sizes;
  }

  // ---- what is done to them ----

  Damage damage() {
    Optional<LineEnding> ending = wire.text("eol").flatMap(text -> eol(text, ENDINGS, report));
    Optional<Integer> times =
        wire.text("repeat").flatMap(text -> Values.number(text, 2, Damage.MOST_TIMES, report));
    return new Damage(
        wire.text("len").flatMap(this::length),
        ending.orElse(LineEnding.CRLF),
        times.orElse(1),
        wire.node("flip").flatMap(this::flip),
        wire.text("cut").flatMap(this::cut));
  }

  /** One of these line ends. */
  static Optional<LineEnding> eol(Scalar text, List<LineEnding> known, Report report) {
    Optional<LineEnding> ending = LineEnding.fromWord(text.text()).filter(known::contains);
    if (ending.isEmpty()) {
      List<String> words = known.stream().map(LineEnding::word).toList();
      report.add(
          Code.D107,
          text.span(),
          "\"%s\" is no line end to send here".formatted(text.text()),
          "known: " + String.join(", ", words),
          Nearest.hint(text.text(), words));
    }
    return ending;
  }

  private Optional<Damage.Announced> length(Scalar scalar) {
    String text = scalar.text();
    if (!LENGTH.matcher(text).matches()) {
      report.add(
          Code.D107,
          scalar.span(),
          "\"%s\" is no length to announce".formatted(text),
          "fix: len: 0, or len: +7 and len: -3 for more and less than the real length");
      return Optional.empty();
    }
    boolean added = text.startsWith("+") || text.startsWith("-");
    return Optional.of(
        new Damage.Announced(
            Integer.parseInt(text), added ? Damage.Basis.REAL_LENGTH : Damage.Basis.NOTHING));
  }

  private Optional<Damage.Flip> flip(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      Fields.map(node, "flip", report);
      return Optional.empty();
    }
    Fields flip = Fields.of(mapping, Keys.FLIP.words(), Set.of(), "in \"flip\"", report);
    if (!flip.has("at") || !flip.has("mask")) {
      report.add(
          Code.D107,
          mapping.span(),
          "a flip wants the byte, counted from 0, and the bits",
          "fix: flip: { at: 10, mask: 01 }");
      return Optional.empty();
    }
    Optional<Integer> at = flip.text("at").flatMap(text -> Values.number(text, 0, report));
    Optional<Integer> mask = flip.text("mask").flatMap(this::mask);
    return at.isPresent() && mask.isPresent()
        ? Optional.of(new Damage.Flip(at.get(), mask.get()))
        : Optional.empty();
  }

  private Optional<Integer> mask(Scalar text) {
    if (MASK.matcher(text.text()).matches()) {
      return Optional.of(Integer.parseInt(text.text(), 16));
    }
    report.add(
        Code.D107,
        text.span(),
        "\"%s\" is no mask".formatted(text.text()),
        "a mask is two hexadecimal digits from 01 to ff: the bits that change");
    return Optional.empty();
  }

  private Optional<Damage.Cut> cut(Scalar scalar) {
    boolean isPercent = scalar.text().endsWith("%");
    String digits = scalar.text().substring(0, scalar.text().length() - (isPercent ? 1 : 0));
    int amount = Values.isNumber(digits) ? Integer.parseInt(digits) : 0;
    if (amount == 0 || isPercent && amount > 99) {
      report.add(
          Code.D107,
          scalar.span(),
          "\"%s\" does not say where to cut".formatted(scalar.text()),
          "fix: cut: 60%, or cut: 17 after 17 bytes; at least one is sent and one kept");
      return Optional.empty();
    }
    return Optional.of(
        new Damage.Cut(
            amount,
            isPercent ? Damage.Unit.PERCENT : Damage.Unit.BYTES,
            wire.text("then").map(this::then).orElse(Damage.Then.CLOSE)));
  }

  private Damage.Then then(Scalar text) {
    List<String> words = new ArrayList<>();
    for (Damage.Then then : Damage.Then.values()) {
      if (then.word().equals(text.text())) {
        return then;
      }
      words.add(then.word());
    }
    report.add(
        Code.D107,
        text.span(),
        "\"%s\" cannot follow a cut".formatted(text.text()),
        "known: " + String.join(", ", words),
        Nearest.hint(text.text(), words));
    return Damage.Then.CLOSE;
  }
}
