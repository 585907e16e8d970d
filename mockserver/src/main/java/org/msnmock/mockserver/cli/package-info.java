/**
 * The command line: {@code msnmock serve}, {@code test} and {@code lint}.
 *
 * <p>May import every package of this module; nothing imports it. The only one that knows picocli
 * and the standard streams.
 */
@NullMarked
package org.msnmock.mockserver.cli;

import org.jspecify.annotations.NullMarked;
