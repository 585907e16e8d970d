/**
 * The time that a play goes by: the machine's, or one that jumps when nobody has anything to do.
 */
@NullMarked
package org.msnmock.mockserver.time;

import org.jspecify.annotations.NullMarked;
