package org.msnmock.client.switchboard;

/** What is done when somebody calls. */
public enum Calls {
  /** Those of people on the block list are ignored all the same. */
  ANSWERED,
  /** To the caller it looks as if nobody had heard it. */
  IGNORED
}
