/**
 * Steering a service from other programs: HTTP with JSON, on loopback, for whoever knows a token.
 *
 * <pre>
 * socket ─► com.sun.net.httpserver ─► Front: may this one come in? ─► Route ─► Server.ask ─► Reply
 *                                                                        └─► a stream, on its own thread
 * </pre>
 *
 * <p>Imports the layers below. Requests are answered on a few threads of its own.
 */
@NullMarked
package org.msnmock.mockserver.control;

import org.jspecify.annotations.NullMarked;
