package org.msnmock.mockserver.emulator;

import java.util.Set;

/**
 * What somebody shows of themselves.
 *
 * @param status one of {@link #SETTABLE}
 * @param clientId as the client gave it; {@code 0} where it gave none
 * @param object encoded, as the client gave it; empty: no picture
 */
record Presence(String status, String clientId, String object) {
  static final String HIDDEN = "HDN";
  static final Set<String> SETTABLE =
      Set.of("NLN", "BSY", "IDL", "BRB", "AWY", "PHN", "LUN", HIDDEN);

  boolean isHidden() {
    return status.equals(HIDDEN);
  }

  /**
   * {@code NLN bob@example.com Bob 268435492 <msnobj>}, behind ILN or NLN.
   *
   * @param withPicture whether whoever gets it knows of pictures
   */
  String of(Person who, boolean withPicture) {
    String usual = "%s %s %s %s".formatted(status, who.address(), who.name(), clientId);
    return object.isEmpty() || !withPicture ? usual : usual + " " + object;
  }
}
