package org.msnmock.mockserver.dialogue;

/**
 * Values made while a play runs.
 *
 * @param kind what is made
 * @param size the number of digits, where the kind has one
 */
public record Generator(Made kind, int size) {

  /** What can be made. */
  public enum Made {
    /** {@code {now}} and {@code {now:epoch}}: seconds since 1970. */
    NOW,
    /** {@code {random:int}}: 0 to 2147483647. */
    INT,
    /** {@code {random:digits20}}: decimal digits, the first one not 0. */
    DIGITS,
    /** {@code {random:hex32}}: hexadecimal digits in lower case. */
    HEX,
    /** {@code {random:cookie}}: three numbers with points, as switchboards give. */
    COOKIE
  }
}
