/**
 * Conversations over switchboards: calling and being called, who is there, what is said.
 *
 * <p>Imports {@code connection} and what lies below. Any thread may enter; what conversations are
 * made of belongs to whoever has the {@link Turns turn}, one thread at a time.
 */
@NullMarked
package org.msnmock.client.switchboard;

import org.jspecify.annotations.NullMarked;
