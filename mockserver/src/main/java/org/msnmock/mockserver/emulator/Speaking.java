package org.msnmock.mockserver.emulator;

import java.time.Instant;
import org.msnmock.mockserver.wire.Role;

/**
 * A connection, and what is spoken on it.
 *
 * @param since when it was made
 */
record Speaking(Link link, Session session, Role role, Instant since) {}
