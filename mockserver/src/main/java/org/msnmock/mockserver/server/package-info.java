/**
 * Listeners, connections and the thread that serves them: turns bytes and closes into events of a
 * play, and its actions into bytes and closes.
 *
 * <p>Imports {@code engine} and what is below it. One selector thread per {@link
 * org.msnmock.mockserver.server.Server} owns all connections of dispatch server, notification
 * server and switchboard, and all plays. Each HTTP connection has a thread of its own, which posts
 * to that one. Other threads enter by the public methods of {@code Server} only.
 */
@NullMarked
package org.msnmock.mockserver.server;

import org.jspecify.annotations.NullMarked;
