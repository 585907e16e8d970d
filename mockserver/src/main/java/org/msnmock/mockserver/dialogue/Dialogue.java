package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.msnmock.mockserver.wire.Role;

/**
 * A dialogue, loaded and found right.
 *
 * @param id {@code signin.redirect}
 * @param file its path below the root, with {@code /}
 * @param names all names; the slots of one play are as many
 * @param clients at least one, in the order of the file
 * @param given names whose values come from outside: accounts, addresses, the ticket
 * @param vars constants, in force for every case
 * @param cases one play each; a dialogue without {@code cases} has one without a name
 * @param otherwise who answers what neither the steps nor the background rules take
 * @param certificates what web services show; the usual one where nothing stands here
 * @param ports at which a client has to find a server; any will do where nothing stands here
 * @param aliases how many connections have names of their own
 * @param steps the steps, includes opened
 * @param stepCount how many steps there are, those in blocks and includes counted
 */
public record Dialogue(
    String id,
    String file,
    String title,
    Optional<String> source,
    List<String> covers,
    Set<String> tags,
    List<Client> clients,
    List<Name> names,
    List<Name> given,
    List<Constant> vars,
    List<Case> cases,
    List<Rule> background,
    Otherwise otherwise,
    Set<String> payloadCommands,
    Map<Role, Certificate> certificates,
    Map<Role, Integer> ports,
    int aliases,
    List<Step> steps,
    int stepCount) {

  public Dialogue {
    covers = List.copyOf(covers);
    clients = List.copyOf(clients);
    tags = Set.copyOf(tags);
    names = List.copyOf(names);
    given = List.copyOf(given);
    vars = List.copyOf(vars);
    cases = List.copyOf(cases);
    background = List.copyOf(background);
    payloadCommands = Set.copyOf(payloadCommands);
    certificates = Map.copyOf(certificates);
    ports = Map.copyOf(ports);
    steps = List.copyOf(steps);
  }

  /**
   * A client under test.
   *
   * @param name {@code alice} unless the dialogue says otherwise
   */
  public record Client(
      String name, Template user, Template password, Template status, Template friendlyName) {}

  /** A name whose value stands in the file. */
  public record Constant(Name name, String value) {}

  /**
   * One row of {@code cases}.
   *
   * @param name empty where the dialogue has no cases
   * @param id {@code presence.nicknames[ascii]}
   */
  public record Case(Optional<String> name, String id, List<Constant> constants) {
    public Case {
      constants = List.copyOf(constants);
    }
  }

  /** How steps and services name a client: not at all where it is the only one. */
  public String subject(String client) {
    return clients.size() == 1 ? "" : client;
  }

  /** How steps and services name each client, in the order of the file. */
  public List<String> subjects() {
    return clients.stream().map(client -> subject(client.name())).toList();
  }

  /** {@code user}, or {@code alice.user} where there are several clients. */
  public String placeholder(String client, String word) {
    return clients.size() == 1 ? word : client + "." + word;
  }

  /** A server as this client has it. */
  public Service service(String client, Role role) {
    return new Service(subject(client), role);
  }

  /** The servers of all clients, peers where the dialogue speaks of them. */
  public List<Service> services() {
    return clients.stream()
        .flatMap(client -> Stream.of(Role.values()).map(role -> service(client.name(), role)))
        .filter(service -> service.role() != Role.PEER || speaksOf(service))
        .toList();
  }

  /** The peers that clients can connect to: those of which the dialogue speaks. */
  public Set<Service> listeningPeers() {
    return clients.stream()
        .map(client -> service(client.name(), Role.PEER))
        .filter(this::speaksOf)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean speaksOf(Service service) {
    String address = service + ".";
    return given.stream().anyMatch(name -> name.text().startsWith(address))
        || Steps.all(steps).stream()
            .anyMatch(
                step ->
                    step instanceof Step.Accept accept && accept.service().equals(service)
                        || step instanceof Step.Refuse refuse && refuse.service().equals(service));
  }

  /** Where the dialogue first accepts this client: {@code {entry}}. */
  public Service entry(String client) {
    return Steps.all(steps).stream()
        .filter(Step.Accept.class::isInstance)
        .map(step -> ((Step.Accept) step).service())
        .filter(service -> service.client().equals(subject(client)))
        .findFirst()
        .orElse(service(client, Role.DISPATCH_SERVER));
  }

  /** Whether this client is asked to sign in by a step, in place of doing so by itself. */
  public boolean asksToSignIn(String client) {
    return Steps.all(steps).stream()
        .anyMatch(
            step ->
                step instanceof Step.Do act
                    && act.verb().equals("sign-in")
                    && act.client().equals(subject(client)));
  }

  /** Whether some step asks a client to act, other than to sign in first. */
  public boolean needsAdapter() {
    return Steps.all(steps).stream()
        .filter(Step.Do.class::isInstance)
        .map(Step.Do.class::cast)
        .filter(act -> !act.verb().equals("sign-in"))
        .findAny()
        .isPresent();
  }

  /** Whether requests to it are scripted; else the built-in Passport service answers. */
  public boolean scripts(Service service) {
    return Steps.all(steps).stream().anyMatch(step -> awaits(step, service))
        || Steps.rules(this).stream().anyMatch(rule -> awaits(rule.head(), service));
  }

  private static boolean awaits(Step step, Service service) {
    return step instanceof Step.ClientRequest request && request.service().includes(service);
  }

  /** What this role shows to those who speak TLS with it. */
  public Certificate certificate(Role role) {
    return certificates.getOrDefault(role, Certificate.TRUSTED);
  }
}
