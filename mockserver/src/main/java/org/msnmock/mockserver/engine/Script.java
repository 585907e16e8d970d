package org.msnmock.mockserver.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Rule;
import org.msnmock.mockserver.dialogue.Scene;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.dialogue.Steps;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Request;

/**
 * One case of a dialogue, made ready to be played any number of times: steps linked, constants,
 * accounts and addresses filled in. Immutable.
 */
public final class Script {
  private static final String TICKET_LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*$";

  private final Dialogue dialogue;
  private final Dialogue.Case row;
  private final List<Account> accounts;
  private final @Nullable String[] values;
  private final @Nullable Origin[] origins;
  private final Map<String, String> addresses;
  private final Redaction redaction;
  private final Node first;
  private final IdentityHashMap<Rule, Node> answers = new IdentityHashMap<>();
  private final Set<Service> scripted = new HashSet<>(4);
  private final Map<String, BuiltInPassport> passports = new HashMap<>(2);

  private Script(
      Dialogue dialogue,
      Dialogue.Case row,
      List<Account> accounts,
      @Nullable String[] values,
      @Nullable Origin[] origins,
      Map<String, String> addresses) {
    this.dialogue = dialogue;
    this.row = row;
    this.accounts = accounts;
    this.values = values;
    this.origins = origins;
    this.addresses = addresses;
    this.redaction = Account.redaction(accounts);
    this.first = Linker.link(dialogue.steps(), new Node.End());
    Steps.rules(dialogue)
        .forEach(rule -> answers.put(rule, Linker.link(rule.answers(), new Node.End())));
    for (Account account : accounts) {
      String subject = dialogue.subject(account.client());
      String site = address(subject, "login.site").orElse("localhost");
      passports.put(subject, new BuiltInPassport(account, site));
    }
    dialogue.services().stream()
        .filter(service -> service.role().isHttp() && dialogue.scripts(service))
        .forEach(scripted::add);
  }

  /** The accounts of a case, before any address is known; the seed decides the tickets. */
  public static List<Account> accounts(Dialogue dialogue, Dialogue.Case row, long seed) {
    Constants constants = new Constants(constants(dialogue, row));
    return dialogue.clients().stream().map(client -> account(client, constants, seed)).toList();
  }

  private static Account account(Dialogue.Client client, Constants constants, long seed) {
    String user = client.user().fill(constants);
    return new Account(
        client.name(),
        user,
        client.password().fill(constants),
        client.status().fill(constants),
        client.friendlyName().fill(constants),
        ticket(user, seed));
  }

  /**
   * Makes a case ready.
   *
   * @param addresses what placeholders like {@code ns.addr} stand for, by their text
   * @param seed decides the tickets of the accounts
   * @throws IllegalArgumentException when a name of {@link Dialogue#given} has no value
   */
  public static Script of(
      Dialogue dialogue, Dialogue.Case row, Map<String, String> addresses, long seed) {
    List<Account> accounts = accounts(dialogue, row, seed);
    Map<String, String> given = new HashMap<>(addresses);
    Map<String, String> owners = new HashMap<>();
    for (Account account : accounts) {
      account
          .texts()
          .forEach(
              (word, value) -> {
                String placeholder = dialogue.placeholder(account.client(), word);
                given.put(placeholder, value);
                owners.put(placeholder, account.client());
              });
    }
    @Nullable String[] values = new String[dialogue.names().size()];
    @Nullable Origin[] origins = new Origin[values.length];
    constants(dialogue, row)
        .forEach(
            (name, value) -> {
              values[name.slot()] = value;
              origins[name.slot()] = Origin.stated("a constant of the dialogue");
            });
    for (Name name : dialogue.given()) {
      values[name.slot()] = given(given, name, dialogue);
      origins[name.slot()] =
          Origin.stated(
              owners.containsKey(name.text())
                  ? "account of " + owners.get(name.text())
                  : "an address of this run");
    }
    return new Script(dialogue, row, accounts, values, origins, Map.copyOf(addresses));
  }

  private static String given(Map<String, String> given, Name name, Dialogue dialogue) {
    String value = given.get(name.text());
    if (value == null) {
      throw new IllegalArgumentException(
          "%s asks for {%s}, which nobody gave".formatted(dialogue.id(), name.text()));
    }
    return value;
  }

  private static Map<Name, String> constants(Dialogue dialogue, Dialogue.Case row) {
    Map<Name, String> out = new HashMap<>();
    dialogue.vars().forEach(constant -> out.put(constant.name(), constant.value()));
    row.constants().forEach(constant -> out.put(constant.name(), constant.value()));
    return out;
  }

  /** A ticket in the shape of the real ones: {@code t=...&p=...}. */
  private static String ticket(String user, long seed) {
    Random random = new Random(seed * 31 + user.hashCode());
    StringBuilder out = new StringBuilder("t=");
    letters(random, 112, out);
    out.append("&p=");
    letters(random, 134, out);
    return out.toString();
  }

  private static void letters(Random random, int count, StringBuilder out) {
    for (int i = 0; i < count; i++) {
      out.append(TICKET_LETTERS.charAt(random.nextInt(TICKET_LETTERS.length())));
    }
  }

  public Dialogue dialogue() {
    return dialogue;
  }

  public Dialogue.Case row() {
    return row;
  }

  /** Those of the clients, in the order of the file. */
  public List<Account> accounts() {
    return accounts;
  }

  /** Answers a request that belongs to no play, as the built-in Passport service does in one. */
  public Answer answer(Service service, Request request) {
    return passport(service).answer(service.role(), request).answer();
  }

  /** The built-in Passport service of one client. */
  BuiltInPassport passport(Service service) {
    return Objects.requireNonNull(passports.get(service.client()), "no such client");
  }

  /** What is awaited first behind a node, as far as that is certain: for people. */
  static List<String> awaitedBehind(Node node) {
    Node at = node;
    while (true) {
      if (at instanceof Node.Act act) {
        at = act.next();
      } else if (at instanceof Node.Passage passage) {
        at = passage.next();
      } else if (at instanceof Node.Await await) {
        return await.heads().stream().map(head -> told(head.step().info())).toList();
      } else if (at instanceof Node.Choice choice) {
        return List.of(told(choice.step().info()));
      } else if (at instanceof Node.Fork fork) {
        return List.of(told(fork.step().info()));
      } else {
        return List.of();
      }
    }
  }

  private static String told(StepInfo step) {
    return "%s  %s".formatted(step.span().place(), step.text());
  }

  /**
   * What {@code {login.site}} and its like stand for here; empty when nobody gave it.
   *
   * @param client whose; empty where the dialogue has one client
   */
  Optional<String> address(String client, String word) {
    return Optional.ofNullable(addresses.get(client.isEmpty() ? word : client + "." + word));
  }

  @Nullable String[] values() {
    return values.clone();
  }

  @Nullable Origin[] origins() {
    return origins.clone();
  }

  /** Hides the secrets of the accounts in whatever is shown. */
  public Redaction redaction() {
    return redaction;
  }

  Node first() {
    return first;
  }

  /** The first node of what a background rule does. */
  Node answers(Rule rule) {
    Node node = answers.get(rule);
    if (node == null) {
      throw new IllegalArgumentException("no rule of this dialogue: " + rule.name());
    }
    return node;
  }

  boolean scripts(Service service) {
    return scripted.contains(service);
  }

  /** Fills the account's templates: only constants are known there. */
  private record Constants(Map<Name, String> values) implements Scene {
    @Override
    public Optional<String> value(Name name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public String transactionId() {
      return "";
    }

    @Override
    public String generate(Generator generator) {
      return "";
    }
  }
}
