/**
 * What the application hears: one sealed family of events, the listener that takes them, and the
 * queue that brings them from the threads of the connection to the application's executor.
 *
 * <p>Imports {@code conversation}, {@code contact}, {@code message} and {@code protocol}. Events
 * are immutable; any thread may post.
 */
@NullMarked
package org.msnmock.client.event;

import org.jspecify.annotations.NullMarked;
