package org.msnmock.client.message;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.msnmock.client.wire.Payload;

/**
 * {@code Name: value} lines, an empty line, and a body. Names are found in any case; order and
 * unknown names don't matter.
 */
public record MimeMessage(Map<String, String> headers, String body) {
  public MimeMessage {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(headers);
    headers = Collections.unmodifiableMap(copy);
  }

  public static MimeMessage from(Payload payload) {
    String text = payload.text().replace("\r\n", "\n");
    int end = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
    return end < 0
        ? new MimeMessage(fieldsFrom(text), "")
        : new MimeMessage(
            fieldsFrom(text.substring(0, end)), text.substring(end).replaceFirst("^\n{1,2}", ""));
  }

  /** The media type alone, in lower case, without parameters such as the charset. */
  public String contentType() {
    return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body read as {@code Name: value} lines, as messages of the server itself have them. */
  public Map<String, String> bodyFields() {
    return fieldsFrom(body);
  }

  private static Map<String, String> fieldsFrom(String lines) {
    Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.putIfAbsent(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /** Names of headers only: values may be private or secret. */
  @Override
  public String toString() {
    return "MimeMessage["
        + contentType()
        + ", "
        + headers.keySet()
        + ", body of "
        + body.length()
        + " characters]";
  }
}
