package org.msnmock.client.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads text with words in other charsets, {@code =?utf-8?Q?caf=C3=A9?=}. The servers of the time
 * put quotes around the charset, and left blanks as they were.
 *
 * @see "RFC 2047; msnp-wiki, e-mail notifications"
 */
public final class EncodedWords {
  private static final Pattern WORD =
      Pattern.compile(
          "=\\?\"?([A-Za-z0-9_:.+-]{1,64})\"?(?:\\*[^?\\s]*)?\\?([QqBb])\\?([^?]*)\\?=");

  private EncodedWords() {}

  /** The text for people. A word that can't be read stays as it stands. */
  public static String decode(String text) {
    StringBuilder decoded = new StringBuilder();
    Matcher word = WORD.matcher(text);
    int end = 0;
    boolean isAfterWord = false;
    while (word.find()) {
      String between = text.substring(end, word.start());
      Optional<String> plain = decode(word);
      // blanks between two encoded words only keep them apart
      if (!(isAfterWord && plain.isPresent() && between.isBlank())) {
        decoded.append(between);
      }
      decoded.append(plain.orElse(word.group()));
      isAfterWord = plain.isPresent();
      end = word.end();
    }
    return decoded.append(text.substring(end)).toString();
  }

  private static Optional<String> decode(Matcher word) {
    try {
      byte[] bytes =
          word.group(2).equalsIgnoreCase("B")
              ? Base64.getDecoder().decode(word.group(3))
              : quoted(word.group(3));
      return Optional.of(new String(bytes, Charset.forName(word.group(1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no such charset, or no base64
    }
  }

  private static byte[] quoted(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '=' && high >= 0 && low >= 0) {
        decoded.write(high << 4 | low);
        i += 2;
      } else {
        decoded.write(bytes[i] == '_' ? ' ' : bytes[i]);
      }
    }
    return decoded.toByteArray();
  }
}
