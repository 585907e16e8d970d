/**
 * Bytes to frames and back. A frame is one command: a verb, its fields, and a payload for the few
 * commands that have one.
 *
 * <p>Imports {@code protocol} only. No threads, no clock and no meaning live here; a reader belongs
 * to the thread that reads its stream.
 */
@NullMarked
package org.msnmock.client.wire;

import org.jspecify.annotations.NullMarked;
