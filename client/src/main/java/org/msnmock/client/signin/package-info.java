/**
 * The way in: from the first connection, over redirects and Passport, to the notification server's
 * OK.
 *
 * <p>Imports {@code connection} and what lies below. A sign-in is straight-line code on a thread of
 * its own that may wait; interrupting that thread ends it.
 */
@NullMarked
package org.msnmock.client.signin;

import org.jspecify.annotations.NullMarked;
