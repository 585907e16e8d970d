/**
 * The contact list as values: who stands on which list, in which group, under which name.
 *
 * <p>Imports {@code wire} and {@code protocol} at most. The values are immutable; the one builder
 * belongs to one thread at a time.
 */
@NullMarked
package org.msnmock.client.contact;

import org.jspecify.annotations.NullMarked;
