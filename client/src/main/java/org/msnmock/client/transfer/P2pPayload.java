package org.msnmock.client.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/**
 * What a {@code MSG} carries from peer to peer. Everybody in a conversation gets it; it says for
 * whom it is.
 */
public final class P2pPayload {
  /** How such messages are marked. */
  public static final String CONTENT_TYPE = "application/x-msnmsgrp2p";

  private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};

  private P2pPayload() {}

  static Payload of(Principal to, P2pMessage message) {
    String headers =
        "MIME-Version: 1.0\r\nContent-Type: %s\r\nP2P-Dest: %s\r\n\r\n".formatted(CONTENT_TYPE, to);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(headers.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(message.toBytes());
    return Payload.of(out.toByteArray());
  }

  /** What is behind the headers where this is for the user; nothing where it is for another one. */
  public static Optional<byte[]> read(Payload payload, Principal user) {
    byte[] bytes = payload.toBytes();
    int end = endOfHeaders(bytes);
    if (end < 0) {
      return Optional.empty();
    }
    MimeMessage message = MimeMessage.from(Payload.of(Arrays.copyOf(bytes, end)));
    boolean isForUser =
        message
            .header("P2P-Dest")
            .filter(dest -> dest.equalsIgnoreCase(user.address()))
            .isPresent();
    return isForUser ? Optional.of(Arrays.copyOfRange(bytes, end, bytes.length)) : Optional.empty();
  }

  private static int endOfHeaders(byte[] bytes) {
    int length = END_OF_HEADERS.length;
    for (int i = 0; i + length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + length, END_OF_HEADERS, 0, length)) {
        return i + length;
      }
    }
    return -1;
  }
}
