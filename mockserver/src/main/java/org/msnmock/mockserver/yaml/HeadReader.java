package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Template;

/** The head of a dialogue: all but its steps and background rules. */
final class HeadReader {
  static final String FORMAT = "1";

  /** The one key of a row of {@code cases} that is no constant. */
  static final Key CASE =
      new Key(
          "case",
          Shape.CASE_NAME,
          "The name of this row, of A-Z a-z 0-9 . _ - and no other's. The case is called id[name].");

  static final Pattern CASE_NAME = Pattern.compile("[A-Za-z0-9._-]+");

  /** The client of a dialogue that names none. */
  private static final String ALICE = "alice";

  /** Each has five servers of its own. */
  static final int MOST_CLIENTS = 20;

  private final Fields fields;
  private final Report report;

  HeadReader(Fields fields, Report report) {
    this.fields = fields;
    this.report = report;
  }

  /** The map of a file of format 1, which it has to say first; everything else is reported. */
  static Optional<Node.Mapping> format(Node root, String kind, Report report) {
    if (!(root instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      report.add(
          Code.D107,
          root.span(),
          "a %s must be a map, not %s".formatted(kind, root.kind()),
          "fix: begin with  %s: 1".formatted(kind));
      return Optional.empty();
    }
    Node.Entry first = mapping.entries().get(0);
    if (!first.key().text().equals(kind)) {
      report.add(
          Code.D109,
          first.key().span(),
          "this is no %s: the first key is \"%s\"".formatted(kind, first.key().text()),
          "fix: begin with  %s: 1".formatted(kind));
      return Optional.empty();
    }
    if (!(first.value() instanceof Scalar number) || !number.text().equals(FORMAT)) {
      report.add(
          Code.D109,
          first.value().span(),
          "another format; this version reads %s: 1".formatted(kind));
      return Optional.empty();
    }
    return Optional.of(mapping);
  }

  /**
   * The id, which is the file's place: {@code signin/redirect.dialogue.yaml} is signin.redirect. A
   * text that stands in no file may have any, or none.
   */
  String id(Span start) {
    String place = id(report.document().name());
    Optional<Scalar> id = fields.text("id");
    if (report.document().home() == Document.Home.TEXT) {
      return id.map(Scalar::text).orElse(place);
    }
    if (id.isEmpty() && !fields.has("id")) {
      report.add(Code.D108, start, "the id is missing", "fix: add  id: " + place);
    } else if (id.isPresent() && !id.get().text().equals(place)) {
      report.add(
          Code.D108,
          id.get().span(),
          "the id is not the file's place",
          "fix: write  id: %s  or move the file".formatted(place));
    }
    return place;
  }

  /** The id of a file by its path below the root. */
  static String id(String name) {
    String bare = name;
    for (String end : List.of(".dialogue.yaml", ".yaml", ".yml")) {
      if (bare.endsWith(end)) {
        bare = bare.substring(0, bare.length() - end.length());
        break;
      }
    }
    return bare.replace('/', '.');
  }

  /** Texts of a list: tags, commands. */
  List<String> words(String key) {
    return fields.texts(key).stream().map(Scalar::text).toList();
  }

  /** The clients under test. */
  Cast cast() {
    List<String> names = new ArrayList<>();
    clientEntries().forEach(entry -> names.add(entry.key().text()));
    return new Cast(names.isEmpty() ? List.of(ALICE) : names);
  }

  /** As many as there may be. */
  private List<Node.Entry> clientEntries() {
    List<Node.Entry> all = fields.map("clients");
    return all.subList(0, Math.min(all.size(), MOST_CLIENTS));
  }

  /** The accounts, whose values may use constants. */
  List<Dialogue.Client> clients(Context context, Span start) {
    List<Node.Entry> entries = fields.map("clients");
    if (entries.size() > MOST_CLIENTS) {
      report.add(
          Code.D107,
          entries.get(MOST_CLIENTS).key().span(),
          "more than %s clients in one dialogue".formatted(MOST_CLIENTS));
    }
    List<Dialogue.Client> out = new ArrayList<>();
    for (Node.Entry entry : clientEntries()) {
      checkName(entry.key(), out);
      out.add(client(entry.key().text(), account(entry), context, start));
    }
    return out.isEmpty() ? List.of(client(ALICE, Optional.empty(), context, start)) : out;
  }

  private void checkName(Scalar key, List<Dialogue.Client> before) {
    String name = key.text();
    before.stream()
        .map(Dialogue.Client::name)
        .filter(other -> variable(other).equals(variable(name)))
        .findFirst()
        .ifPresent(
            other ->
                report.add(
                    Code.D103,
                    key.span(),
                    "\"%s\" and \"%s\" would have the same variables, %s_MSN_SERVER and others"
                        .formatted(other, name, variable(name)),
                    "fix: choose a name that differs in more than capitals"));
    if (!Braces.isName(name)) {
      report.add(Code.D107, key.span(), "a client cannot be called like this");
    } else if (Context.hasMeaning(name)) {
      report.add(
          Code.D107,
          key.span(),
          "a client cannot be called \"%s\", which has a meaning of its own".formatted(name),
          "fix: choose another name");
    }
  }

  /** A client's name in the names of variables. */
  private static String variable(String client) {
    return client.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private static Dialogue.Client client(
      String name, Optional<Fields> account, Context context, Span start) {
    return new Dialogue.Client(
        name,
        value(account, "user", name + "@example.com", context, start),
        value(account, "password", "s3cret", context, start),
        value(account, "status", "NLN", context, start),
        value(account, "name", capitalized(name), context, start));
  }

  private Optional<Fields> account(Node.Entry entry) {
    if (entry.value() instanceof Node.Mapping mapping) {
      return Optional.of(
          Fields.of(mapping, Keys.ACCOUNT.words(), Set.of(), "in a client's account", report));
    }
    if (!(entry.value() instanceof Scalar scalar) || scalar.style() != Scalar.Style.EMPTY) {
      Fields.map(entry.value(), "a client's account", report);
    }
    return Optional.empty();
  }

  private static Template value(
      Optional<Fields> account, String key, String otherwise, Context context, Span start) {
    Optional<Template> value =
        account.flatMap(fields -> fields.text(key)).map(text -> Texts.value(text, context));
    value.ifPresent(template -> checkConstant(template.pieces(), context));
    return value.orElse(Template.fixed(otherwise, start));
  }

  /** An account is made before anything is, so it knows nothing but constants. */
  private static void checkConstant(List<Piece> pieces, Context context) {
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Call call) {
        checkConstant(call.arguments(), context);
      } else if (piece instanceof Piece.Known known
          ? context.build().given().contains(known.name())
          : !(piece instanceof Piece.Fixed)) {
        context
            .report()
            .add(
                Code.D201,
                piece.span(),
                "an account knows the vars of its dialogue and the values of its case, nothing else",
                "fix: write it out, or name it in  vars:");
      }
    }
  }

  private static String capitalized(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  List<Dialogue.Constant> vars(Context context) {
    List<Dialogue.Constant> out = new ArrayList<>();
    for (Node.Entry entry : fields.map("vars")) {
      constant(entry, context).ifPresent(out::add);
    }
    return out;
  }

  private Optional<Dialogue.Constant> constant(Node.Entry entry, Context context) {
    String text = entry.key().text();
    if (!Braces.isName(text) || context.isReserved(text)) {
      report.add(
          Code.D107,
          entry.key().span(),
          "\"%s\" cannot be a name".formatted(text),
          context.nameHint(text));
      return Optional.empty();
    }
    Optional<Scalar> value = Fields.text(entry.value(), text, report);
    Name name =
        context.define(text, Name.Visibility.SHOWN, Piece.Equality.EXACT, entry.key().span());
    value.ifPresent(scalar -> context.build().constant(name, scalar.text()));
    return value.map(scalar -> new Dialogue.Constant(name, scalar.text()));
  }

  /** One play each; one without a name where there is no table. */
  List<Dialogue.Case> cases(String id, Context context) {
    List<Dialogue.Case> out = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Node row : fields.list("cases")) {
      List<Node.Entry> entries = Fields.map(row, "a row of \"cases\"", report);
      checkKeys(row, entries, keys);
      Optional<String> name = caseName(row, entries, names);
      List<Dialogue.Constant> constants = new ArrayList<>();
      for (Node.Entry entry : entries) {
        if (!entry.key().text().equals(CASE.word())) {
          constant(entry, context).ifPresent(constants::add);
        }
      }
      String suffix = name.map("[%s]"::formatted).orElse("");
      out.add(new Dialogue.Case(name, id + suffix, constants));
    }
    return out.isEmpty() ? List.of(new Dialogue.Case(Optional.empty(), id, List.of())) : out;
  }

  private void checkKeys(Node row, List<Node.Entry> entries, List<String> keys) {
    List<String> here = entries.stream().map(entry -> entry.key().text()).sorted().toList();
    if (keys.isEmpty()) {
      keys.addAll(here);
    } else if (!keys.equals(here)) {
      report.add(
          Code.D107,
          row.span(),
          "this row of \"cases\" does not have the keys of the first one"
              + listed(": missing is ", keys, here)
              + listed(": too much is ", here, keys),
          "known: " + String.join(", ", keys));
    }
  }

  /** Those of some words that are not among others, behind a text. */
  private static String listed(String text, List<String> words, List<String> others) {
    List<String> odd = words.stream().filter(word -> !others.contains(word)).toList();
    return odd.isEmpty() ? "" : text + String.join(", ", odd);
  }

  private Optional<String> caseName(Node row, List<Node.Entry> entries, List<String> names) {
    for (Node.Entry entry : entries) {
      if (entry.key().text().equals(CASE.word()) && entry.value() instanceof Scalar name) {
        if (!CASE_NAME.matcher(name.text()).matches()) {
          report.add(Code.D107, name.span(), "a case's name is made of A-Z a-z 0-9 . _ -");
        } else if (names.contains(name.text())) {
          report.add(Code.D103, name.span(), "two cases are called %s".formatted(name.text()));
        }
        names.add(name.text());
        return Optional.of(name.text());
      }
    }
    report.add(Code.D107, row.span(), "a row of \"cases\" has no name", "fix: add  case: a-word");
    return Optional.empty();
  }

  /** Who answers what neither the script nor a rule takes. */
  Otherwise otherwise() {
    Optional<Scalar> word = fields.text("otherwise");
    if (word.isEmpty()) {
      return Otherwise.REFUSE;
    }
    Optional<Otherwise> otherwise = Otherwise.fromWord(word.get().text());
    if (otherwise.isEmpty()) {
      report.add(
          Code.D107,
          word.get().span(),
          "\"otherwise\" is refuse or emulator",
          Nearest.hint(word.get().text(), Otherwise.words()));
    }
    return otherwise.orElse(Otherwise.REFUSE);
  }
}
