package org.msnmock.client.conversation;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.protocol.Principal;

/**
 * A file on its way from one person to another, from the offer to its last byte. It belongs to no
 * conversation: once both have agreed, it goes on when the conversation is over, unless it goes
 * over the switchboard, which it then needs to its end.
 *
 * <p>All methods may be called from any thread. Futures are completed on the application's
 * executor.
 */
public interface FileTransfer {
  /** Which way the file goes. */
  enum Direction {
    SENDING,
    RECEIVING
  }

  /** Who sends it to the user, or is to get it. */
  Principal peer();

  /**
   * What the file is called: a bare name without folders. One that somebody else has thought of is
   * made safe: it can be used as the name of a file on any system.
   */
  String name();

  /** In bytes; what the sender says. */
  long size();

  Direction direction();

  /**
   * Takes a file that is offered, once. It is written beside its place and moved there when it is
   * complete, so nobody ever finds a part of it there. It replaces what is there when it begins to
   * come; where something has come there since, another file for instance, it fails.
   *
   * @param file where it is to be, name included; its folder must exist
   * @return gets the same when the file is there; fails with a {@link
   *     org.msnmock.client.protocol.TransferFailedException}, or with an {@link
   *     IllegalStateException} when there is nothing to accept any more
   */
  CompletableFuture<Path> accept(Path file);

  /** Says no to a file that is offered; without effect when that is settled. */
  void decline();

  /** Ends it, whatever was done so far; without effect when it is over. */
  void cancel();

  /**
   * Done when the other one has the file, or the user has it.
   *
   * @return fails with a {@link org.msnmock.client.protocol.TransferFailedException}
   */
  CompletableFuture<Void> done();
}
