/**
 * Files and pictures from one person to another: over the conversation, or over a connection of
 * their own.
 *
 * <p>Imports {@code connection} and what lies below. {@link org.msnmock.client.transfer.PeerLink A
 * link} and {@link org.msnmock.client.transfer.Invitations invitations} belong to the conversation;
 * what waits for a peer or the disk has threads of its own.
 */
@NullMarked
package org.msnmock.client.transfer;

import org.jspecify.annotations.NullMarked;
