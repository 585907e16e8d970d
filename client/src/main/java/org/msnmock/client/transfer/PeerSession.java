package org.msnmock.client.transfer;

import org.msnmock.client.protocol.TransferFailedException.Reason;

/** Something that the user and a peer have agreed on, or are about to. For turns. */
interface PeerSession {
  /** Its number, which stands in the headers of its data. */
  long number();

  /**
   * The peer has answered the invitation.
   *
   * @param status 200 is a yes
   */
  default void answered(int status) {}

  /** The peer has the whole of a message; perhaps of one of this session's. */
  default void acknowledged(long id) {}

  /** Whether data that come are for it. */
  default boolean awaitsData() {
    return false;
  }

  /** Data came, a whole or a part of one. */
  default void dataCame(P2pMessage part) {}

  /** The peer has ended it; it is not known any more. */
  void byeSaid();

  /** It was ended by the conversation's end; it is not known any more. */
  void ended(Reason reason, String why);
}
