package org.msnmock.client.transfer;

import java.util.concurrent.Executor;

/**
 * What a link needs for files.
 *
 * @param all those of the user
 * @param turns runs what belongs to the conversation
 * @param offered hears that the other one offers one, before the application does
 */
public record PeerFiles(FileTransfers all, Executor turns, Runnable offered) {}
