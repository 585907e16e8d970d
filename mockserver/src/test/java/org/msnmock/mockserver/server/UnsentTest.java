package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnsentTest {
  private static final int MOST = 3_200;

  private final Unsent unsent = new Unsent(MOST, Long.MAX_VALUE);

  @Test
  void one_may_have_so_much_and_no_more() {
    unsent.changes(MOST + 1);

    assertThat(unsent.isTooMuch(MOST)).isFalse();
    assertThat(unsent.isTooMuch(MOST + 1)).isTrue();
  }

  @Test
  void where_many_have_much_the_next_one_with_some_has_too_much() {
    unsent.changes(32 * MOST);
    assertThat(unsent.isTooMuch(MOST)).isFalse();
    unsent.changes(1);
    assertThat(unsent.isTooMuch(101)).isTrue();
    assertThat(unsent.isTooMuch(100)).isFalse();
    unsent.changes(-1);
    assertThat(unsent.isTooMuch(MOST)).isFalse();
  }

  @Test
  void all_together_have_a_quarter_of_the_memory_at_most() {
    Unsent small = new Unsent(MOST, 4_000);
    small.changes(1_001);

    assertThat(small.isTooMuch(101)).isTrue();
    assertThat(small.isTooMuch(100)).isFalse();
  }
}
