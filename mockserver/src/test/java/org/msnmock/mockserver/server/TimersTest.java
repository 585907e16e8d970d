package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimersTest {
  private final Timers timers = new Timers();
  private final List<Integer> fired = new ArrayList<>();

  @Test
  void fires_those_that_are_due_the_earliest_first() {
    timers.set(timer(1), 30);
    timers.set(timer(2), 10);
    timers.set(timer(3), 20);
    timers.set(timer(4), 21);

    timers.fire(20);

    assertThat(fired).containsExactly(2, 3);
    assertThat(timers.next()).isEqualTo(21);
  }

  @Test
  void moves_and_forgets() {
    Timers.Timer later = timer(1);
    Timers.Timer sooner = timer(2);
    Timers.Timer never = timer(3);
    timers.set(later, 10);
    timers.set(sooner, 50);
    timers.set(never, 10);
    timers.set(later, 40);
    timers.set(sooner, 5);
    timers.remove(never);
    timers.remove(never);

    timers.fire(39);

    assertThat(fired).containsExactly(2);
    assertThat(timers.next()).isEqualTo(40);
    assertThat(timers.size()).isEqualTo(1);
    assertThat(never.at()).isEqualTo(Timers.NEVER);
  }

  @Test
  void lets_one_that_sets_itself_again_wait_for_the_next_call() {
    Timers.Timer restless =
        new Timers.Timer() {
          @Override
          void due(long now) {
            fired.add(1);
            timers.set(this, now);
          }
        };
    timers.set(restless, 1);

    timers.fire(1);

    assertThat(fired).containsExactly(1);
    assertThat(timers.size()).isEqualTo(1);
  }

  @Property
  void fires_in_order_whatever_was_set_moved_and_removed(
      @ForAll @Size(max = 200) List<@IntRange(min = -20, max = 40) Integer> moves) {
    Timers timers = new Timers();
    List<Integer> fired = new ArrayList<>();
    Timers.Timer[] members = new Timers.Timer[16];
    Map<Integer, Long> expected = new TreeMap<>();
    for (int i = 0; i < members.length; i++) {
      members[i] = timer(i, fired);
    }
    for (int i = 0; i < moves.size(); i++) {
      int which = Math.floorMod(i * 7 + moves.get(i), members.length);
      if (moves.get(i) < 0) {
        timers.remove(members[which]);
        expected.remove(which);
      } else {
        timers.set(members[which], moves.get(i));
        expected.put(which, (long) moves.get(i));
      }
    }

    timers.fire(19);

    assertThat(fired)
        .containsExactlyInAnyOrderElementsOf(
            expected.keySet().stream().filter(key -> expected.get(key) <= 19).toList());
    assertThat(fired.stream().map(expected::get).toList()).isSorted();
    assertThat(timers.next())
        .isEqualTo(
            expected.values().stream().filter(at -> at > 19).min(Long::compare).orElse(Timers.NEVER));
  }

  private Timers.Timer timer(int number) {
    return timer(number, fired);
  }

  private static Timers.Timer timer(int number, List<Integer> fired) {
    return new Timers.Timer() {
      @Override
      void due(long now) {
        fired.add(number);
      }
    };
  }
}
