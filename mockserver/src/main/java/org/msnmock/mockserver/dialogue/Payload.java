package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.msnmock.mockserver.wire.Text;

/** What we send behind a line, or in the answer to a request. */
public sealed interface Payload
    permits Payload.Body,
        Payload.Mime,
        Payload.Raw,
        Payload.Noise,
        Payload.Blocks,
        Payload.Random,
        P2pPayload,
        SlpPayload {
  byte[] fill(Scene scene);

  /** {@code body:}. The template's line ends are CRLF already. */
  record Body(Template text) implements Payload {
    @Override
    public byte[] fill(Scene scene) {
      return Text.encode(text.fill(scene));
    }
  }

  /** {@code mime:}: headers in file order, an empty line, the text. */
  record Mime(List<Header> headers, List<Header> fields, Optional<Template> text)
      implements Payload {
    public Mime {
      headers = List.copyOf(headers);
      fields = List.copyOf(fields);
    }

    @Override
    public byte[] fill(Scene scene) {
      StringBuilder out = new StringBuilder();
      write(headers, scene, out);
      out.append("\r\n");
      write(fields, scene, out);
      text.ifPresent(body -> out.append(body.fill(scene)));
      return Text.encode(out.toString());
    }

    static void write(List<Header> headers, Scene scene, StringBuilder out) {
      for (Header header : headers) {
        out.append(header.name()).append(": ").append(header.value().fill(scene)).append("\r\n");
      }
    }
  }

  /** {@code bytes:} and {@code file:}. */
  final class Raw implements Payload {
    private final byte[] bytes;

    public Raw(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public byte[] fill(Scene scene) {
      return bytes.clone();
    }
  }

  /** {@code { bytes: n, seed: n }}: any bytes, the same for the same seed. */
  record Noise(int size, int seed) implements Payload {
    /** As many as a file of a dialogue may have. */
    public static final int MOST_BYTES = 1024 * 1024;

    @Override
    public byte[] fill(Scene scene) {
      byte[] bytes = new byte[size];
      new java.util.Random(seed).nextBytes(bytes);
      return bytes;
    }
  }

  /**
   * {@code blocks:}.
   *
   * @param content what the blocks hold, the beginning of it or again and again where another total
   *     is stated
   * @param total how many bytes that is; empty: as many as the content has
   * @param size how many of them a block has
   * @param cancelAfter after so many the sender cancels; empty: never
   */
  record Blocks(
      Payload content,
      Optional<Template> total,
      int size,
      org.msnmock.mockserver.wire.Blocks.Ending ending,
      OptionalInt cancelAfter)
      implements Payload {
    /** The content, of which nothing is left out but what a cancelled transfer has not sent. */
    @Override
    public byte[] fill(Scene scene) {
      byte[] whole = content.fill(scene);
      int length = total.map(text -> number(text, scene, whole.length)).orElse(whole.length);
      byte[] out = new byte[Math.min(length, cancelAfter.orElse(length))];
      for (int i = 0; i < out.length && whole.length > 0; i++) {
        out[i] = whole[i % whole.length];
      }
      return out;
    }

    /** The content as it goes out. */
    public byte[] framed(byte[] filled) {
      return org.msnmock.mockserver.wire.Blocks.write(filled, size, ending);
    }

    private static int number(Template total, Scene scene, int otherwise) {
      String text = total.fill(scene);
      OptionalInt number = BlockTotal.of(text);
      if (number.isEmpty()) {
        scene.note(
            "blocks total: \"%s\" is no number of bytes that can be sent, the content goes out as it is"
                .formatted(text),
            total.span());
      }
      return number.orElse(otherwise);
    }
  }

  /** {@code random: n}: bytes made up in this play, other ones with another seed. */
  record Random(int size) implements Payload {
    @Override
    public byte[] fill(Scene scene) {
      String seed = scene.generate(new Generator(Generator.Made.HEX, 16));
      byte[] bytes = new byte[size];
      new java.util.Random(seed.hashCode()).nextBytes(bytes);
      return bytes;
    }
  }

  /** A header that we send. */
  record Header(String name, Template value) {}
}
