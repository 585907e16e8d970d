package org.msnmock.mockserver.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.wire.Role;

class OnlookerTest {

  private static Onlooker hears(String name, List<String> all) {
    return new Onlooker() {
      @Override
      public void connected(int connection, Role role, String remote) {
        all.add("%s %s %s %s".formatted(name, connection, role.word(), remote));
      }
    };
  }

  @Test
  void two_are_told_the_same_one_behind_the_other() {
    List<String> all = new ArrayList<>();

    hears("first", all).and(hears("second", all)).connected(7, Role.SWITCHBOARD, "a:1");

    assertThat(all).containsExactly("first 7 sb a:1", "second 7 sb a:1");
  }

  /** What only one way of telling leads to must not go another way where two look on. */
  @Test
  void two_are_told_in_every_way_in_which_one_can_be() {
    Set<String> ways =
        Arrays.stream(Onlooker.class.getDeclaredMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
            .map(Method::getName)
            .filter(name -> !name.equals("and"))
            .collect(Collectors.toSet());

    assertThat(TwoOnlookers.class.getDeclaredMethods())
        .extracting(Method::getName)
        .containsAll(ways);
  }
}
