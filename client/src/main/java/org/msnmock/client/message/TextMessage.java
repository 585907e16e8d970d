package org.msnmock.client.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.client.wire.Payload;

/**
 * What somebody says.
 *
 * @param text of at most 50,000 characters; lines are parted by {@code \n}
 */
public record TextMessage(String text, TextFormat format) {
  /** A switchboard hangs up on whoever sends more bytes at a time, headers included. */
  static final int LONGEST_PAYLOAD = 1664;

  private static final int LONGEST_TEXT = 50_000;

  public TextMessage {
    text = text.replace("\r\n", "\n").replace('\r', '\n');
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "a text has at most " + LONGEST_TEXT + " characters, this one has " + text.length());
    }
  }

  /** In the usual font. */
  public static TextMessage of(String text) {
    return new TextMessage(text, TextFormat.USUAL);
  }

  /**
   * The text in a message; nothing where it holds something else. What does not say what it is
   * counts as text, as it did in Kopete.
   */
  public static Optional<TextMessage> from(MimeMessage message) {
    String type = message.contentType();
    boolean isText = type.equals("text/plain") || type.isEmpty() && !message.body().isEmpty();
    if (!isText) {
      return Optional.empty();
    }
    String body = message.body();
    return Optional.of(
        new TextMessage(
            body.length() > LONGEST_TEXT ? body.substring(0, LONGEST_TEXT) : body,
            message.header(TextFormat.HEADER).map(TextFormat::from).orElse(TextFormat.USUAL)));
  }

  /**
   * The messages that say it, each small enough for a switchboard, and none ending within a letter.
   */
  public List<Payload> toPayloads() {
    String head =
        "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n%s: %s\r\n\r\n"
            .formatted(TextFormat.HEADER, format.toHeader());
    int room = LONGEST_PAYLOAD - head.getBytes(StandardCharsets.UTF_8).length;
    List<Payload> payloads = new ArrayList<>();
    for (String part : parts(room)) {
      payloads.add(Payload.of(head + part));
    }
    return payloads;
  }

  private List<String> parts(int room) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int size = 0;
    for (int at = 0; at < text.length(); ) {
      int letter = text.codePointAt(at);
      String written = letter == '\n' ? "\r\n" : Character.toString(letter);
      int bytes = written.getBytes(StandardCharsets.UTF_8).length;
      if (size + bytes > room) {
        parts.add(part.toString());
        part.setLength(0);
        size = 0;
      }
      part.append(written);
      size += bytes;
      at += Character.charCount(letter);
    }
    parts.add(part.toString());
    return parts;
  }

  /** The size alone: it is private what people write. */
  @Override
  public String toString() {
    return "TextMessage[" + text.length() + " characters, " + format + "]";
  }
}
