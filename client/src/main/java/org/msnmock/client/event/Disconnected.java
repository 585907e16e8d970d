package org.msnmock.client.event;

import org.msnmock.client.protocol.MsnException;

/**
 * The session of a user who was signed in is over.
 *
 * @param cause says in words how it came
 */
public record Disconnected(Reason reason, MsnException cause, Outlook outlook) implements MsnEvent {
  /** What comes next. */
  public enum Outlook {
    /** Nothing, unless the application signs in again. */
    FINAL,
    /** The client signs in again by itself, after a while. */
    RETURNS
  }

  public Disconnected(Reason reason, MsnException cause) {
    this(reason, cause, Outlook.FINAL);
  }

  /** Why. */
  public enum Reason {
    /** The application asked for it. */
    SIGNED_OUT,
    /** The account signed in at another place. Signing in again would throw that one out. */
    ELSEWHERE,
    /** The server is shut down, or sends its users to another one. */
    MAINTENANCE,
    /** The connection broke or fell silent. */
    LOST,
    /** The server gave no reason, or broke the protocol. */
    OTHER
  }

  @Override
  public void deliverTo(MsnListener listener) {
    listener.disconnected(this);
  }
}
