package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private static final int MOST = 3_200;

  private final Backlog backlog = new Backlog(MOST, Long.MAX_VALUE);

  @Test
  void one_may_have_so_much_and_no_more() {
    backlog.changes(MOST + 1);

    assertThat(backlog.isTooMuch(MOST)).isFalse();
    assertThat(backlog.isTooMuch(MOST + 1)).isTrue();
  }

  @Test
  void where_many_have_much_the_next_one_with_some_has_too_much() {
    backlog.changes(32 * MOST);
    assertThat(backlog.isTooMuch(MOST)).isFalse();
    backlog.changes(1);
    assertThat(backlog.isTooMuch(101)).isTrue();
    assertThat(backlog.isTooMuch(100)).isFalse();
    backlog.changes(-1);
    assertThat(backlog.isTooMuch(MOST)).isFalse();
  }

  @Test
  void all_together_have_a_quarter_of_the_memory_at_most() {
    Backlog small = new Backlog(MOST, 4_000);
    small.changes(1_001);

    assertThat(small.isTooMuch(101)).isTrue();
    assertThat(small.isTooMuch(100)).isFalse();
  }
}
