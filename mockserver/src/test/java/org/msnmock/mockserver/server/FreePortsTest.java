package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
  private final FreePorts ports = new FreePorts();
  private final Set<Integer> taken = new HashSet<>();
  private final List<Integer> asked = new ArrayList<>();

  private void bind() throws IOException {
    ports.bind(
        port -> {
          asked.add(port);
          if (taken.contains(port)) {
            throw new BindException("Address already in use");
          }
          return port;
        });
  }

  private void giveBack(int first, int last) {
    IntStream.rangeClosed(first, last).forEach(ports::giveBack);
  }

  @Test
  void the_system_chooses_while_few_were_used() throws IOException {
    giveBack(1, FreePorts.KEPT);
    bind();

    assertThat(asked).containsExactly(0);
  }

  @Test
  void the_one_that_was_used_longest_ago_is_used_again() throws IOException {
    giveBack(1, FreePorts.KEPT + 2);
    bind();
    bind();
    bind();

    assertThat(asked).containsExactly(1, 2, 0);
  }

  @Test
  void what_somebody_else_has_taken_is_forgotten() throws IOException {
    giveBack(1, FreePorts.KEPT + 2);
    taken.add(1);
    bind();

    assertThat(asked).containsExactly(1, 2);
  }

  @Test
  void where_the_system_has_none_one_that_was_just_used_will_do() throws IOException {
    giveBack(7, 8);
    taken.addAll(Set.of(0, 7));
    bind();

    assertThat(asked).containsExactly(0, 7, 8);
  }

  @Test
  void in_the_end_it_is_told() {
    giveBack(7, 7);
    taken.addAll(Set.of(0, 7));

    assertThatThrownBy(this::bind).isInstanceOf(BindException.class);
  }
}
