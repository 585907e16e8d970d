package org.msnmock.mockserver.yaml;

import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import org.msnmock.mockserver.dialogue.Payload;
import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Text;

/**
 * What blocks held and how they were cut, written so that it can be loaded: it stands on one line,
 * and how long a line may be has its bounds.
 */
final class BlocksText {
  /** More than so many bytes are not written down. */
  private static final int MOST_BYTES = 1_000;

  /** A longer text is not written down; the bounds of a line, with room for what else it has. */
  private static final int MOST_CHARACTERS = 60_000;

  private static final String OTHER_BYTES =
      WrittenStep.INDENT + "# the content was other bytes, which cannot be written here\n";

  private final FlatNames names;
  private final PieceText pieces;
  private final Frame frame;

  BlocksText(FlatNames names, PieceText pieces, Frame frame) {
    this.names = names;
    this.pieces = pieces;
    this.frame = frame;
  }

  // ---- what we await ----

  /** What came, or only how much. */
  Supplier<String> awaited(int size) {
    byte[] held = held();
    String content = bytes(held).orElse("total: " + held.length);
    return () -> line(content + cut(size));
  }

  // ---- what we send ----

  /** The content as its step has it, where that can be written. */
  Supplier<String> sent(Payload.Blocks blocks) {
    String how = how(blocks);
    Supplier<String> filled = () -> content(held(), how);
    if (blocks.content() instanceof Payload.Body body && isPlain()) {
      Deferred text = pieces.sent(body.text());
      Deferred total = total(blocks);
      return () -> text(text.text()).map(it -> line(it + total.text() + how)).orElseGet(filled);
    } else if (blocks.content() instanceof Payload.Random random) {
      Deferred total = total(blocks);
      return () -> line("random: " + random.size() + total.text() + how);
    } else if (blocks.content() instanceof Payload.Raw raw) {
      Deferred total = total(blocks);
      return () -> content(raw.fill(names), total.text() + how);
    }
    return filled;
  }

  /** A text that our reader reads as the same one. */
  private boolean isPlain() {
    String text = frame.payloadText();
    return !Text.hasStray(text) && !text.replace("\r\n", "").contains("\n");
  }

  private static Optional<String> text(String text) {
    String written = YamlText.flowValue(text.replace("\r\n", "\n"));
    return written.length() > MOST_CHARACTERS ? Optional.empty() : Optional.of("text: " + written);
  }

  private Deferred total(Payload.Blocks blocks) {
    Deferred out = new Deferred();
    blocks
        .total()
        .map(pieces::sent)
        .ifPresent(total -> out.add(() -> ", total: " + YamlText.flowValue(total.text())));
    return out;
  }

  private static String how(Payload.Blocks blocks) {
    StringBuilder out = new StringBuilder(cut(blocks.size()));
    if (blocks.ending() == Blocks.Ending.NONE) {
      out.append(", end: none");
    }
    blocks.cancelAfter().ifPresent(count -> out.append(", cancel-after: ").append(count));
    return out.toString();
  }

  private String content(byte[] content, String how) {
    return bytes(content)
        .map(bytes -> line(bytes + how))
        .orElseGet(() -> OTHER_BYTES + line("random: " + content.length + how));
  }

  // ---- both ----

  private byte[] held() {
    return frame.payload().orElse(new byte[0]);
  }

  /** Empty where there are many, or a secret is among them. */
  private Optional<String> bytes(byte[] bytes) {
    if (bytes.length == 0) {
      return Optional.of("text: \"\"");
    }
    return bytes.length > MOST_BYTES || names.isSecret(Text.decode(bytes))
        ? Optional.empty()
        : Optional.of("bytes: \"" + HexFormat.ofDelimiter(" ").formatHex(bytes) + "\"");
  }

  private static String cut(int size) {
    return size == Blocks.LARGEST ? "" : ", size: " + size;
  }

  private static String line(String flow) {
    return WrittenStep.INDENT + "blocks: { " + flow + " }\n";
  }
}
