package org.msnmock.client.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.msnmock.client.event.Activity;

/** Counts the pieces of work under way. */
public final class AtWork implements Activity {
  private final AtomicInteger count = new AtomicInteger();

  /** Below zero once something ended that had not begun. */
  private final AtomicInteger least = new AtomicInteger();

  @Override
  public void begin() {
    count.incrementAndGet();
  }

  @Override
  public void end() {
    // on the client's own threads, where nobody hears of an assertion
    least.accumulateAndGet(count.decrementAndGet(), Math::min);
  }

  /** Waits until so many are under way; never more may have ended than have begun. */
  public void awaitCount(int many) {
    Awaitility.await().untilAsserted(() -> assertThat(count).as("work under way").hasValue(many));
    assertThat(least).as("the least work under way").hasValue(0);
  }
}
