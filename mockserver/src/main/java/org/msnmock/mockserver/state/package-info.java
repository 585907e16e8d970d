/**
 * Keeps a world from one run of a service to the next.
 *
 * <p>Imports {@code emulator}, and is the only one that knows H2's MVStore. What is kept of
 * somebody is bytes here: their meaning is the emulator's. Changes come on the emulator's thread
 * and are written on it; any thread may close.
 */
@NullMarked
package org.msnmock.mockserver.state;

import org.jspecify.annotations.NullMarked;
