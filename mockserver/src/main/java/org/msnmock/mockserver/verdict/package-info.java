/**
 * Passed or deviated, and the explanation: what was awaited, what came, why it matters and what to
 * do about it, as text for people.
 *
 * <p>Imports {@code journal}, {@code dialogue} and {@code wire}. Values; any thread may enter.
 */
@NullMarked
package org.msnmock.mockserver.verdict;

import org.jspecify.annotations.NullMarked;
