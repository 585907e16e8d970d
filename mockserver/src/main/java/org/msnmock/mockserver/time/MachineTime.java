package org.msnmock.mockserver.time;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Nobody is asked. */
final class MachineTime implements Pace {
  private static final long NANOS_A_MILLI = 1_000_000;

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public boolean await(long due, Events events) throws IOException {
    if (due == Long.MAX_VALUE) {
      events.await(0);
      return true;
    }
    long millis = (due - now() + NANOS_A_MILLI - 1) / NANOS_A_MILLI;
    events.await(millis <= 0 ? -1 : millis);
    return true;
  }

  @Override
  public void begin() {}

  @Override
  public void end() {}

  @Override
  public <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException {
    return future.get();
  }

  @Override
  public Wire accepted(SocketChannel channel, int port) {
    return Wire.UNWATCHED;
  }

  @Override
  public Wire dialled(SocketChannel channel) {
    return Wire.UNWATCHED;
  }
}
