/**
 * The words of the protocol that every other package speaks: ids, accounts, states, secrets and the
 * ways in which things fail.
 *
 * <p>Imports nothing of this library. All types are immutable, so any thread may enter.
 */
@NullMarked
package org.msnmock.client.protocol;

import org.jspecify.annotations.NullMarked;
