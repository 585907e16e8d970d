/**
 * What a conversation is to the application.
 *
 * <p>Imports {@code message} and {@code protocol}. Any thread may enter.
 */
@NullMarked
package org.msnmock.client.conversation;

import org.jspecify.annotations.NullMarked;
