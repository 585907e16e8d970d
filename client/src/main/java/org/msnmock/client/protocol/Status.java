package org.msnmock.client.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What somebody lets others see of their presence. */
public enum Status {
  ONLINE("NLN"),
  BUSY("BSY"),
  IDLE("IDL"),
  BE_RIGHT_BACK("BRB"),
  AWAY("AWY"),
  OUT_TO_LUNCH("LUN"),
  ON_THE_PHONE("PHN"),
  HIDDEN("HDN"),
  OFFLINE("FLN");

  private final String code;

  Status(String code) {
    this.code = code;
  }

  /** Three capital letters, as on the wire. The server hangs up on lower-case ones. */
  public String code() {
    return code;
  }

  public static Optional<Status> fromCode(String code) {
    return Arrays.stream(values()).filter(status -> status.code.equals(code)).findFirst();
  }

  /** Whether a client may take this status. One becomes offline by leaving, not by saying so. */
  public boolean isSettable() {
    return this != OFFLINE;
  }
}
