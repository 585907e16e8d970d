package org.msnmock.client.connection;

import org.msnmock.client.command.ErrorReply;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.wire.Frame;

/**
 * Takes what a connection brings that answers no request. Implementations must return soon and
 * never block.
 */
public interface ConnectionListener {
  /** A line came unasked. On the reader thread. */
  void noticeCame(Frame frame);

  /** An error came that belongs to no request. On the reader thread. */
  void errorCame(ErrorReply error);

  /** The connection is over; this is the last call, and comes once, on any thread. */
  void ended(MsnException cause);
}
