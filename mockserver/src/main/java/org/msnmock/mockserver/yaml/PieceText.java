package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;
import org.msnmock.mockserver.wire.Text;

/** Patterns and templates written down again, each value by a name where one stands for it. */
final class PieceText {
  private static final String ANYTHING = "{*}";

  private final FlatNames names;

  PieceText(FlatNames names) {
    this.names = names;
  }

  // ---- what we await ----

  /** A token that a pattern has taken. */
  Deferred token(TextPattern pattern, String received, Supplier<String> id) {
    boolean single = pattern.pieces().size() == 1;
    if (single
        && pattern.pieces().get(0) instanceof Piece.Known known
        && names.flat(known.name()).isEmpty()) {
      return Deferred.of(received(received));
    }
    return awaited(pattern.pieces(), id);
  }

  /** A header, path or payload that a pattern has taken. */
  Deferred awaited(TextPattern pattern) {
    return awaited(pattern.pieces(), () -> "{trid}");
  }

  private Deferred awaited(List<Piece> pieces, Supplier<String> id) {
    Deferred out = new Deferred();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Hole hole) {
        hole(hole.name(), accepted(hole.accepted()), out);
      } else if (piece instanceof Piece.Rest rest) {
        hole(rest.name(), "**", out);
      } else if (piece instanceof Piece.Length) {
        out.add("{len}");
      } else if (piece instanceof Piece.Absent) {
        out.add("{absent}");
      } else if (piece instanceof Piece.TransactionId) {
        out.add(id);
      } else {
        out.add(value(piece).orElse(ANYTHING));
      }
    }
    return out;
  }

  /** With a name only where it is needed, so that no name is learned in vain. */
  private void hole(Optional<Name> name, String kind, Deferred out) {
    String unnamed = kind.startsWith("*") ? "{" + kind + "}" : "{=" + kind + "}";
    if (name.isPresent() && names.value(name.get()).isPresent()) {
      FlatNames.Flat flat = names.learned(name.get());
      out.add(() -> flat.isUsed() ? "{" + flat.text() + "=" + kind + "}" : unnamed);
    } else {
      out.add(unnamed);
    }
  }

  private static String accepted(Accepted accepted) {
    if (accepted instanceof Accepted.OneWord words) {
      return String.join("|", words.words());
    }
    if (accepted instanceof Accepted.Matching matching) {
      return "/" + matching.pattern().pattern() + "/";
    }
    String word = ((Accepted.OfKind) accepted).kind().word();
    return word.equals("any") ? "*" : word;
  }

  /** A token as the client wrote it, if it can be written down. */
  String received(String token) {
    return Text.hasStray(token) || names.isSecret(token) ? ANYTHING : FlatNames.doubled(token);
  }

  // ---- what we send ----

  /** A token of a line, empty where it left nothing behind. */
  Optional<Deferred> token(Template template, Supplier<String> id) {
    boolean vanished =
        template.pieces().size() == 1
            && template.pieces().get(0) instanceof Piece.Maybe maybe
            && maybe.fallback().isEmpty()
            && names.value(maybe.name()).isEmpty();
    return vanished ? Optional.empty() : Optional.of(sent(template, id));
  }

  /** A header or payload. */
  Deferred sent(Template template) {
    return sent(template, () -> "{trid}");
  }

  private Deferred sent(Template template, Supplier<String> id) {
    Deferred out = new Deferred();
    for (Piece piece : template.pieces()) {
      if (piece instanceof Piece.Length) {
        out.add("{len}");
      } else if (piece instanceof Piece.TransactionId) {
        out.add(id);
      } else if (piece instanceof Piece.Generated made) {
        out.add("{" + generator(made.generator()) + "}");
      } else {
        out.add(
            value(piece)
                .orElseGet(
                    () -> names.literal(new Template(List.of(piece), piece.span()).fill(names))));
      }
    }
    return out;
  }

  private static String generator(Generator generator) {
    if (generator.kind() == Generator.Made.NOW) {
      return "now:epoch";
    }
    String size = generator.size() == 0 ? "" : String.valueOf(generator.size());
    return "random:" + generator.kind().name().toLowerCase(Locale.ROOT) + size;
  }

  // ---- what is known ----

  /** Literal text, a known value or a call; empty where it can't be written. */
  private Optional<String> value(Piece piece) {
    if (piece instanceof Piece.Fixed fixed) {
      return Optional.of(FlatNames.doubled(fixed.text()));
    } else if (piece instanceof Piece.Known known) {
      return Optional.of(known(known.name(), known.format()));
    } else if (piece instanceof Piece.Maybe maybe) {
      return Optional.of(
          names.value(maybe.name()).isPresent()
              ? known(maybe.name(), maybe.format())
              : FlatNames.doubled(maybe.fallback()));
    }
    return piece instanceof Piece.Call call
        ? call(call).map(text -> "{" + text + "}")
        : Optional.empty();
  }

  private String known(Name name, Format format) {
    if (format == Format.EPOCH) {
      return "{now:epoch}"; // of a moment, which no flat dialogue names
    }
    return names
        .flat(name)
        .map(flat -> "{" + formatted(flat.text(), format) + "}")
        .orElseGet(() -> names.literal(names.value(name, format).orElse("")));
  }

  private static String formatted(String name, Format format) {
    return format == Format.PLAIN ? name : name + ":" + format.word();
  }

  private Optional<String> call(Piece.Call call) {
    List<String> arguments = new ArrayList<>();
    for (Piece argument : call.arguments()) {
      Optional<String> text = argument(argument);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(text.get());
    }
    return Optional.of(call.function().word() + "(" + String.join(", ", arguments) + ")");
  }

  private Optional<String> argument(Piece argument) {
    if (argument instanceof Piece.Call call) {
      return call(call);
    }
    if (argument instanceof Piece.Known known) {
      Optional<FlatNames.Flat> flat = names.flat(known.name());
      return flat.isPresent()
          ? Optional.of(formatted(flat.get().text(), known.format()))
          : quoted(names.value(known.name(), known.format()).orElse(""));
    }
    return argument instanceof Piece.Fixed fixed ? quoted(fixed.text()) : Optional.empty();
  }

  private Optional<String> quoted(String text) {
    boolean fits = text.indexOf('\'') < 0 && text.indexOf('}') < 0 && !names.isSecret(text);
    return fits ? Optional.of("'" + text + "'") : Optional.empty();
  }
}
