package org.msnmock.mockserver.wire;

/** How a received line ended. */
public enum LineEnd {
  CRLF,
  /** LF without CR: tolerated by some servers, wrong by the protocol (FRAME-01). */
  LF
}
