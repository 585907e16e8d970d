/**
 * Every command of the protocol as a record: what the client asks, what the server answers, and
 * what it says unasked.
 *
 * <p>Imports {@code contact}, {@code message}, {@code wire} and {@code protocol}. The records are
 * immutable and enter threads freely; parsing happens on the reader thread of a connection.
 */
@NullMarked
package org.msnmock.client.command;

import org.jspecify.annotations.NullMarked;
