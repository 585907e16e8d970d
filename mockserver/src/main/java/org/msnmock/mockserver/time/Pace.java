package org.msnmock.mockserver.time;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How time passes for a server, and who must be known to be at work for it to pass. */
public interface Pace {
  /** The time of the machine, which passes whatever anybody does. */
  Pace OF_THE_MACHINE = new MachineTime();

  /** Nanoseconds since some moment. */
  long now();

  /**
   * Waits for the time at which something is due.
   *
   * @param due that time; {@link Long#MAX_VALUE} where nothing is
   * @param events where the server learns of everything else
   * @return whether what is due may be done now
   */
  boolean await(long due, Events events) throws IOException;

  /** Says that a piece of work begins; it ends after all other work that it causes has begun. */
  void begin();

  void end();

  /** Waits for a future; whoever completes it begins the work of this thread anew. */
  <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException;

  /**
   * The connection that a client has made, for the server's end of it.
   *
   * @param port the one that it called
   */
  Wire accepted(SocketChannel channel, int port);

  /** The connection that a server has made to a client, for the server's end of it. */
  Wire dialled(SocketChannel channel);

  /** What wakes a server. */
  interface Events {
    /** Waits for one, for some milliseconds at most, 0 for ever; negative: just looks. */
    boolean await(long millis) throws IOException;
  }
}
