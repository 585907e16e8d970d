/**
 * What was said and done in one play, entry by entry: the one source of every report, of the live
 * view and of the observed dialogue.
 *
 * <p>Imports {@code dialogue} and {@code wire}. A {@link org.msnmock.mockserver.journal.Journal} is
 * written by the thread that runs the play; entries are immutable and may be read by any.
 */
@NullMarked
package org.msnmock.mockserver.journal;

import org.jspecify.annotations.NullMarked;
