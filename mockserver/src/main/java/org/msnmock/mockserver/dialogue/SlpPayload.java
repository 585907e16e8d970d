package org.msnmock.mockserver.dialogue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.Text;

/**
 * {@code slp:} where we send: the first line, the headers with a Content-Length behind them where
 * none is stated, an empty line, the body, a NUL.
 *
 * @param body what follows the empty line; lines of {@code fields} and an empty one where it is not
 *     stated
 */
public record SlpPayload(
    Template start,
    List<Payload.Header> headers,
    Optional<Template> body,
    List<Payload.Header> fields)
    implements Payload {
  static final String LENGTH = "Content-Length";

  public SlpPayload {
    headers = List.copyOf(headers);
    fields = List.copyOf(fields);
  }

  @Override
  public byte[] fill(Scene scene) {
    byte[] text = Text.encode(body(scene));
    StringBuilder head = new StringBuilder(start.fill(scene)).append("\r\n");
    Mime.write(headers, scene, head);
    if (headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(LENGTH))) {
      head.append(LENGTH).append(": ").append(text.length + 1).append("\r\n");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Text.encode(head.append("\r\n").toString()));
    out.writeBytes(text);
    out.write(0);
    return out.toByteArray();
  }

  private String body(Scene scene) {
    if (body.isPresent()) {
      return body.get().fill(scene);
    }
    StringBuilder out = new StringBuilder();
    Mime.write(fields, scene, out);
    return out.append("\r\n").toString();
  }
}
