/**
 * Files and pictures from one person to another: what peers tell each other, without a connection
 * of its own.
 *
 * <p>Imports {@code message}, {@code wire} and {@code protocol}. A link belongs to the thread that
 * reads the conversation.
 */
@NullMarked
package org.msnmock.client.transfer;

import org.jspecify.annotations.NullMarked;
