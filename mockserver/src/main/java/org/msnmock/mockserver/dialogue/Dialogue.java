package org.msnmock.mockserver.dialogue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.wire.Role;

/**
 * A dialogue, loaded and found right.
 *
 * @param id {@code signin.redirect}
 * @param file its path below the root, with {@code /}
 * @param names all names; the slots of one play are as many
 * @param given names whose values come from outside: accounts, addresses, the ticket
 * @param vars constants, in force for every case
 * @param cases one play each; a dialogue without {@code cases} has one without a name
 * @param certificates what web services show; the usual one where nothing stands here
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
    Client client,
    List<Name> names,
    List<Name> given,
    List<Constant> vars,
    List<Case> cases,
    List<Rule> background,
    Set<String> payloadCommands,
    Map<Role, Certificate> certificates,
    int aliases,
    List<Step> steps,
    int stepCount) {

  public Dialogue {
    covers = List.copyOf(covers);
    tags = Set.copyOf(tags);
    names = List.copyOf(names);
    given = List.copyOf(given);
    vars = List.copyOf(vars);
    cases = List.copyOf(cases);
    background = List.copyOf(background);
    payloadCommands = Set.copyOf(payloadCommands);
    certificates = Map.copyOf(certificates);
    steps = List.copyOf(steps);
  }

  /**
   * The client under test.
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

  /** The first role that the dialogue accepts: {@code {entry}}. */
  public Role entry() {
    return firstAccept(steps).orElse(Role.DISPATCH_SERVER);
  }

  /** Whether the client is asked to sign in by a step, in place of doing so by itself. */
  public boolean asksToSignIn() {
    return Steps.all(steps).stream()
        .anyMatch(step -> step instanceof Step.Do act && act.verb().equals("sign-in"));
  }

  /** Whether some step asks the client to act, other than to sign in first. */
  public boolean needsAdapter() {
    return Steps.all(steps).stream()
        .filter(Step.Do.class::isInstance)
        .map(Step.Do.class::cast)
        .filter(act -> !act.verb().equals("sign-in"))
        .findAny()
        .isPresent();
  }

  /** Whether the requests of this role are scripted; else the built-in Passport service answers. */
  public boolean scripts(Role role) {
    return Steps.all(steps).stream()
            .anyMatch(step -> step instanceof Step.ClientRequest request && request.role() == role)
        || Steps.rules(this).stream()
            .anyMatch(
                rule ->
                    rule.head() instanceof Step.ClientRequest request && request.role() == role);
  }

  /** What this role shows to those who speak TLS with it. */
  public Certificate certificate(Role role) {
    return certificates.getOrDefault(role, Certificate.TRUSTED);
  }

  private static Optional<Role> firstAccept(List<Step> steps) {
    return Steps.all(steps).stream()
        .filter(Step.Accept.class::isInstance)
        .map(step -> ((Step.Accept) step).role())
        .findFirst();
  }
}
