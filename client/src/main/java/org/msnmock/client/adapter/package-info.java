/**
 * Lets a dialogue play the client's user: its orders, and what it hears, in the words that all
 * clients under test share.
 *
 * <p>Imports everything but {@code console}. Any thread may enter.
 */
@NullMarked
package org.msnmock.client.adapter;

import org.jspecify.annotations.NullMarked;
