/**
 * A dialogue as a state machine: events go in, actions come out, entries go to the journal.
 *
 * <p>Imports {@code verdict}, {@code journal}, {@code dialogue} and {@code wire}. No socket, no
 * thread, no clock: time comes in with each call, so that two runs with the same events and seed
 * give the same journal. A {@link org.msnmock.mockserver.engine.Play} belongs to one thread.
 */
@NullMarked
package org.msnmock.mockserver.engine;

import org.jspecify.annotations.NullMarked;
