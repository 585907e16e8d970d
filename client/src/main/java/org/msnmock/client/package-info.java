/**
 * A client of the MSN Messenger service, versions 9 and 8 of its protocol: {@link MsnClient} and
 * its settings.
 *
 * <p>Imports all packages but {@code console}, and is imported by that alone. Any thread may enter;
 * nothing here waits for a server but {@link MsnClient#close}, and that not for long.
 */
@NullMarked
package org.msnmock.client;

import org.jspecify.annotations.NullMarked;
