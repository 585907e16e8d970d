package org.msnmock.mockserver.emulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.emulator.NotPossibleException.Reason;

/**
 * What there is to be seen of an emulator. For its thread; what it gives can be used anywhere, and
 * doesn't change.
 */
public final class Overview {
  private final Site site;
  private final Map<Integer, Speaking> speaking;

  Overview(Site site, Map<Integer, Speaking> speaking) {
    this.site = site;
    this.speaking = speaking;
  }

  /** How many accounts there are. */
  public int population() {
    return site.world().people().size();
  }

  /** Everybody, in the order in which they came. */
  public List<PersonView> people() {
    return people(0, population());
  }

  /** Some of these; there may be very many. */
  public List<PersonView> people(int skipped, int most) {
    return site.world().people().stream().skip(skipped).limit(most).map(Person::view).toList();
  }

  /** Those who are signed in, in the order of their connections. */
  public List<PersonView> signedIn() {
    return speaking.values().stream()
        .map(Speaking::session)
        .filter(NotificationSession.class::isInstance)
        .flatMap(session -> Optional.ofNullable(session.user()).stream())
        .filter(person -> person.session() != null)
        .distinct()
        .map(Person::view)
        .toList();
  }

  /** Capitals make no difference. */
  public Optional<PersonView> find(String address) {
    return site.world().find(address).map(Person::view);
  }

  /**
   * @throws NotPossibleException where there is nobody of this address
   */
  public PersonView person(String address) {
    return find(address)
        .orElseThrow(
            () ->
                new NotPossibleException(Reason.NO_SUCH_PERSON, "there is no account " + address));
  }

  /** All connections with lines, the oldest first. */
  public List<ConnectionView> connections() {
    return speaking.values().stream().map(Overview::view).toList();
  }

  private static ConnectionView view(Speaking one) {
    Person user = one.session().user();
    return new ConnectionView(
        one.link().number(),
        one.role(),
        one.link().remote(),
        user == null ? "" : user.address(),
        one.since());
  }

  /** All conversations in which somebody is, the oldest first. */
  public List<SwitchboardView> switchboards() {
    return site.talks().values().stream().map(Talk::view).toList();
  }
}
