package org.msnmock.mockserver.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a client with the payload that it announced.
 *
 * <p>The text is the line without its end, decoded by {@link Text}; the payload stays bytes.
 */
public final class Frame {
  /** About what a frame takes without what it holds. */
  private static final int SHELL = 100;

  /** About what a token takes beside its letters, of which there may be one. */
  private static final int TOKEN = 56;

  private final String text;
  private final LineEnd end;
  private final byte @Nullable [] payload;
  private String @Nullable [] tokens;

  public Frame(String text, LineEnd end, byte @Nullable [] payload) {
    this.text = text;
    this.end = end;
    this.payload = payload;
  }

  /** A line without payload that ended as it should. */
  public static Frame line(String text) {
    return new Frame(text, LineEnd.CRLF, null);
  }

  public String text() {
    return text;
  }

  public LineEnd end() {
    return end;
  }

  public boolean hasPayload() {
    return payload != null;
  }

  /** The payload; not to be changed. */
  public Optional<byte[]> payload() {
    return Optional.ofNullable(payload);
  }

  /** The payload as text, empty where there is none. */
  public String payloadText() {
    return payload == null ? "" : Text.decode(payload);
  }

  /**
   * The line cut at each single blank; two in a row make an empty token. One empty token at the
   * very end is dropped (FRAME-21), see {@link #endsWithBlank()}. Not to be changed.
   */
  public String[] tokens() {
    if (tokens == null) {
      tokens = Tokens.split(endsWithBlank() ? text.substring(0, text.length() - 1) : text);
    }
    return tokens;
  }

  /** Whether one blank stands between the last value and the end of the line. */
  public boolean endsWithBlank() {
    return text.length() > 1 && text.charAt(text.length() - 1) == ' ';
  }

  /** The first token: the command. */
  public String command() {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  /** About how many bytes it takes in memory, with its tokens; the same at each call. */
  public long weight() {
    long weight = SHELL + 2L * text.length() + (payload == null ? 0 : payload.length);
    int blank = -1;
    do {
      weight += TOKEN;
      blank = text.indexOf(' ', blank + 1);
    } while (blank >= 0);
    return weight;
  }

  @Override
  public String toString() {
    return payload == null ? text : text + " +" + payload.length + " bytes";
  }
}
