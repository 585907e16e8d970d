package org.msnmock.client.message;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/** Says that somebody is writing. */
public final class TypingMessage {
  public static final String CONTENT_TYPE = "text/x-msmsgscontrol";

  private static final String FIELD = "TypingUser";

  private TypingMessage() {}

  public static Payload by(Principal user) {
    return Payload.of(
        "MIME-Version: 1.0\r\nContent-Type: %s\r\n%s: %s\r\n\r\n\r\n"
            .formatted(CONTENT_TYPE, FIELD, user.address()));
  }

  public static boolean isIn(MimeMessage message) {
    return message.contentType().equals(CONTENT_TYPE)
        && (message.header(FIELD).isPresent() || message.bodyFields().containsKey(FIELD));
  }
}
