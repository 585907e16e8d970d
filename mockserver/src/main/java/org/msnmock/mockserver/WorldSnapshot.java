package org.msnmock.mockserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.msnmock.mockserver.emulator.ConnectionView;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.PersonView;
import org.msnmock.mockserver.emulator.SwitchboardView;

/**
 * The world of a {@link MsnService} at one moment; it doesn't change.
 *
 * <pre>{@code
 * assertThat(world.online()).containsEntry("bob@example.com", "NLN");
 * assertThat(world.on(ListName.BLOCK, "alice@example.com")).containsExactly("eve@example.com");
 * assertThat(world.switchboards()).singleElement()
 *     .extracting(SwitchboardView::addresses).asList().contains("bob@example.com");
 * assertThat(world.lines("alice@example.com")).contains("ns #3  C: PNG");
 * }</pre>
 *
 * @param people all accounts
 * @param connections to dispatch server, notification server and switchboard, the oldest first
 * @param switchboards those in which somebody is
 * @param lines what was said on them by now, the latest only, secrets hidden
 */
public record WorldSnapshot(
    List<PersonView> people,
    List<ConnectionView> connections,
    List<SwitchboardView> switchboards,
    List<SpokenLine> lines) {
  private static final int MOST_SHOWN = 20;
  private static final int MOST_PEOPLE_SHOWN = 50;

  public WorldSnapshot {
    people = List.copyOf(people);
    connections = List.copyOf(connections);
    switchboards = List.copyOf(switchboards);
    lines = List.copyOf(lines);
  }

  static WorldSnapshot of(Emulator emulator, List<SpokenLine> lines) {
    return new WorldSnapshot(
        emulator.overview().people(),
        emulator.overview().connections(),
        emulator.overview().switchboards(),
        lines);
  }

  /** Somebody; capitals make no difference. */
  public Optional<PersonView> find(String address) {
    return people.stream().filter(one -> one.address().equalsIgnoreCase(address)).findFirst();
  }

  /**
   * Somebody who has an account.
   *
   * @throws IllegalArgumentException where there is none; the message lists them
   */
  public PersonView person(String address) {
    return find(address)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no account %s; there are %s"
                        .formatted(
                            address,
                            people.stream()
                                .limit(MOST_PEOPLE_SHOWN)
                                .map(PersonView::address)
                                .collect(Collectors.joining(", ")))));
  }

  /** Those who are signed in and have a status, with it: {@code alice@example.com: NLN}. */
  public Map<String, String> online() {
    Map<String, String> online = new TreeMap<>();
    people.stream()
        .filter(one -> !one.status().equals(PersonView.OFFLINE))
        .forEach(one -> online.put(one.address(), one.status()));
    return online;
  }

  /** The status as its owner has set it; {@code FLN} where they have none, or are not there. */
  public String status(String address) {
    return person(address).status();
  }

  /** Who is on a list of somebody. */
  public Set<String> on(ListName list, String address) {
    return person(address).on(list);
  }

  /** What was said with somebody, on whatever connection, since they named themselves there. */
  public List<String> lines(String address) {
    return lines.stream()
        .filter(line -> line.address().equalsIgnoreCase(address))
        .map(SpokenLine::toString)
        .toList();
  }

  /** What was said on one connection. */
  public List<String> lines(int connection) {
    return lines.stream()
        .filter(line -> line.connection() == connection)
        .map(SpokenLine::toString)
        .toList();
  }

  /** The world, and the last lines of each connection, for people. */
  @Override
  public String toString() {
    List<String> out = new ArrayList<>();
    out.add("the world of the service:");
    people.stream().limit(MOST_PEOPLE_SHOWN).map(WorldSnapshot::shown).forEach(out::add);
    if (people.size() > MOST_PEOPLE_SHOWN) {
      out.add("  and %s more".formatted(people.size() - MOST_PEOPLE_SHOWN));
    }
    for (SwitchboardView talk : switchboards) {
      String called = talk.called().isEmpty() ? "" : ", called " + talk.called();
      out.add("  conversation %s: %s%s".formatted(talk.number(), talk.addresses(), called));
    }
    out.add("the last lines:");
    lines.stream()
        .skip(Math.max(0, lines.size() - MOST_SHOWN))
        .flatMap(line -> line.shown().stream())
        .forEach(line -> out.add("  " + line));
    return String.join("\n", out);
  }

  private static String shown(PersonView one) {
    StringBuilder out = new StringBuilder("  %s %s".formatted(one.address(), one.status()));
    for (ListName list : ListName.values()) {
      Set<String> names = one.on(list);
      if (!names.isEmpty()) {
        out.append(" %s%s".formatted(list.code(), names));
      }
    }
    return out.toString();
  }
}
