/**
 * The command line: {@code msnmock} and its commands.
 *
 * <p>May import every package of this module; nothing imports it. The only one that knows picocli
 * and the standard streams.
 */
@NullMarked
package org.msnmock.mockserver.cli;

import org.jspecify.annotations.NullMarked;
