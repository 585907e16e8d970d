/**
 * Payloads with a meaning, as values: MIME messages, and the profile among them.
 *
 * <p>Imports {@code wire} and {@code protocol} at most. Immutable, so any thread may enter.
 */
@NullMarked
package org.msnmock.client.message;

import org.jspecify.annotations.NullMarked;
