/**
 * Bytes to frames and back, with broken ones among them: lines, payloads, HTTP heads; nothing here
 * knows what a command means.
 *
 * <p>Imports nothing of the project. Any thread may enter; a {@link
 * org.msnmock.mockserver.wire.Framer} belongs to one connection and so to one thread.
 */
@NullMarked
package org.msnmock.mockserver.wire;

import org.jspecify.annotations.NullMarked;
