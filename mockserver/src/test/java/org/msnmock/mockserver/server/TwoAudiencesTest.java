package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoAudiencesTest {
  private final List<String> told = new ArrayList<>();

  private Audience named(String name) {
    return new Audience() {
      @Override
      public void noted(String text) {
        told.add(name + text);
      }

      @Override
      public void broke(int play, RuntimeException fault) {
        told.add(name + fault.getMessage());
      }
    };
  }

  @Test
  void both_are_told() {
    Audience both = named("one ").and(named("two "));

    both.noted("noted");
    both.broke(1, new IllegalStateException("broke"));

    assertThat(told).containsExactly("one noted", "two noted", "one broke", "two broke");
  }
}
