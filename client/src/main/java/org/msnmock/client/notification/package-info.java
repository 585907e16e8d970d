/**
 * A session on a notification server from the ticket's acceptance to the end: contact list, status,
 * presence, challenges, pings, good-bye.
 *
 * <p>Imports {@code connection} and what lies below. Notices come on the reader thread of the
 * connection; the session's own methods may be called from any thread.
 */
@NullMarked
package org.msnmock.client.notification;

import org.jspecify.annotations.NullMarked;
