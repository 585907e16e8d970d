package org.msnmock.mockserver.emulator;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A conversation as it was at one moment; somebody is in it.
 *
 * @param number what RNG and ANS call it
 * @param members in the order in which they came
 * @param called the addresses of those whom it rings
 */
public record SwitchboardView(String number, List<Member> members, List<String> called) {

  /** Somebody in it, and over which connection. */
  public record Member(String address, int connection) {}

  public SwitchboardView {
    members = List.copyOf(members);
    called = List.copyOf(called);
  }

  /** Who is in it. */
  public List<String> addresses() {
    return members.stream().map(Member::address).collect(Collectors.toUnmodifiableList());
  }
}
