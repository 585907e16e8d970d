/**
 * The contact list as values: who stands on which list, in which group, under which name.
 *
 * <p>Imports {@code wire} and {@code protocol} at most. The values are immutable; the one builder
 * belongs to the thread that reads the list.
 */
@NullMarked
package org.msnmock.client.contact;

import org.jspecify.annotations.NullMarked;
