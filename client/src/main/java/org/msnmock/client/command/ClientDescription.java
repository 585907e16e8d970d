package org.msnmock.client.command;

import java.util.List;

/**
 * What a client says of itself in {@code CVR}.
 *
 * @param locale a hexadecimal locale id, {@code 0x0409} for US English
 * @param osType {@code win} for Windows 98 and its like, {@code winnt} for its successors; others
 *     are free
 * @param library {@code MSNMSGR} since version 5 of the official client
 */
public record ClientDescription(
    String locale,
    String osType,
    String osVersion,
    String architecture,
    String library,
    String version,
    String codebase) {

  /**
   * Version 6.0 of the official client on Windows XP, as other clients of the time called
   * themselves too.
   */
  public static final ClientDescription MESSENGER_6 =
      new ClientDescription("0x0409", "winnt", "5.1", "i386", "MSNMSGR", "6.0.0602", "MSMSGS");

  /** Version 5.0 of the official client on Windows 98. */
  public static final ClientDescription MESSENGER_5 =
      new ClientDescription("0x0409", "win", "4.10", "i386", "MSNMSGR", "5.0.0544", "MSMSGS");

  public ClientDescription {
    for (String field :
        List.of(locale, osType, osVersion, architecture, library, version, codebase)) {
      if (field.isEmpty() || field.chars().anyMatch(c -> c <= ' ')) {
        throw new IllegalArgumentException(
            "each part of a client description is one word, was \"" + field + "\"");
      }
    }
  }
}
