package org.msnmock.mockserver.dialogue;

/** What it means that a line came before its client can have read the line it answers. */
public enum Early {
  /** Taken and noted; the default. */
  NOTED,
  /** Taken without a word. */
  ALLOWED,
  NON_STRICT,
  /** A deviation of the step. */
  FAIL
}
