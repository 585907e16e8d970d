package org.msnmock.client.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.client.protocol.Principal;

/**
 * The text with which peers negotiate: a start line, headers, an empty line, {@code Name: value}
 * lines, an empty line, and one zero byte.
 *
 * <pre>
 * INVITE MSNMSGR:bob@example.com MSNSLP/1.0      MSNSLP/1.0 200 OK
 * To: &lt;msnmsgr:bob@example.com&gt;               To: ...
 * ...                                            ...
 * Content-Length: 322                            Content-Length: 23
 *
 * SessionID: 2216804                             SessionID: 2216804
 * </pre>
 *
 * @param headers without {@code Content-Length}, which is counted, zero byte included
 * @see "MSNPiki, MSNC; Gaim 0.82, msn/slplink.c and msn/slp.c"
 */
record SlpMessage(Start start, Map<String, String> headers, Map<String, String> body) {
  static final String REQUEST_BODY = "application/x-msnmsgr-sessionreqbody";
  static final String CLOSE_BODY = "application/x-msnmsgr-sessionclosebody";
  static final String TRANSPORT_BODY = "application/x-msnmsgr-transreqbody";
  static final String TRANSPORT_REPLY = "application/x-msnmsgr-transrespbody";

  private static final String VERSION = "MSNSLP/1.0";
  private static final int MOST_LINES = 100;
  private static final Pattern REQUEST =
      Pattern.compile("([A-Z]{1,16}) MSNMSGR:(\\S{1,1024}) MSNSLP/1\\.[0-9]");
  private static final Pattern STATUS = Pattern.compile("MSNSLP/1\\.[0-9] ([0-9]{3})(?: (.*))?");

  SlpMessage {
    headers = ordered(headers);
    body = ordered(body);
  }

  private static Map<String, String> ordered(Map<String, String> fields) {
    Map<String, String> copy = new LinkedHashMap<>(fields);
    return Collections.unmodifiableMap(copy);
  }

  /** What the first line says. */
  sealed interface Start {
    /** Something is asked of somebody. */
    record Asks(String method, String whom) implements Start {
      @Override
      public String toString() {
        return "%s MSNMSGR:%s %s".formatted(method, whom, VERSION);
      }
    }

    /** Something that was asked is answered. */
    record Answers(int status, String reason) implements Start {
      @Override
      public String toString() {
        return "%s %s %s".formatted(VERSION, status, reason);
      }
    }
  }

  /** Reads a text; nothing where it is none. Names of headers and fields are found in any case. */
  static Optional<SlpMessage> read(byte[] bytes) {
    int length = bytes.length > 0 && bytes[bytes.length - 1] == 0 ? bytes.length - 1 : bytes.length;
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8).replace("\r\n", "\n");
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    String[] lines = head.split("\n", MOST_LINES + 1);
    if (lines.length > MOST_LINES) {
      return Optional.empty();
    }
    return start(lines[0])
        .map(
            start ->
                new SlpMessage(
                    start, fields(head), fields(end < 0 ? "" : text.substring(end + 2))));
  }

  private static Optional<Start> start(String line) {
    Matcher request = REQUEST.matcher(line.strip());
    if (request.matches()) {
      return Optional.of(new Start.Asks(request.group(1), request.group(2)));
    }
    Matcher status = STATUS.matcher(line.strip());
    return status.matches()
        ? Optional.of(
            new Start.Answers(
                Integer.parseInt(status.group(1)), Optional.ofNullable(status.group(2)).orElse("")))
        : Optional.empty();
  }

  private static Map<String, String> fields(String lines) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.split("\n", MOST_LINES + 1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && fields.size() < MOST_LINES) {
        fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /** With the zero at the end. */
  byte[] toBytes() {
    StringBuilder content = new StringBuilder();
    body.forEach((name, value) -> content.append(name).append(": ").append(value).append("\r\n"));
    content.append("\r\n\0");
    int length = content.toString().getBytes(StandardCharsets.UTF_8).length;
    StringBuilder text = new StringBuilder(start + "\r\n");
    headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    text.append("Content-Length: ").append(length).append("\r\n\r\n").append(content);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A header; empty where there is none. */
  String header(String name) {
    return found(headers, name);
  }

  /** A line of the body; empty where there is none. */
  String field(String name) {
    return found(body, name);
  }

  private static String found(Map<String, String> fields, String name) {
    return fields.entrySet().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** The media type of the body, in lower case and without parameters. */
  String contentType() {
    return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The headers that every text has, but the length. */
  static Map<String, String> headers(
      Principal from, Principal to, String branch, int sequence, String call, String contentType) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("To", "<msnmsgr:" + to + ">");
    headers.put("From", "<msnmsgr:" + from + ">");
    headers.put("Via", VERSION + "/TLP ;branch=" + branch);
    headers.put("CSeq", sequence + " ");
    headers.put("Call-ID", call);
    headers.put("Max-Forwards", "0");
    headers.put("Content-Type", contentType);
    return headers;
  }
}
