package org.msnmock.client.switchboard;

import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

/** Takes what a line brings, in its turn. */
interface LineOwner {
  void joined(Line line, Principal who, String friendlyName);

  void left(Line line, Principal who, ParticipantLeft.Reason reason);

  void messageCame(Line line, Principal from, MimeMessage message);

  /** Somebody's client has something to tell, besides texts. */
  void peerMessageCame(Line line, Principal from, Payload message);

  /** Nobody has said anything for a long while. */
  void idle(Line line);

  /** The connection is over. This is the last call. */
  void ended(Line line, MsnException cause);
}
