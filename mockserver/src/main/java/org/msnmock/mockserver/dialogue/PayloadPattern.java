package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.msnmock.mockserver.wire.Text;

/** What we await behind a line. */
public sealed interface PayloadPattern
    permits PayloadPattern.Body,
        PayloadPattern.Raw,
        PayloadPattern.Mime,
        PayloadPattern.Blocks,
        P2pPattern,
        SlpPattern {

  Optional<Mismatch> match(byte[] payload, Scene scene, Captures captures);

  /** The same, but that headers and fields may be there that nobody stated. */
  default PayloadPattern withOthersAllowed() {
    return this;
  }

  /** {@code body:}. The pattern's line ends are CRLF already. */
  record Body(TextPattern text) implements PayloadPattern {
    @Override
    public Optional<Mismatch> match(byte[] payload, Scene scene, Captures captures) {
      return text.match(Text.decode(payload), Mismatch.Part.PAYLOAD, 0, scene, captures);
    }
  }

  /** {@code bytes:} and {@code file:}. */
  final class Raw implements PayloadPattern {
    private final byte[] bytes;
    private final Span span;

    public Raw(byte[] bytes, Span span) {
      this.bytes = bytes.clone();
      this.span = span;
    }

    @Override
    public Optional<Mismatch> match(byte[] payload, Scene scene, Captures captures) {
      int at = java.util.Arrays.mismatch(bytes, payload);
      return at < 0
          ? Optional.empty()
          : Optional.of(
              new Mismatch(
                  Mismatch.Part.PAYLOAD,
                  at,
                  span,
                  hex(bytes, at),
                  hex(payload, at),
                  Optional.empty(),
                  false));
    }

    private static String hex(byte[] bytes, int from) {
      int end = Math.min(bytes.length, from + 16);
      return "at byte %s: %s"
          .formatted(
              from, from >= end ? "(end)" : HexFormat.ofDelimiter(" ").formatHex(bytes, from, end));
    }
  }

  /**
   * {@code blocks:}. What is matched is what the blocks hold.
   *
   * @param content what that has to be; empty: anything
   * @param total how many bytes it has; empty: as many as the content
   * @param size the largest block that is allowed
   */
  record Blocks(Optional<Payload> content, Optional<Template> total, int size, Span span)
      implements PayloadPattern {
    /** The total as it is written, values filled in. */
    public String total(Scene scene) {
      return total
          .map(text -> text.fill(scene))
          .orElseGet(
              () -> String.valueOf(content.map(one -> one.fill(scene).length).orElseThrow()));
    }

    @Override
    public Optional<Mismatch> match(byte[] payload, Scene scene, Captures captures) {
      String wanted = total(scene);
      if (!BlockTotal.of(wanted).equals(OptionalInt.of(payload.length))) {
        return Optional.of(
            new Mismatch(
                Mismatch.Part.PAYLOAD,
                0,
                span,
                wanted + " bytes in all",
                payload.length + " bytes",
                Optional.empty(),
                false));
      }
      return content.flatMap(one -> new Raw(one.fill(scene), span).match(payload, scene, captures));
    }
  }

  /** Headers or fields that nobody stated: allowed or not. */
  enum Others {
    DENIED,
    ALLOWED
  }

  /** A header or field that must be there, or must not. */
  record Header(String name, TextPattern value) {}

  /** {@code mime:}. */
  record Mime(
      List<Header> headers,
      Others otherHeaders,
      Optional<TextPattern> text,
      List<Header> fields,
      Others otherFields,
      Span span)
      implements PayloadPattern {

    public Mime {
      headers = List.copyOf(headers);
      fields = List.copyOf(fields);
    }

    @Override
    public PayloadPattern withOthersAllowed() {
      return new Mime(headers, Others.ALLOWED, text, fields, Others.ALLOWED, span);
    }

    @Override
    public Optional<Mismatch> match(byte[] payload, Scene scene, Captures captures) {
      String whole = Text.decode(payload);
      int end = whole.indexOf("\r\n\r\n");
      if (end < 0) {
        return Optional.of(noEmptyLine(whole));
      }
      Optional<Mismatch> mismatch =
          matchHeaders(
              headers,
              otherHeaders,
              whole.substring(0, end),
              Mismatch.Part.PAYLOAD,
              scene,
              captures);
      if (mismatch.isPresent()) {
        return mismatch;
      }
      String rest = whole.substring(end + 4);
      if (text.isPresent()) {
        return text.get().match(rest, Mismatch.Part.PAYLOAD, headers.size() + 1, scene, captures);
      }
      return fields.isEmpty()
          ? Optional.empty()
          : matchHeaders(fields, otherFields, rest, Mismatch.Part.PAYLOAD, scene, captures);
    }

    private Mismatch noEmptyLine(String whole) {
      return new Mismatch(
          Mismatch.Part.PAYLOAD,
          0,
          span,
          "headers, then an empty line",
          "no empty line in " + whole.length() + " characters",
          Optional.empty(),
          false);
    }

    private Optional<Mismatch> matchHeaders(
        List<Header> wanted,
        Others others,
        String block,
        Mismatch.Part part,
        Scene scene,
        Captures captures) {
      List<String[]> received = parse(block);
      Optional<Mismatch> mismatch = matchNamed(wanted, received, part, span, scene, captures);
      if (mismatch.isPresent() || others == Others.ALLOWED || received.isEmpty()) {
        return mismatch;
      }
      String[] surplus = received.get(0);
      return Optional.of(
          new Mismatch(
              part,
              wanted.size(),
              span,
              "",
              surplus[0] + ": " + surplus[1],
              Optional.empty(),
              false));
    }

    /** The lines of headers, names and values. */
    static List<String[]> parse(String block) {
      List<String[]> out = new ArrayList<>();
      for (String line : block.split("\r\n")) {
        if (!line.isEmpty()) {
          int colon = line.indexOf(':');
          out.add(
              colon < 0
                  ? new String[] {line, ""}
                  : new String[] {line.substring(0, colon), line.substring(colon + 1).strip()});
        }
      }
      return out;
    }
  }

  /**
   * Matches named values in any order, names without regard to case, and takes those that matched
   * out of {@code received}.
   */
  static Optional<Mismatch> matchNamed(
      List<Header> wanted,
      List<String[]> received,
      Mismatch.Part part,
      Span span,
      Scene scene,
      Captures captures) {
    int done = 0;
    for (Header header : wanted) {
      String[] found = find(received, header.name());
      if (header.value().isAbsent()) {
        if (found != null) {
          return Optional.of(
              new Mismatch(
                  part,
                  done,
                  header.value().span(),
                  "no " + header.name(),
                  found[0] + ": " + found[1],
                  Optional.empty(),
                  header.value().isSecret()));
        }
      } else if (found == null) {
        return Optional.of(
            new Mismatch(
                part,
                done,
                header.value().span(),
                header.name() + ": " + header.value().expected(scene),
                "no " + header.name() + " at all",
                Optional.empty(),
                header.value().isSecret()));
      } else {
        Optional<Mismatch> mismatch = header.value().match(found[1], part, done, scene, captures);
        if (mismatch.isPresent()) {
          return mismatch;
        }
        received.remove(found);
      }
      done++;
    }
    return Optional.empty();
  }

  private static String @org.jspecify.annotations.Nullable [] find(
      List<String[]> received, String name) {
    for (String[] one : received) {
      if (one[0].equalsIgnoreCase(name)) {
        return one;
      }
    }
    return null;
  }
}
