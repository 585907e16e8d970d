package org.msnmock.mockserver.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.ListName;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * Reads the people of a world.
 *
 * <pre>
 * alice@example.com:
 *   password: s3cret
 *   lists:
 *     bob@example.com: FL AL
 * </pre>
 */
public final class AccountsReader {
  private static final String BUNDLED = "accounts.yaml";

  /** What is kept of a world is more than anybody writes: some hundred bytes a person. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final Pattern WORD = Pattern.compile("[^ ]+");

  private static final List<String> PHONES = List.of("PHH", "PHW", "PHM", "MOB", "MBE");
  private static final List<String> SWITCHES = List.of("MOB", "MBE");
  private static final List<ListName> CHANGEABLE =
      List.of(ListName.FORWARD, ListName.ALLOW, ListName.BLOCK);

  private final Set<Finding> findings = new TreeSet<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();

  /** Whom the lists name, until it is known whether there is somebody of that address. */
  private final List<Scalar> named = new ArrayList<>();

  /** Who has a name on no list, until it is known whether they have the owner as a contact. */
  private final List<NameAlone> namesAlone = new ArrayList<>();

  private AccountsReader() {}

  private record Word(String text, Span span) {}

  private record NameAlone(String owner, Scalar other) {}

  /**
   * What came of reading.
   *
   * @param findings what is wrong; where something is, the accounts are not to be used
   */
  public record Read(List<Account> accounts, List<Finding> findings) {
    public Read {
      accounts = List.copyOf(accounts);
      findings = List.copyOf(findings);
    }
  }

  /**
   * Reads a file. What is wrong in it is told and never thrown.
   *
   * @param name the path for people
   */
  public static Read read(Path file, String name) {
    try {
      return read(SourceFile.read(file, name, MOST_BYTES));
    } catch (BrokenFile e) {
      return new Read(List.of(), List.of(e.finding()));
    }
  }

  /** The people who are there where nobody names others. */
  public static List<Account> bundled() {
    return read(SourceFile.of(bundledText(), BUNDLED)).accounts();
  }

  /** The same as they are written. */
  public static String bundledText() {
    try (InputStream in =
        Objects.requireNonNull(AccountsReader.class.getResourceAsStream(BUNDLED), BUNDLED)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Read read(SourceFile source) {
    AccountsReader reader = new AccountsReader();
    List<Finding> faults = new ArrayList<>();
    Optional<Node> root = NodeReader.read(yaml(), source, faults);
    reader.findings.addAll(faults);
    if (root.isPresent() && root.get() instanceof Node.Mapping mapping) {
      mapping.entries().forEach(reader::account);
      reader.checkNames();
    } else if (root.isPresent()) {
      reader.wrong(root.get().span(), "accounts are a map of addresses, not " + root.get().kind());
    }
    return new Read(List.copyOf(reader.accounts.values()), List.copyOf(reader.findings));
  }

  private static YAMLFactory yaml() {
    return YAMLFactory.builder()
        .loadSettings(LoadSettings.builder().setCodePointLimit(MOST_BYTES).build())
        .build();
  }

  private void checkNames() {
    for (Scalar name : named) {
      if (!accounts.containsKey(key(name))) {
        String hint = Nearest.hint(key(name), accounts.keySet());
        findings.add(
            new Finding(
                Code.D107,
                name.span(),
                "there is no account %s in this file".formatted(name.text()),
                hint.isEmpty() ? List.of() : List.of(hint),
                List.of()));
      }
    }
    for (NameAlone name : namesAlone) {
      Account other = accounts.get(key(name.other()));
      if (other != null && !hasAsContact(other, name.owner())) {
        wrong(
            name.other().span(),
            "%s is on no list of %s, and has not %s on FL: the name would come to nothing"
                .formatted(name.other().text(), name.owner(), name.owner()));
      }
    }
  }

  private static boolean hasAsContact(Account account, String address) {
    return account.contacts().stream()
        .filter(contact -> contact.lists().contains(ListName.FORWARD))
        .anyMatch(contact -> key(contact.address()).equals(key(address)));
  }

  private static String key(Scalar address) {
    return key(address.text());
  }

  private static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  // ---- one account ----

  private void account(Node.Entry entry) {
    Scalar address = entry.key();
    if (!isAddress(address)) {
      return;
    }
    Draft draft = new Draft(address.text());
    fields(entry.value(), "an account", draft.fields());
    if (accounts.containsKey(key(address))) {
      twice(address);
    }
    accounts.put(key(address), draft.account());
  }

  private void twice(Scalar address) {
    findings.add(
        new Finding(
            Code.D103,
            address.span(),
            "%s stands here twice".formatted(address.text()),
            List.of("capitals make no difference in an address"),
            List.of()));
  }

  private boolean isAddress(Scalar text) {
    boolean isGood = Account.isAddress(text.text());
    if (!isGood) {
      wrong(text.span(), "\"%s\" is no e-mail address".formatted(text.text()));
    }
    return isGood;
  }

  /** What is known of an account so far. */
  private final class Draft {
    private final String address;
    private String password = "s3cret";
    private String name;
    private boolean verified = true;
    private boolean kid;
    private int mailbox = Account.NO_MAILBOX;
    private boolean asks = true;
    private boolean open = true;
    private final Map<String, String> phones = new TreeMap<>();
    private final SortedMap<Integer, String> groups = new TreeMap<>();
    private final Map<String, Span> groupNames = new TreeMap<>();
    private final Map<String, ContactDraft> contacts = new LinkedHashMap<>();

    Draft(String address) {
      this.address = address;
      this.name = address;
    }

    Map<String, Consumer<Node>> fields() {
      Map<String, Consumer<Node>> fields = new LinkedHashMap<>();
      fields.put("password", node -> text(node).ifPresent(value -> password = value));
      fields.put("name", node -> name(node).ifPresent(value -> name = value));
      fields.put("verified", node -> choice(node, "yes", "no").ifPresent(yes -> verified = yes));
      fields.put("kid", node -> choice(node, "yes", "no").ifPresent(yes -> kid = yes));
      fields.put(
          "mailbox",
          node -> number(node, Account.MOST_LETTERS).ifPresent(count -> mailbox = count));
      fields.put("added", node -> choice(node, "asked", "allowed").ifPresent(yes -> asks = yes));
      fields.put("new-people", node -> choice(node, "seen", "hidden").ifPresent(yes -> open = yes));
      fields.put("phones", node -> entries(node, this::phone));
      fields.put("groups", node -> entries(node, this::group));
      fields.put("lists", node -> entries(node, this::contact));
      return fields;
    }

    private void phone(Node.Entry entry) {
      String type = entry.key().text();
      Node value = entry.value();
      if (!PHONES.contains(type)) {
        unknown(entry.key(), PHONES);
      } else if (SWITCHES.contains(type)) {
        choice(value, "Y", "N").ifPresent(yes -> phones.put(type, yes ? "Y" : "N"));
      } else {
        sent(value, Account::isPhone, "a phone number", Account.LONGEST_PHONE)
            .ifPresent(number -> phones.put(type, number));
      }
    }

    private void group(Node.Entry entry) {
      Optional<Integer> id = number(entry.key(), Account.MOST_GROUPS - 1);
      Optional<String> groupName =
          sent(entry.value(), Account::isGroupName, "a group's name", Account.LONGEST_GROUP);
      if (id.isEmpty() || groupName.isEmpty()) {
        return;
      }
      if (groups.put(id.get(), groupName.get()) != null) {
        wrong(entry.key().span(), "group %s stands here twice".formatted(id.get()));
      } else if (groupNames.putIfAbsent(groupName.get(), entry.value().span()) != null) {
        wrong(
            entry.value().span(),
            "there is a group of the name %s already".formatted(groupName.get()));
      }
    }

    private void contact(Node.Entry entry) {
      Scalar other = entry.key();
      if (!isAddress(other)) {
        return;
      }
      if (key(other).equals(key(address))) {
        wrong(other.span(), "nobody is on their own lists");
        return;
      }
      named.add(other);
      ContactDraft draft = new ContactDraft(other);
      if (entry.value() instanceof Scalar lists) {
        draft.lists(lists);
      } else {
        draft.isOnNone = entry.value() instanceof Node.Mapping;
        AccountsReader.this.fields(entry.value(), "a contact", draft.fields());
      }
      if (contacts.putIfAbsent(key(other), draft) != null) {
        twice(other);
      }
    }

    /** Checks what depends on other keys of the account, in whatever order they came. */
    private Account.Contact contact(ContactDraft draft) {
      draft.groupsNamed.forEach(group -> inGroup(group, draft));
      if (draft.isOnNone && draft.name.isEmpty()) {
        wrong(draft.other.span(), "say on which lists: FL, AL, BL");
      } else if (draft.isOnNone) {
        namesAlone.add(new NameAlone(address, draft.other));
      }
      return new Account.Contact(draft.other.text(), draft.name, draft.lists, draft.groups);
    }

    private void inGroup(Word group, ContactDraft draft) {
      if (!draft.lists.contains(ListName.FORWARD)) {
        wrong(group.span(), "only who is on FL is in groups");
        return;
      }
      Optional<Integer> id = number(group, Account.MOST_GROUPS - 1);
      if (id.isPresent() && id.get() != 0 && !groups.containsKey(id.get())) {
        wrong(
            group.span(),
            "there is no group %s; there are 0 and those under \"groups\": %s"
                .formatted(group.text(), groups.keySet()));
      }
      id.ifPresent(draft.groups::add);
    }

    Account account() {
      Span other = groupNames.get(Account.FIRST_GROUP);
      if (other != null && !groups.containsKey(0)) {
        wrong(other, "group 0 has the name %s already".formatted(Account.FIRST_GROUP));
      }
      return new Account(
          address,
          password,
          name,
          verified,
          kid,
          mailbox,
          new Account.Settings(asks, open, phones),
          groups,
          contacts.values().stream().map(this::contact).toList());
    }
  }

  /** What is known of somebody on a list so far. */
  private final class ContactDraft {
    private final Set<ListName> lists = EnumSet.noneOf(ListName.class);
    private final Set<Integer> groups = new TreeSet<>();
    private final List<Word> groupsNamed = new ArrayList<>();
    private final Scalar other;
    private String name = "";

    /** Whether no list was said at all, not even a wrong one. */
    private boolean isOnNone = true;

    ContactDraft(Scalar other) {
      this.other = other;
    }

    Map<String, Consumer<Node>> fields() {
      Map<String, Consumer<Node>> fields = new LinkedHashMap<>();
      fields.put("on", this::lists);
      fields.put("name", node -> name(node).ifPresent(value -> name = value));
      fields.put("groups", node -> words(node).forEach(groupsNamed::add));
      return fields;
    }

    void lists(Node node) {
      isOnNone &= node instanceof Scalar;
      for (Word word : words(node)) {
        isOnNone = false;
        CHANGEABLE.stream()
            .filter(list -> list.code().equals(word.text()))
            .findFirst()
            .ifPresentOrElse(
                lists::add,
                () ->
                    wrong(
                        word.span(),
                        "\"%s\" is none of the lists FL, AL, BL; RL follows from the others' FL"
                            .formatted(word.text())));
      }
      if (lists.contains(ListName.ALLOW) && lists.contains(ListName.BLOCK)) {
        wrong(node.span(), "nobody is on AL and BL at once");
      }
    }
  }

  // ---- values ----

  private void fields(Node node, String what, Map<String, Consumer<Node>> known) {
    if (node instanceof Scalar empty && empty.text().isEmpty()) {
      return;
    }
    if (!(node instanceof Node.Mapping mapping)) {
      wrong(node.span(), "%s is a map, not %s".formatted(what, node.kind()));
      return;
    }
    for (Node.Entry entry : mapping.entries()) {
      Consumer<Node> field = known.get(entry.key().text());
      if (field == null) {
        unknown(entry.key(), List.copyOf(known.keySet()));
      } else {
        field.accept(entry.value());
      }
    }
  }

  private void entries(Node node, Consumer<Node.Entry> each) {
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(each);
    } else {
      wrong(node.span(), "this is a map, not " + node.kind());
    }
  }

  private Optional<String> text(Node node) {
    if (node instanceof Scalar scalar) {
      return Optional.of(scalar.text());
    }
    wrong(node.span(), "this is a text, not " + node.kind());
    return Optional.empty();
  }

  /** A text that can be sent, as it is not too long when it is encoded. */
  private Optional<String> sent(Node node, Predicate<String> fits, String what, int most) {
    Optional<String> text = text(node);
    if (text.isPresent() && !fits.test(text.get())) {
      wrong(
          node.span(),
          "%s has 1 to %s bytes as it is sent, where a blank takes three".formatted(what, most));
      return Optional.empty();
    }
    return text;
  }

  private Optional<String> name(Node node) {
    Optional<String> name = text(node);
    if (name.isPresent() && !Account.isName(name.get())) {
      wrong(
          node.span(),
          "a name has 1 to %s bytes as it is sent, a blank takes three of them"
              .formatted(Account.LONGEST_NAME));
    }
    return name;
  }

  private Optional<Boolean> choice(Node node, String yes, String no) {
    Optional<String> word = text(node);
    if (word.isPresent() && !word.get().equals(yes) && !word.get().equals(no)) {
      wrong(node.span(), "\"%s\" is none of %s, %s".formatted(word.get(), yes, no));
      return Optional.empty();
    }
    return word.map(yes::equals);
  }

  private Optional<Integer> number(Node node, int most) {
    return text(node).flatMap(text -> number(new Word(text, node.span()), most));
  }

  private Optional<Integer> number(Word word, int most) {
    if (!word.text().matches("[0-9]{1,6}") || Integer.parseInt(word.text()) > most) {
      wrong(word.span(), "\"%s\" is no number from 0 to %s".formatted(word.text(), most));
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(word.text()));
  }

  /** The words of a text, each with its place. */
  private List<Word> words(Node node) {
    if (!(node instanceof Scalar scalar)) {
      wrong(node.span(), "this is a text of words, not " + node.kind());
      return List.of();
    }
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(scalar.text());
    while (matcher.find()) {
      words.add(new Word(matcher.group(), scalar.part(matcher.start(), matcher.end())));
    }
    return words;
  }

  private void unknown(Scalar key, List<String> known) {
    String hint = Nearest.hint(key.text(), known);
    findings.add(
        new Finding(
            Code.D102,
            key.span(),
            "unknown key \"%s\"".formatted(key.text()),
            List.of(hint.isEmpty() ? "fix: the keys are " + String.join(", ", known) : hint),
            List.of()));
  }

  private void wrong(Span span, String message) {
    findings.add(new Finding(Code.D107, span, message, List.of(), List.of()));
  }
}
