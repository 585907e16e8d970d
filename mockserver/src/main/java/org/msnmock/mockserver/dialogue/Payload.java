package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.msnmock.mockserver.wire.Text;

/** What we send behind a line, or in the answer to a request. */
public sealed interface Payload
    permits Payload.Body, Payload.Mime, Payload.Raw, Payload.Noise, P2pPayload, SlpPayload {
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
      new Random(seed).nextBytes(bytes);
      return bytes;
    }
  }

  /** A header that we send. */
  record Header(String name, Template value) {}
}
