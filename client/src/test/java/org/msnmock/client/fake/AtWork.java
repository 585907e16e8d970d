package org.msnmock.client.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.msnmock.client.event.Activity;

/** Counts the pieces of work under way. */
public final class AtWork implements Activity {
  private int count;

  /** Below zero once something ended that had not begun. */
  private int least;

  @Override
  public synchronized void begin() {
    count++;
    notifyAll();
  }

  @Override
  public synchronized void end() {
    count--;
    // on the client's own threads, where nobody hears of an assertion
    least = Math.min(least, count);
    notifyAll();
  }

  /** Waits until so many are under way; never more may have ended than have begun. */
  public synchronized void awaitCount(int many) {
    try {
      long deadline = System.nanoTime() + FakeServer.DEADLINE_MILLIS * 1_000_000L;
      while (count != many && System.nanoTime() < deadline) {
        wait(FakeServer.DEADLINE_MILLIS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(count).as("work under way").isEqualTo(many);
    assertThat(least).as("the least work under way").isZero();
  }
}
