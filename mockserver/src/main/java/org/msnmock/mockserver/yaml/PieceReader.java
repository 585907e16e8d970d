package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Function;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;

/** Text with braces to pieces: what is literal, what is known, what is learned. */
final class PieceReader {
  private static final int MAX_DIGITS = 64;

  private final Scalar scalar;
  private final String text;
  private final Use use;
  private final Context context;
  private final Report report;

  PieceReader(Scalar scalar, Use use, Context context) {
    this.scalar = scalar;
    this.text = scalar.text();
    this.use = use;
    this.context = context;
    this.report = context.report();
  }

  /** What a text is for, which decides what may stand in its braces. */
  enum Use {
    /** A line that we await. */
    AWAITED_LINE,
    /** A header, path or payload that we await. */
    AWAITED_TEXT,
    /** A line that we send. */
    SENT_LINE,
    /** A header or payload that we send. */
    SENT_TEXT,
    /** A value that is set, given to a fragment or told. */
    VALUE,
    /** What we await, all of it known before it comes. */
    AWAITED_VALUE;

    boolean isAwaited() {
      return this == AWAITED_LINE || this == AWAITED_TEXT;
    }

    boolean isLine() {
      return this == AWAITED_LINE || this == SENT_LINE;
    }
  }

  /** The pieces of a stretch of the text; line ends become CRLF, and each line is a piece. */
  List<Piece> read(int from, int to) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int begin = from;
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      if (c == '{' && !text.startsWith("{{", i) && !Braces.isGuid(text, i)) {
        flush(literal, begin, i, pieces);
        i = group(i, from, to, pieces);
        begin = i;
      } else {
        i = literal(i, literal);
        if (c == '\n') {
          flush(literal, begin, i, pieces);
          begin = i;
        }
      }
    }
    flush(literal, begin, to, pieces);
    return pieces;
  }

  private void flush(StringBuilder literal, int from, int to, List<Piece> pieces) {
    if (literal.length() > 0) {
      pieces.add(new Piece.Fixed(literal.toString(), scalar.part(from, to)));
      literal.setLength(0);
    }
  }

  /** Takes one piece of plain text, and returns where the next begins. */
  private int literal(int i, StringBuilder literal) {
    char c = text.charAt(i);
    if (c == '{' && Braces.isGuid(text, i)) {
      literal.append(text, i, Braces.afterGuid(i));
      return Braces.afterGuid(i);
    }
    if (c == '{' || c == '}') {
      literal.append(c);
      boolean doubled = text.startsWith(c == '{' ? "{{" : "}}", i);
      if (!doubled) {
        report.add(
            Code.D107,
            scalar.part(i, i + 1),
            "this brace closes nothing",
            "fix: a literal brace is written twice: }}");
      }
      return i + (doubled ? 2 : 1);
    }
    if (c == '\n' && (i == 0 || text.charAt(i - 1) != '\r')) {
      literal.append('\r');
    }
    literal.append(c);
    return i + 1;
  }

  /** Reads the braces at {@code open}, and returns where what follows begins. */
  private int group(int open, int from, int to, List<Piece> pieces) {
    int close = Braces.close(text, open);
    if (close < 0 || close >= to) {
      report.add(
          Code.D107,
          scalar.part(open, open + 1),
          "this brace is never closed",
          "fix: close it%s; a literal brace is written twice: {{".formatted(closed(open, to)));
      pieces.add(new Piece.Fixed(text.substring(open, to), scalar.part(open, to)));
      return to;
    }
    boolean whole = open == from && close + 1 == to;
    pieces.add(piece(open + 1, close, whole, scalar.part(open, close + 1)));
    return close + 1;
  }

  /** {@code : {trid}}, where the brace is followed by a word and that by a blank. */
  private String closed(int open, int to) {
    int end = Math.min(Braces.nameEnd(text, open + 1), to);
    boolean word = end > open + 1 && (end == to || text.charAt(end) == ' ');
    return word ? ": " + text.substring(open, end) + "}" : "";
  }

  private Piece piece(int from, int to, boolean whole, Span span) {
    String inside = text.substring(from, to);
    return switch (inside) {
      case "trid" -> transactionId(span);
      case "len" -> length(whole, span);
      case "absent" -> absent(whole, span);
      case "now", "now:epoch" -> generated(new Generator(Generator.Made.NOW, 0), span);
      default -> named(inside, from, to, whole, span);
    };
  }

  private Piece named(String inside, int from, int to, boolean whole, Span span) {
    if (inside.startsWith("random:")) {
      return random(inside.substring("random:".length()), from + "random:".length(), span);
    }
    if (inside.startsWith("now:")) {
      return notGenerated(inside.substring("now:".length()), from + "now:".length(), span);
    }
    if (inside.startsWith("*")) {
      return hole(Optional.empty(), inside, from, whole, span);
    }
    int nameEnd = Braces.nameEnd(inside, 0);
    String name = inside.substring(0, nameEnd);
    if (inside.startsWith("=", nameEnd)) {
      Optional<String> learned = name.isEmpty() ? Optional.empty() : Optional.of(name);
      return hole(learned, inside.substring(nameEnd + 1), from + nameEnd + 1, whole, span);
    }
    if (inside.startsWith("(", nameEnd)) {
      return new CallReader(from, to).read(span);
    }
    return name.isEmpty()
        ? wrong(inside, span)
        : known(name, inside.substring(nameEnd), from, span);
  }

  private Piece wrong(String inside, Span span) {
    report.add(
        Code.D107,
        span,
        "{%s} is neither a name nor a pattern".formatted(inside),
        "fix: {name} is a known value, {name=*} learns one, {*} takes any token, {{ }} are braces");
    return nothing(span);
  }

  private static Piece nothing(Span span) {
    return new Piece.Fixed("", span);
  }

  private Piece transactionId(Span span) {
    if (use == Use.VALUE || use == Use.AWAITED_VALUE) {
      report.add(
          Code.D604,
          span,
          "{trid} belongs to a line",
          "fix: learn it there by a name of its own: {id=trid}");
    }
    return new Piece.TransactionId(span);
  }

  private Piece length(boolean whole, Span span) {
    if (!use.isLine() || !whole) {
      report.add(Code.D603, span, "{len} is a token of a line, and nothing else");
    }
    return new Piece.Length(span);
  }

  private Piece absent(boolean whole, Span span) {
    if (use != Use.AWAITED_TEXT || !whole) {
      report.add(Code.D107, span, "{absent} stands alone, as the value of a header that we await");
    }
    return new Piece.Absent(span);
  }

  private Piece generated(Generator generator, Span span) {
    if (use.isAwaited() || use == Use.AWAITED_VALUE) {
      report.add(
          Code.D107,
          span,
          "a generated value cannot be awaited",
          "fix: give it a name first:  - set: { value: \"{...}\" }");
    }
    return new Piece.Generated(generator, span);
  }

  private Piece random(String what, int at, Span span) {
    Generator generator = null;
    if (what.equals("int") || what.equals("cookie")) {
      generator = new Generator(what.equals("int") ? Generator.Made.INT : Generator.Made.COOKIE, 0);
    } else if (what.startsWith("digits")) {
      generator = sized(Generator.Made.DIGITS, what.substring("digits".length()));
    } else if (what.startsWith("hex")) {
      generator = sized(Generator.Made.HEX, what.substring("hex".length()));
    }
    return generator == null ? notGenerated(what, at, span) : generated(generator, span);
  }

  private Piece notGenerated(String what, int at, Span span) {
    report.add(
        Code.D206,
        scalar.part(at, at + what.length()),
        "\"%s\" cannot be generated".formatted(what),
        "known: {now:epoch} {random:int} {random:digits20} {random:hex32} {random:cookie}");
    return nothing(span);
  }

  private static @org.jspecify.annotations.Nullable Generator sized(
      Generator.Made made, String size) {
    boolean right = Values.isNumber(size) && size.length() <= 2 && !size.startsWith("0");
    return right && Integer.parseInt(size) <= MAX_DIGITS
        ? new Generator(made, Integer.parseInt(size))
        : null;
  }

  /** {@code {name}}, {@code {name:format}}, {@code {name?}} and {@code {name?x}}. */
  private Piece known(String name, String rest, int from, Span span) {
    Format format = Format.PLAIN;
    String left = rest;
    if (rest.startsWith(":")) {
      int end = rest.indexOf('?') < 0 ? rest.length() : rest.indexOf('?');
      int at = from + name.length() + 1;
      format = format(rest.substring(1, end), scalar.part(at, at + end - 1));
      left = rest.substring(end);
    }
    if (left.startsWith("?")) {
      return maybe(name, format, left.substring(1), span);
    }
    if (!left.isEmpty()) {
      return wrong(name + rest, span);
    }
    Format written = format;
    return context
        .known(name, span)
        .<Piece>map(known -> new Piece.Known(known.name(), written, known.equality(), span))
        .orElse(nothing(span));
  }

  private Piece maybe(String name, Format format, String fallback, Span span) {
    if (use.isAwaited()) {
      report.add(
          Code.D107,
          span,
          "{%s?} is for what we send".formatted(name),
          "fix: {=int?} is a token that may be missing");
      return nothing(span);
    }
    return context
        .perhaps(name, span)
        .<Piece>map(known -> new Piece.Maybe(known.name(), format, fallback, span))
        .orElse(nothing(span));
  }

  private Format format(String word, Span span) {
    Optional<Format> format = Format.fromWord(word);
    if (format.isEmpty()) {
      List<String> words = List.of("url", "upper", "lower", "localpart", "epoch");
      report.add(
          Code.D206,
          span,
          "unknown format \"%s\"".formatted(word),
          "known: " + String.join(", ", words),
          Nearest.hint(word, words));
    }
    return format.orElse(Format.PLAIN);
  }

  /** What stands behind the {@code =}, or a star alone. */
  private Piece hole(Optional<String> name, String pattern, int at, boolean whole, Span span) {
    if (!use.isAwaited()) {
      report.add(
          Code.D205,
          span,
          "a pattern where we send",
          name.map("fix: to fill in what is known write {%s}"::formatted)
              .orElse("fix: learn it where it comes, as in {name=*}, and write {name} here"));
      return nothing(span);
    }
    if (name.isPresent() && !Braces.isName(name.get())) {
      report.add(
          Code.D107,
          span,
          "\"%s\" cannot be a name".formatted(name.get()),
          context.nameHint(name.get()));
      return nothing(span);
    }
    if (pattern.equals("**")) {
      return rest(name, whole, span);
    }
    boolean optional = pattern.endsWith("?") && !pattern.startsWith("/");
    String asked = optional ? pattern.substring(0, pattern.length() - 1) : pattern;
    if (asked.startsWith("*") && asked.length() > 1) {
      return wrong(pattern, span);
    }
    if (optional && (use != Use.AWAITED_LINE || !whole)) {
      report.add(Code.D107, span, "only a whole token of a line may be missing");
    }
    Accepted accepted = accepted(asked, scalar.part(at, at + asked.length()));
    Piece.Presence presence = optional ? Piece.Presence.OPTIONAL : Piece.Presence.REQUIRED;
    return new Piece.Hole(
        name.map(text -> learn(text, accepted, optional, span)), accepted, presence, span);
  }

  private Name learn(String name, Accepted accepted, boolean optional, Span span) {
    Optional<Kind> kind =
        accepted instanceof Accepted.OfKind of ? Optional.of(of.kind()) : Optional.empty();
    Name learned =
        context.learn(
            name,
            kind.filter(Kind::isSecret).isPresent()
                ? Name.Visibility.HIDDEN
                : Name.Visibility.SHOWN,
            kind.filter(Kind.EMAIL::equals).isPresent()
                ? Piece.Equality.CASELESS
                : Piece.Equality.EXACT,
            span);
    kind.ifPresent(of -> context.build().ofKind(learned, of));
    if (optional) {
      context.build().mayBeMissing(learned);
      context.flow().known().remove(name);
      context.flow().perhaps().put(name, learned);
    }
    return learned;
  }

  private Piece rest(Optional<String> name, boolean whole, Span span) {
    if (use != Use.AWAITED_LINE || !whole) {
      report.add(Code.D107, span, "{**} is the last token of a line that we await");
      return nothing(span);
    }
    return new Piece.Rest(
        name.map(text -> context.learn(text, Name.Visibility.SHOWN, Piece.Equality.EXACT, span)),
        span);
  }

  private Accepted accepted(String pattern, Span span) {
    if (pattern.length() > 1 && pattern.startsWith("/") && pattern.endsWith("/")) {
      return Patterns.regex(pattern.substring(1, pattern.length() - 1), span, report);
    }
    Optional<Kind> kind = Kind.fromWord(pattern);
    if (kind.isPresent()) {
      return new Accepted.OfKind(kind.get());
    }
    return Patterns.words(pattern, span, report);
  }

  /** {@code md5(a, 'text')}: names, quoted texts and calls, with commas. */
  private final class CallReader {
    private static final int MAX_DEPTH = 16;

    private int at;
    private final int end;

    CallReader(int from, int end) {
      this.at = from;
      this.end = end;
    }

    Piece read(Span span) {
      Optional<Piece> call = call(0);
      blanks();
      if (call.isPresent() && at == end) {
        return call.get();
      }
      if (call.isPresent()) {
        wrong(text.substring(at, end), span);
      }
      return nothing(span);
    }

    private Optional<Piece> call(int depth) {
      int from = at;
      String word = text.substring(at, Braces.nameEnd(text, at));
      Optional<Function> function = Function.fromWord(word);
      if (function.isEmpty()) {
        TreeSet<String> words = new TreeSet<>();
        for (Function one : Function.values()) {
          words.add(one.word());
        }
        report.add(
            Code.D206,
            scalar.part(at, at + word.length()),
            "unknown function \"%s\"".formatted(word),
            "known: " + String.join(", ", words),
            Nearest.hint(word, words));
        return Optional.empty();
      }
      at += word.length() + 1;
      List<Piece> arguments = new ArrayList<>();
      blanks();
      while (at < end && text.charAt(at) != ')') {
        Optional<Piece> argument = argument(depth);
        if (argument.isEmpty()) {
          return argument;
        }
        arguments.add(argument.get());
        blanks();
        if (at < end && text.charAt(at) == ',') {
          at++;
          blanks();
        } else if (at >= end || text.charAt(at) != ')') {
          return refuse(from, "arguments stand between ( and ), with commas");
        }
      }
      if (at >= end) {
        return refuse(from, "the ) is missing");
      }
      at++;
      Span span = scalar.part(from, at);
      if (!function.get().takes(arguments.size())) {
        report.add(
            Code.D206,
            span,
            "%s takes %s, not %s".formatted(word, function.get().arity(), arguments.size()));
      }
      return Optional.of(new Piece.Call(function.get(), arguments, span));
    }

    private Optional<Piece> argument(int depth) {
      int from = at;
      if (text.charAt(at) == '\'') {
        int close = text.indexOf('\'', at + 1);
        if (close < 0 || close >= end) {
          return refuse(from, "the ' is never closed");
        }
        at = close + 1;
        return Optional.of(new Piece.Fixed(text.substring(from + 1, close), scalar.part(from, at)));
      }
      int nameEnd = Braces.nameEnd(text, at);
      if (nameEnd == at || depth > MAX_DEPTH) {
        return refuse(from, "an argument is a name, or a text in '...'");
      }
      if (nameEnd < end && text.charAt(nameEnd) == '(') {
        return call(depth + 1);
      }
      String name = text.substring(at, nameEnd);
      int formatEnd = nameEnd;
      if (nameEnd < end && text.charAt(nameEnd) == ':') {
        formatEnd = Braces.nameEnd(text, nameEnd + 1);
      }
      at = formatEnd;
      Span span = scalar.part(from, at);
      Format format =
          formatEnd == nameEnd
              ? Format.PLAIN
              : format(text.substring(nameEnd + 1, formatEnd), span);
      return context
          .known(name, span)
          .map(known -> new Piece.Known(known.name(), format, known.equality(), span));
    }

    private Optional<Piece> refuse(int from, String message) {
      report.add(Code.D107, scalar.part(from, Math.max(from + 1, Math.min(at, end))), message);
      return Optional.empty();
    }

    private void blanks() {
      while (at < end && text.charAt(at) == ' ') {
        at++;
      }
    }
  }
}
