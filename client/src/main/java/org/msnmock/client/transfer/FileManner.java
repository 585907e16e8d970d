package org.msnmock.client.transfer;

/** How files are sent. Those of other people are taken either way. */
public enum FileManner {
  /** Over a connection from the receiver to the sender; known to every client. */
  MSNFTP,
  /** Over the switchboard, as pictures go; for clients that speak MSNP9, and slow. */
  P2P
}
