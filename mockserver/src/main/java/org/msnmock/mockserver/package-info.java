/**
 * The face of the mock server. May import every package below it; the command line and the JUnit
 * extension stand above.
 */
@NullMarked
package org.msnmock.mockserver;

import org.jspecify.annotations.NullMarked;
