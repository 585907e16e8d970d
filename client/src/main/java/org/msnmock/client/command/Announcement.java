package org.msnmock.client.command;

import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** An order that has a transaction id, and that the server does not answer all the same. */
public sealed interface Announcement permits SendUnconfirmed {
  Frame toFrame(TransactionId id);
}
