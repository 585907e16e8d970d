package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.P2pMessage;
import org.msnmock.mockserver.wire.Text;

/**
 * {@code slp:} where we await: the whole data of a P2P message. Whatever is stated, a NUL closes
 * the text, and Content-Length counts what follows the empty line, the NUL too.
 *
 * @param start the first line
 * @param headers in any order; others may be there
 * @param body what follows the empty line, but for the NUL
 * @param fields the body, where it is stated as lines like {@code Name: value}; others may be there
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/msg.c and msn/slplink.c"
 */
public record SlpPattern(
    Optional<TextPattern> start,
    List<PayloadPattern.Header> headers,
    Optional<TextPattern> body,
    List<PayloadPattern.Header> fields,
    Span span)
    implements PayloadPattern {

  /** So far a match has come before it looks at this. */
  private static final int BEFORE = 20;

  public SlpPattern {
    headers = List.copyOf(headers);
    fields = List.copyOf(fields);
  }

  @Override
  public Optional<Mismatch> match(byte[] data, Scene scene, Captures captures) {
    int last = data.length - 1;
    if (last < 0 || data[last] != 0) {
      return wrong("a NUL at the end of the SLP text", ending(data));
    }
    int end = P2pMessage.headersEnd(data);
    if (end < 0) {
      return wrong("SLP headers, then an empty line", "no empty line in " + data.length + " bytes");
    }
    String[] head = Text.decode(data, 0, end).split("\r\n", 2);
    List<String[]> received = new ArrayList<>(head.length < 2 ? List.of() : Mime.parse(head[1]));
    Optional<Mismatch> mismatch = contentLength(received, last - end - 3);
    if (mismatch.isEmpty() && start.isPresent()) {
      mismatch =
          start.get().match(head[0], Mismatch.Part.PAYLOAD, BEFORE, captures.over(scene), captures);
    }
    if (mismatch.isEmpty()) {
      mismatch = named(headers, received, scene, captures);
    }
    return mismatch.isPresent()
        ? mismatch
        : body(Text.decode(data, end + 4, last - end - 4), scene, captures);
  }

  private static String ending(byte[] data) {
    return data.length == 0
        ? "no data at all"
        : "the last of %s bytes is %02x".formatted(data.length, data[data.length - 1]);
  }

  private Optional<Mismatch> contentLength(List<String[]> received, int length) {
    for (String[] one : received) {
      if (one[0].equalsIgnoreCase(SlpPayload.LENGTH)) {
        return one[1].equals(String.valueOf(length))
            ? Optional.empty()
            : wrong(
                "%s: %s, the NUL counted".formatted(SlpPayload.LENGTH, length),
                one[0] + ": " + one[1]);
      }
    }
    return wrong(SlpPayload.LENGTH + ": " + length, "no Content-Length at all");
  }

  private Optional<Mismatch> named(
      List<PayloadPattern.Header> wanted, List<String[]> received, Scene scene, Captures captures) {
    return PayloadPattern.matchNamed(
        wanted, received, Mismatch.Part.PAYLOAD, span, captures.over(scene), captures);
  }

  private Optional<Mismatch> body(String text, Scene scene, Captures captures) {
    return body.isPresent()
        ? body.get().match(text, Mismatch.Part.PAYLOAD, BEFORE, captures.over(scene), captures)
        : named(fields, new ArrayList<>(Mime.parse(text)), scene, captures);
  }

  private Optional<Mismatch> wrong(String expected, String received) {
    return Optional.of(P2pPattern.wrong(BEFORE, span, expected, received));
  }
}
