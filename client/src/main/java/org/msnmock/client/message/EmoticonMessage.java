package org.msnmock.client.message;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.wire.Payload;

/**
 * Says which pictures stand for which characters in the texts that follow. Whoever wants to see
 * them has to fetch them.
 *
 * <pre>
 * (b) TAB &lt;msnobj .../&gt; TAB (i) TAB &lt;msnobj .../&gt; TAB
 * </pre>
 *
 * @param emoticons what each shortcut stands for, in order; of a message that came, the first ten
 * @see "MSNPiki, MSNC (text/x-mms-emoticon); Kopete 0.9, msnchatsession.cpp"
 */
public record EmoticonMessage(Map<String, MsnObject> emoticons) {
  public static final String CONTENT_TYPE = "text/x-mms-emoticon";

  /** The most characters of a shortcut; official clients took seven. */
  public static final int LONGEST_SHORTCUT = 32;

  private static final int MOST = 10;
  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: %s\r\n\r\n".formatted(CONTENT_TYPE);

  public EmoticonMessage {
    emoticons = Collections.unmodifiableMap(new LinkedHashMap<>(emoticons));
  }

  /**
   * What a message announces; nothing where it is of another type. What is no emoticon is left out.
   */
  public static Optional<EmoticonMessage> from(MimeMessage message) {
    if (!message.contentType().equals(CONTENT_TYPE)) {
      return Optional.empty();
    }
    Map<String, MsnObject> found = new LinkedHashMap<>();
    String[] fields = message.body().split("\t", 2 * MOST + 1);
    for (int i = 0; i + 1 < fields.length && found.size() < MOST; i += 2) {
      String shortcut = fields[i].strip();
      if (isShortcut(shortcut)) {
        MsnObject.parse(fields[i + 1])
            .filter(object -> object.type() == MsnObject.EMOTICON)
            .ifPresent(object -> found.put(shortcut, object));
      }
    }
    return Optional.of(new EmoticonMessage(found));
  }

  /** Whether it can stand for a picture: no blank at either end, and nothing that has no shape. */
  public static boolean isShortcut(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_SHORTCUT
        && text.equals(text.strip())
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Those that a text uses. */
  public EmoticonMessage usedIn(TextMessage message) {
    Map<String, MsnObject> used = new LinkedHashMap<>(emoticons);
    used.keySet().removeIf(shortcut -> !message.text().contains(shortcut));
    return new EmoticonMessage(used);
  }

  /** As many as a switchboard takes in one message; about five. */
  public Payload toPayload() {
    StringBuilder body = new StringBuilder(HEAD);
    int size = HEAD.length();
    for (Map.Entry<String, MsnObject> one : emoticons.entrySet()) {
      String field = "%s\t%s\t".formatted(one.getKey(), one.getValue().text());
      size += field.getBytes(StandardCharsets.UTF_8).length;
      if (size > TextMessage.LONGEST_PAYLOAD) {
        break;
      }
      body.append(field);
    }
    return Payload.of(body.toString());
  }
}
