package org.msnmock.client.transfer;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Payload;

/**
 * What clients tell each other to agree on something that they do outside of the conversation:
 * {@code Name: value} lines. A number, the cookie, holds together what belongs to one invitation.
 *
 * <pre>
 * who has a file                                 who is to get it
 * INVITE (name, size) ──────────────────────────►
 *        ◄────────────────────────────── ACCEPT, or CANCEL (REJECT)
 * ACCEPT (address, port, another cookie) ───────►
 * </pre>
 *
 * @see "hypothetic.org, version 1; Kopete 0.9; aMSN of July 2004"
 */
record Invitation(Map<String, String> fields) {
  /** How such messages are marked. */
  static final String CONTENT_TYPE = "text/x-msmsgsinvite";

  static final String FILE_TRANSFER = "{5D3E02AB-6190-11d3-BBBB-00C04F795683}";
  static final long MAX_COOKIE = 0xFFFF_FFFFL;

  /** Why something is cancelled. */
  enum Cause {
    REJECT,
    REJECT_NOT_INSTALLED,
    /** Nobody came for the file. */
    FTTIMEOUT,
    /** The other one did not go on. */
    TIMEOUT,
    OUTBANDCANCEL,
    FAIL
  }

  static Invitation from(MimeMessage message) {
    return new Invitation(message.bodyFields());
  }

  static Invitation offer(long cookie, String name, long size) {
    return of(
        "Application-Name",
        "File Transfer",
        "Application-GUID",
        FILE_TRANSFER,
        "Invitation-Command",
        "INVITE",
        "Invitation-Cookie",
        String.valueOf(cookie),
        "Application-File",
        name,
        "Application-FileSize",
        String.valueOf(size));
  }

  static Invitation accept(long cookie) {
    return of(
        "Invitation-Command", "ACCEPT",
        "Invitation-Cookie", String.valueOf(cookie),
        "Launch-Application", "FALSE",
        "Request-Data", "IP-Address:");
  }

  /** Says where the file is to be had. */
  static Invitation accept(long cookie, InetAddress address, int port, long authCookie) {
    return of(
        "Invitation-Command", "ACCEPT",
        "Invitation-Cookie", String.valueOf(cookie),
        "IP-Address", address.getHostAddress(),
        "Port", String.valueOf(port),
        "AuthCookie", String.valueOf(authCookie),
        "Launch-Application", "FALSE",
        "Request-Data", "IP-Address:");
  }

  static Invitation cancel(long cookie, Cause cause) {
    return of(
        "Invitation-Command", "CANCEL",
        "Invitation-Cookie", String.valueOf(cookie),
        "Cancel-Code", cause.name());
  }

  private static Invitation of(String... namesAndValues) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Invitation(fields);
  }

  Payload toPayload() {
    StringBuilder text = new StringBuilder("MIME-Version: 1.0\r\n");
    text.append("Content-Type: ").append(CONTENT_TYPE).append("; charset=UTF-8\r\n\r\n");
    fields.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    return Payload.of(text.append("\r\n").toString());
  }

  /** What is to be done, in capitals: INVITE, ACCEPT, CANCEL or anything else. */
  String command() {
    return field("Invitation-Command").toUpperCase(Locale.ROOT);
  }

  /** Nothing where it is no number of 32 bits. */
  OptionalLong cookie() {
    OptionalLong number = number("Invitation-Cookie");
    return number.orElse(MAX_COOKIE + 1) <= MAX_COOKIE ? number : OptionalLong.empty();
  }

  boolean isForAFile() {
    return field("Application-GUID").equalsIgnoreCase(FILE_TRANSFER);
  }

  /** A field; empty where there is none. */
  String field(String name) {
    return Optional.ofNullable(fields.get(name)).orElse("");
  }

  OptionalLong number(String name) {
    return Decimal.parse(field(name));
  }
}
