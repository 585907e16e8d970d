package org.msnmock.mockserver.wire;

import java.io.ByteArrayOutputStream;

/** An HTTP answer as bytes, whole. */
public final class AnswerWriter {
  private AnswerWriter() {}

  /** What becomes of the connection after an answer. */
  public enum Connection {
    CLOSE("close"),
    KEEP_ALIVE("keep-alive");

    private final String word;

    Connection(String word) {
      this.word = word;
    }
  }

  /** What a client may ask to be left out. */
  public enum Body {
    SENT,
    /** The answer to a {@code HEAD} request. */
    LEFT_OUT
  }

  /** Whatever the answer states itself is left as it is. */
  public static byte[] bytes(Answer answer, Connection connection, Body body) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ').append(answer.reason());
    head.append("\r\n");
    for (String[] header : answer.headers()) {
      header(head, header[0], header[1]);
    }
    if (!states(answer, "Content-Type")) {
      header(head, "Content-Type", "text/html");
    }
    if (!states(answer, "Content-Length")) {
      header(head, "Content-Length", String.valueOf(answer.body().length));
    }
    if (!states(answer, "Connection")) {
      header(head, "Connection", connection.word);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(head.length() + answer.body().length + 2);
    out.writeBytes(Text.encode(head.append("\r\n").toString()));
    if (body == Body.SENT) {
      out.writeBytes(answer.body());
    }
    return out.toByteArray();
  }

  /** Whether the answer has a header of this name, and with this word in it. */
  public static boolean states(Answer answer, String name, String word) {
    return answer.headers().stream()
        .anyMatch(h -> h[0].equalsIgnoreCase(name) && h[1].equalsIgnoreCase(word));
  }

  private static boolean states(Answer answer, String name) {
    return answer.headers().stream().anyMatch(h -> h[0].equalsIgnoreCase(name));
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
