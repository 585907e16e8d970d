package org.msnmock.mockserver.dialogue;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.mockserver.wire.P2pField;
import org.msnmock.mockserver.wire.P2pMessage;
import org.msnmock.mockserver.wire.Text;

/**
 * {@code p2p:} where we send. What is not stated is computed: {@code id} counts up from a random
 * base, {@code ack-id} is random, {@code total} and {@code length} are those of the data, the rest
 * is 0.
 *
 * @param dest the {@code P2P-Dest} line
 * @param numbers those that are stated
 * @param content what stands between header and footer, if anything
 */
public record P2pPayload(Template dest, List<Numeral> numbers, Optional<Payload> content)
    implements Payload {
  static final String DEST = "P2P-Dest";

  /** The headers that every P2P payload begins with. */
  static final Map<String, String> HEADERS = headers();

  private static final Generator RANDOM = new Generator(Generator.Made.INT, 0);

  /** A number that is stated. */
  public record Numeral(P2pField field, Template value) {}

  public P2pPayload {
    numbers = List.copyOf(numbers);
  }

  private static Map<String, String> headers() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put("MIME-Version", "1.0");
    out.put("Content-Type", "application/x-msnmsgrp2p");
    return out;
  }

  @Override
  public byte[] fill(Scene scene) {
    StringBuilder head = new StringBuilder();
    HEADERS.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append(DEST).append(": ").append(dest.fill(scene)).append("\r\n\r\n");
    byte[] data = content.map(one -> one.fill(scene)).orElse(new byte[0]);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Text.encode(head.toString()));
    out.writeBytes(P2pMessage.of(numbers(data.length, scene), data).bytes());
    return out.toByteArray();
  }

  private Map<P2pField, Long> numbers(long length, Scene scene) {
    Map<P2pField, Long> out = new EnumMap<>(P2pField.class);
    for (Numeral numeral : numbers) {
      out.put(numeral.field(), number(numeral, scene));
    }
    if (!out.containsKey(P2pField.ID)) {
      out.put(P2pField.ID, scene.nextMessageId());
    }
    if (!out.containsKey(P2pField.ACK_ID)) {
      out.put(P2pField.ACK_ID, Long.parseLong("0" + scene.generate(RANDOM)));
    }
    out.putIfAbsent(P2pField.LENGTH, length);
    out.putIfAbsent(P2pField.TOTAL, out.getOrDefault(P2pField.OFFSET, 0L) + length);
    return out;
  }

  /** A value that came from the client may be no number, or too large for its field. */
  private static long number(Numeral numeral, Scene scene) {
    String text = numeral.value().fill(scene);
    OptionalLong number = numeral.field().parse(text);
    if (number.isEmpty()) {
      scene.note(
          "p2p %s: \"%s\" is no number of %s bytes, 0 is sent"
              .formatted(numeral.field().word(), text, numeral.field().size()),
          numeral.value().span());
    }
    return number.orElse(0);
  }
}
