package org.msnmock.client.protocol;

/**
 * The number by which a reply names its request. Every connection counts for itself.
 *
 * @see "MSN protocol descriptions (hypothetic.org), transaction ids: 0 to 4294967295"
 */
public record TransactionId(long value) {
  static final long MAX = 0xFFFF_FFFFL;

  public TransactionId {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException("transaction id must be 0 to " + MAX + ", was " + value);
    }
  }

  /** The id after this one; after the greatest comes 1, as 0 is what unsolicited lines carry. */
  public TransactionId next() {
    return new TransactionId(value == MAX ? 1 : value + 1);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
