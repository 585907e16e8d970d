package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.dialogue.PayloadPattern;
import org.msnmock.mockserver.dialogue.TextPattern;

/** {@code body}, {@code mime}, {@code bytes}, {@code file} and {@code p2p}. */
final class PayloadReader {
  static final String P2P = "p2p";

  static final List<String> KEYS = List.of("body", "mime", "bytes", "file", P2P, "blocks");

  static final Pattern HEADER_NAME = Pattern.compile("[^\\x00-\\x20:]+");

  /** The keys of {@code mime} that say something about what we await. */
  static final List<String> AWAITED = List.of("other-headers", "other-fields");

  static final String ALLOW = "allow";

  /** Whether what is not stated may be there. */
  static final List<String> OTHERS = List.of(ALLOW, "deny");

  private final Context context;
  private final Report report;

  PayloadReader(Context context) {
    this.context = context;
    this.report = context.report();
  }

  /** The key of the payload, if there is one; a second one is reported. */
  static Optional<Scalar> key(Fields fields, Report report) {
    Optional<Scalar> first = Optional.empty();
    for (String key : KEYS) {
      Optional<Scalar> found = fields.entry(key).map(Node.Entry::key);
      if (first.isPresent() && found.isPresent()) {
        report.add(
            Code.D102,
            found.get().span(),
            "a second payload beside \"%s\"".formatted(first.get().text()));
      }
      first = first.isPresent() ? first : found;
    }
    return first;
  }

  Optional<PayloadPattern> pattern(Fields fields) {
    refuseBlocks(fields);
    Optional<Scalar> body = fields.text("body");
    if (body.isPresent()) {
      return Optional.of(new PayloadPattern.Body(text(body.get())));
    }
    if (fields.node("mime").isPresent()) {
      return Optional.of(mimePattern(fields.node("mime").get()));
    }
    if (fields.node(P2P).isPresent()) {
      return Optional.of(new P2pReader(fields.node(P2P).get(), context, this).pattern());
    }
    Optional<Node> place = fields.node("bytes").or(() -> fields.node("file"));
    return raw(fields).map(bytes -> new PayloadPattern.Raw(bytes, place.orElseThrow().span()));
  }

  Optional<Payload> template(Fields fields) {
    refuseBlocks(fields);
    Optional<Scalar> body = fields.text("body");
    if (body.isPresent()) {
      return Optional.of(new Payload.Body(Texts.template(body.get(), context)));
    }
    if (fields.node("mime").isPresent()) {
      return Optional.of(mimeTemplate(fields.node("mime").get()));
    }
    if (fields.node(P2P).isPresent()) {
      return Optional.of(new P2pReader(fields.node(P2P).get(), context, this).template());
    }
    return raw(fields).map(Payload.Raw::new);
  }

  /** A text that we await, which is there in any case. */
  TextPattern text(Scalar scalar) {
    TextPattern pattern = Texts.pattern(scalar, context);
    if (pattern.isAbsent()) {
      report.add(Code.D107, scalar.span(), "{absent} is the value of a header, and of no text");
    }
    return pattern;
  }

  /** They are no payload of a line, but stand in its place. */
  private void refuseBlocks(Fields fields) {
    Optional<Node.Entry> blocks = fields.entry("blocks");
    if (blocks.isPresent()) {
      report.add(
          Code.D603,
          blocks.get().key().span(),
          "\"blocks\" beside a line: they stand alone, and on peer only",
          "fix: write  \"{blocks}\"  in place of the line, as in  C peer: \"{blocks}\"");
    }
  }

  private PayloadPattern mimePattern(Node node) {
    Fields mime = mime(node);
    return new PayloadPattern.Mime(
        patterns(mime.map("headers")),
        others(mime, "other-headers"),
        mime.text("text").map(this::text),
        patterns(mime.map("fields")),
        others(mime, "other-fields"),
        node.span());
  }

  private Payload mimeTemplate(Node node) {
    Fields mime = mime(node);
    for (String key : AWAITED) {
      mime.entry(key)
          .ifPresent(
              entry ->
                  report.add(
                      Code.D102, entry.key().span(), "\"%s\" is for what we await".formatted(key)));
    }
    return new Payload.Mime(
        templates(mime.map("headers")),
        templates(mime.map("fields")),
        mime.text("text").map(text -> Texts.template(text, context)));
  }

  private Fields mime(Node node) {
    if (!(node instanceof Node.Mapping mapping)) {
      Fields.map(node, "mime", report);
      return Fields.of(
          new Node.Mapping(List.of(), node.span()), Keys.MIME.words(), Set.of(), "", report);
    }
    Fields mime = Fields.of(mapping, Keys.MIME.words(), Set.of(), "in \"mime\"", report);
    if (mime.has("text") && mime.has("fields")) {
      report.add(
          Code.D102,
          mime.entry("fields").orElseThrow().key().span(),
          "\"text\" and \"fields\" are the same part of the payload");
    }
    return mime;
  }

  private PayloadPattern.Others others(Fields mime, String key) {
    Optional<Scalar> word = mime.text(key);
    if (word.isPresent() && !OTHERS.contains(word.get().text())) {
      report.add(Code.D107, word.get().span(), "\"%s\" is allow or deny".formatted(key));
    }
    return word.map(Scalar::text).filter(ALLOW::equals).isPresent()
        ? PayloadPattern.Others.ALLOWED
        : PayloadPattern.Others.DENIED;
  }

  /** Headers that we await. */
  List<PayloadPattern.Header> patterns(List<Node.Entry> entries) {
    List<PayloadPattern.Header> out = new ArrayList<>();
    for (Header header : headers(entries)) {
      out.add(new PayloadPattern.Header(header.name(), Texts.pattern(header.value(), context)));
    }
    return out;
  }

  /** Headers that we send. */
  List<Payload.Header> templates(List<Node.Entry> entries) {
    List<Payload.Header> out = new ArrayList<>();
    for (Header header : headers(entries)) {
      out.add(new Payload.Header(header.name(), Texts.template(header.value(), context)));
    }
    return out;
  }

  private record Header(String name, Scalar value) {}

  private List<Header> headers(List<Node.Entry> entries) {
    List<Header> out = new ArrayList<>();
    Map<String, Scalar> names = new HashMap<>();
    for (Node.Entry entry : entries) {
      String name = entry.key().text();
      if (names.putIfAbsent(name.toLowerCase(Locale.ROOT), entry.key()) != null) {
        report.add(
            Code.D103,
            entry.key().span(),
            "\"%s\" stands here twice; case does not count".formatted(name));
      }
      if (!HEADER_NAME.matcher(name).matches()) {
        report.add(Code.D107, entry.key().span(), "no header has a name like this");
      }
      Fields.text(entry.value(), name, report)
          .ifPresent(value -> out.add(new Header(name, oneLine(value))));
    }
    return out;
  }

  private Scalar oneLine(Scalar value) {
    if (value.text().indexOf('\n') >= 0 || value.text().indexOf('\r') >= 0) {
      report.add(Code.D107, value.span(), "a header is one line");
    }
    return value;
  }

  /** {@code bytes} or {@code file}. */
  Optional<byte[]> raw(Fields fields) {
    Optional<Scalar> bytes = fields.text("bytes");
    if (bytes.isPresent()) {
      return hex(bytes.get());
    }
    return fields.text("file").flatMap(name -> context.build().library().bytes(name, report));
  }

  /** Pairs of hexadecimal digits, with or without blanks between. */
  Optional<byte[]> hex(Scalar scalar) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < scalar.text().length(); i++) {
      char c = scalar.text().charAt(i);
      if (Character.digit(c, 16) >= 0 && c < 0x80) {
        digits.append(c);
      } else if (c != ' ' && c != '\n') {
        report.add(Code.D107, scalar.part(i, i + 1), "no hexadecimal digit");
        return Optional.empty();
      }
    }
    if (digits.length() % 2 != 0) {
      report.add(Code.D107, scalar.span(), "half a byte is left: two hexadecimal digits are one");
      return Optional.empty();
    }
    return Optional.of(HexFormat.of().parseHex(digits));
  }
}
