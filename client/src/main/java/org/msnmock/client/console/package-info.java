/**
 * The command lines: one signs in, tells people what happens, and lets dialogues drive the client
 * over standard input and output; in the other one, msnchat, people chat.
 *
 * <p>Imports everything below, and is imported by nothing. It is the only place that touches the
 * standard streams.
 */
@NullMarked
package org.msnmock.client.console;

import org.jspecify.annotations.NullMarked;
