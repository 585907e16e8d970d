package org.msnmock.mockserver.yaml;

import static org.msnmock.mockserver.schema.Schema.list;
import static org.msnmock.mockserver.schema.Schema.ref;
import static org.msnmock.mockserver.schema.Schema.type;
import static org.msnmock.mockserver.schema.Schema.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Damage;
import org.msnmock.mockserver.dialogue.Early;
import org.msnmock.mockserver.dialogue.Level;
import org.msnmock.mockserver.dialogue.LineEnding;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.schema.Schema;
import org.msnmock.mockserver.wire.Role;

/**
 * Shapes as schemas. To the reader every scalar is a text; editors know numbers and truth values,
 * which are therefore taken wherever a text like that would be.
 */
final class Shapes {
  private static final Schema TEXT = type("string", "number", "boolean");
  private static final String NAME = Braces.NAME.pattern();

  /** A parameter, or the client's first server. */
  private static final String IN_BRACES = "\\{" + NAME + "(\\.entry)?\\}";

  private static final String DURATION = Values.DURATION.pattern() + "|\\{" + NAME + "\\}";

  /** A keyword that only editors know: what they say of a text that is not as the pattern says. */
  private static final String MESSAGE = "patternErrorMessage";

  private static final String P2P_NUMBER = "[0-9]+|0[xX][0-9A-Fa-f]+|.*\\{.*";

  private static final String UNITS = "A duration is a whole number and ms, s or m: 200ms, 5s, 2m";

  private Shapes() {}

  /** A key with what may stand behind it and what it means. */
  static Schema property(Key key) {
    return of(key.shape()).described(key.text());
  }

  /** A map with these keys and no others. */
  static Schema map(Collection<Key> keys) {
    Map<String, Schema> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.word(), property(key)));
    return type("object").with("properties", properties).closed();
  }

  private static Schema of(Shape shape) {
    return switch (shape) {
      case TEXT -> TEXT;
      case LINE -> TEXT.with("pattern", "^[^\\r\\n]*$");
      case NAME -> name();
      case HEX -> matching("[ \\n]*([0-9A-Fa-f][ \\n]*[0-9A-Fa-f][ \\n]*)*", "number", "string");
      case FORMAT -> Schema.anything().with("enum", List.of(1, HeadReader.FORMAT));
      case NUMBER -> matching(Values.NUMBER, "integer", "string").with("minimum", 0);
      case COUNT -> matching(Values.NUMBER, "integer", "string").with("minimum", 1);
      case TOTAL -> matching("[0-9]{1,9}|.*\\{.*", "integer", "string");
      case ADDRESS -> matching(".*\\{.*|[0-9A-Fa-f.:\\[\\]]+:[0-9]{1,5}", "string");
      case TIMES ->
          matching(Values.TIMES, "integer", "string")
              .with("minimum", 1)
              .with(MESSAGE, "How often is written 3, 0..20 or 1..*");
      case DURATION -> matching(DURATION, "string").with(MESSAGE, UNITS);
      case BETWEEN ->
          matching("(%s)\\.\\.(%s)".formatted(DURATION, DURATION), "string")
              .with(MESSAGE, "Two limits are written 1s..120s. " + UNITS);
      case UNTIL ->
          matching(BlockReader.QUIET + "(" + Values.DURATION + ")", "string")
              .with(MESSAGE, "The end of a block is written quiet 1s. " + UNITS);
      case LEVEL -> words(Stream.of(Level.values()).map(Level::word).toList());
      case EARLY -> words(Early.words());
      case VERDICT -> words(SmallSteps.OUTCOMES);
      case OTHERWISE -> words(Otherwise.words());
      case OTHERS -> words(PayloadReader.OTHERS);
      case PASS -> words(List.of(Otherwise.EMULATOR.word()));
      case CERTIFICATE -> words(RolesReader.CERTIFICATES);
      case TYPE -> words(ParameterReader.TYPES);
      case VERB -> told(Words.VERBS);
      case EVENT -> told(Words.EVENTS);
      case CASE_NAME -> matching(HeadReader.CASE_NAME, "string", "number", "boolean");
      case LISTENER -> role(Stream.of(Role.values()).filter(role -> !role.isHttp()).toList());
      case ROLE -> role(List.of(Role.values()));
      case PEER -> role(List.of(Role.PEER));
      case CONNECTION ->
          matching("(%s)?".formatted(connection()), "string")
              .with("examples", examples(List.of(Role.values())));
      case GARBAGE -> ref("garbage");
      case GARBAGE_END -> endings(List.of(LineEnding.values()));
      case WIRE -> ref("wire");
      case WIRE_END -> endings(WireReader.ENDINGS);
      case CHUNKS ->
          list(
              matching(Values.NUMBER + "|" + WireReader.REST, "integer", "string")
                  .with("minimum", 1));
      case JOIN -> words(List.of(WireReader.NEXT));
      case CUT ->
          matching("0*[1-9][0-9]{0,8}|0*[1-9][0-9]?%", "integer", "string").with("minimum", 1);
      case THEN -> words(Stream.of(Damage.Then.values()).map(Damage.Then::word).toList());
      case FLIP ->
          map(Keys.FLIP.all()).with("required", Keys.FLIP.all().stream().map(Key::word).toList());
      case MASK ->
          matching(WireReader.MASK, "integer", "string").with("minimum", 1).with("maximum", 99);
      case LENGTH -> matching(WireReader.LENGTH, "integer", "string");
      case TEXTS -> list(TEXT);
      case REQUIREMENTS -> list(ref("requirement"));
      case VALUES -> names(TEXT);
      case HEADERS ->
          Schema.map(of(Shape.LINE))
              .with("propertyNames", matching(PayloadReader.HEADER_NAME, "string"));
      case MIME -> ref("mime");
      case P2P -> ref("p2p");
      case P2P_NUMBER -> matching(P2P_NUMBER, "integer", "string").with("minimum", 0);
      case SLP -> ref("slp");
      case SLP_BODY ->
          of(Shape.HEADERS).with("type", List.of("string", "number", "boolean", "object"));
      case BLOCKS -> ref("blocks");
      case BLOCKS_END -> words(PeerBlocks.ENDINGS);
      case ARGUMENTS -> type("object");
      case ARGUMENT -> type("string", "number", "boolean", "array").with("items", TEXT);
      case GROUPS -> Schema.map(of(Shape.ARGUMENT));
      case EXPORT -> names(name()).with("type", List.of("array", "object")).with("items", name());
      case EXPORTS -> list(name());
      case CLIENTS -> clients();
      case ROLES -> map(Keys.ROLES.all());
      case ROLE_OPTIONS -> map(Keys.ROLE.all());
      case MSN_ROLE_OPTIONS -> map(Keys.MSN_ROLE.all());
      case CASES -> list(row());
      case PARAMETERS -> names(map(Keys.PARAMETER.all()).described("A parameter, by its name."));
      case STEPS -> ref("steps");
      case SOME_STEPS -> ref("some-steps");
      case BRANCHES -> ref("branches");
      case RULES -> ref("rules");
      case RULE_STEPS -> ref("rule-steps");
    };
  }

  /** What stands behind the first word of a telling key, if anything does. */
  static String subject(Telling telling) {
    return telling == Telling.DO || telling == Telling.SEE ? NAME : connection();
  }

  private static String connection() {
    return "%s(\\.(%s))?|%s".formatted(NAME, alternatives(List.of(Role.values())), IN_BRACES);
  }

  private static Schema role(List<Role> roles) {
    return matching("(%s\\.)?(%s)|%s".formatted(NAME, alternatives(roles), IN_BRACES), "string")
        .with("examples", examples(roles));
  }

  private static String alternatives(List<Role> roles) {
    return String.join("|", roles.stream().map(Role::word).toList());
  }

  /** What editors offer. */
  private static List<String> examples(List<Role> roles) {
    List<String> out = new ArrayList<>(roles.stream().map(Role::word).toList());
    out.add("{entry}");
    return out;
  }

  /** Which ones there are stands in a file of the project. */
  static Schema requirement() {
    return matching(Covers.ID, "string", "number");
  }

  private static Schema name() {
    return matching(Braces.NAME, "string", "boolean");
  }

  /** A map whose keys are names. */
  private static Schema names(Schema value) {
    return Schema.map(value).with("propertyNames", matching(Braces.NAME, "string"));
  }

  private static Schema matching(Pattern pattern, String... types) {
    return matching(pattern.pattern(), types);
  }

  /** A text that is as the pattern says, from end to end; other types are not asked. */
  private static Schema matching(String pattern, String... types) {
    return type(types).with("pattern", "^(" + pattern + ")$");
  }

  private static Schema endings(List<LineEnding> endings) {
    return words(endings.stream().map(LineEnding::word).toList());
  }

  /** Words that have an explanation each; the keyword for that is one of editors. */
  private static Schema told(Words words) {
    return words(words.all())
        .with("enumDescriptions", words.all().stream().map(words::text).toList());
  }

  /** One client; an account without a value has all defaults. */
  private static Schema clients() {
    Schema account =
        map(Keys.ACCOUNT.all())
            .with("type", List.of("object", "null"))
            .described("The account of this client.");
    return names(account).with("maxProperties", HeadReader.MOST_CLIENTS);
  }

  private static Schema row() {
    return names(TEXT)
        .with("properties", Map.of(HeadReader.CASE.word(), property(HeadReader.CASE)))
        .with("required", List.of(HeadReader.CASE.word()));
  }
}
