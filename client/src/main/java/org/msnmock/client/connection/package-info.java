/**
 * One TCP connection to a server: its sockets and threads, and the transactions that go over it.
 *
 * <p>Imports {@code event}, {@code command}, {@code wire} and {@code protocol}. Any thread may
 * send; each connection has one thread that reads, which runs the callbacks of this package, and
 * one that writes.
 */
@NullMarked
package org.msnmock.client.connection;

import org.jspecify.annotations.NullMarked;
