package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.Accepted;
import org.msnmock.mockserver.dialogue.Format;
import org.msnmock.mockserver.dialogue.Function;
import org.msnmock.mockserver.dialogue.Generator;
import org.msnmock.mockserver.dialogue.Kind;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.dialogue.TextPattern;

/** Braces to pieces, each with its place. */
class PatternTest {
  @RegisterExtension final Folder folder = new Folder();

  /** The pieces of an awaited line; names that it learns are used after it. */
  private List<Piece> awaited(String line) {
    return pieces(((Step.ClientLine) step("  - C: " + line + "\n")).line().tokens());
  }

  /** The pieces of a line that is sent after one that learned {@code a} and {@code who}. */
  private List<Piece> sent(String line) {
    Step step = step("  - C: FOO {trid} {a=*} {who=email} {b=int?}\n  - S: \"" + line + "\"\n");
    List<Piece> out = new ArrayList<>();
    ((Step.ServerLine) step).line().tokens().forEach(token -> out.addAll(token.pieces()));
    return out;
  }

  private static List<Piece> pieces(List<TextPattern> tokens) {
    List<Piece> out = new ArrayList<>();
    tokens.forEach(token -> out.addAll(token.pieces()));
    return out;
  }

  /** The last step. */
  private Step step(String steps) {
    List<Step> all = Folder.steps(folder.steps("  - accept: ns\n" + steps));
    return all.get(all.size() - 1);
  }

  private static String place(Span span) {
    return "%s:%s+%s".formatted(span.line(), span.column(), span.length());
  }

  private static List<String> places(List<Piece> pieces) {
    return pieces.stream().map(piece -> place(piece.span())).toList();
  }

  private static Accepted accepted(Piece piece) {
    return ((Piece.Hole) piece).accepted();
  }

  @Test
  void each_token_knows_its_place() {
    assertThat(places(awaited("VER {trid} MSNP9 {**}")))
        .containsExactly("5:8+3", "5:12+6", "5:19+5", "5:25+4");
  }

  @Test
  void places_in_quoted_lines_are_behind_the_quotation_mark() {
    assertThat(places(awaited("\"VER {trid} \\\"x\\\" \\u00e4b {*}\"")))
        .containsExactly("5:9+3", "5:13+6", "5:20+5", "5:26+7", "5:34+3");
    assertThat(places(awaited("'VER it''s {*}'"))).containsExactly("5:9+3", "5:13+5", "5:19+3");
  }

  @Test
  void places_are_counted_in_code_points() {
    assertThat(places(awaited("VER 😀ä {*}"))).containsExactly("5:8+3", "5:12+2", "5:15+3");
  }

  @Test
  void places_in_blocks_are_those_of_the_source_line() {
    // when
    Step.ClientLine line =
        (Step.ClientLine)
            step(
                """
                  - C: MSG {trid} N {len}
                    body: |
                      Ä: {x=*};
                        {=int}

                      end
                """);
    // then
    List<Piece> pieces =
        ((org.msnmock.mockserver.dialogue.PayloadPattern.Body) line.payload().orElseThrow())
            .text()
            .pieces();
    assertThat(places(pieces))
        .containsExactly(
            "7:7+3", "7:10+5", "7:15+1", "8:7+2", "8:9+6", "8:15+1", "9:1+1", "10:7+3");
    assertThat(((Piece.Fixed) pieces.get(2)).text()).isEqualTo(";\r\n");
    assertThat(((Piece.Fixed) pieces.get(7)).text()).isEqualTo("end\r\n");
  }

  @Test
  void holes_learn_or_only_check() {
    // when
    List<Piece> pieces = awaited("FOO {a=*} {=int} {*} {who=email} {**}");
    // then
    Piece.Hole learning = (Piece.Hole) pieces.get(1);
    assertThat(learning.name().map(Name::text)).contains("a");
    assertThat(learning.accepted()).isEqualTo(new Accepted.OfKind(Kind.ANY));
    assertThat(((Piece.Hole) pieces.get(2)).name()).isEmpty();
    assertThat(accepted(pieces.get(2))).isEqualTo(new Accepted.OfKind(Kind.INT));
    assertThat(accepted(pieces.get(3))).isEqualTo(new Accepted.OfKind(Kind.ANY));
    assertThat(pieces.get(5)).isInstanceOf(Piece.Rest.class);
  }

  @Test
  void words_and_regular_expressions_are_accepted() {
    // when
    List<Piece> pieces = awaited("FOO {=A|B} {=N} {x=/a{1,2} b/} {=/status/}");
    // then
    assertThat(accepted(pieces.get(1))).isEqualTo(new Accepted.OneWord(List.of("A", "B")));
    assertThat(accepted(pieces.get(2))).isEqualTo(new Accepted.OneWord(List.of("N")));
    assertThat(((Accepted.Matching) accepted(pieces.get(3))).pattern().pattern())
        .isEqualTo("a{1,2} b");
    assertThat(((Accepted.Matching) accepted(pieces.get(4))).pattern().pattern())
        .isEqualTo("status");
  }

  @Test
  void tokens_at_the_end_may_be_missing() {
    // when
    List<Piece> pieces = awaited("CHG {trid} {status=status} {caps=int?} {object=*?}");
    // then
    assertThat(((Piece.Hole) pieces.get(2)).presence()).isEqualTo(Piece.Presence.REQUIRED);
    assertThat(((Piece.Hole) pieces.get(3)).presence()).isEqualTo(Piece.Presence.OPTIONAL);
    assertThat(((Piece.Hole) pieces.get(4)).presence()).isEqualTo(Piece.Presence.OPTIONAL);
  }

  @Test
  void doubled_braces_and_GUIDs_are_literal() {
    assertThat(
            awaited("FOO {{x}} {1B763C43-C44C-49F9-B20B-0123456789ab}").stream()
                .map(Object::toString))
        .anyMatch(text -> text.contains("text={x},"))
        .anyMatch(text -> text.contains("text={1B763C43-C44C-49F9-B20B-0123456789ab},"));
  }

  @Test
  void two_blanks_make_an_empty_token() {
    // when
    List<Piece> pieces = awaited("FOO  x");
    // then
    assertThat(pieces).hasSize(3);
    assertThat(((Piece.Fixed) pieces.get(1)).text()).isEmpty();
    assertThat(place(pieces.get(1).span())).isEqualTo("5:12+1");
  }

  @Test
  void known_values_are_filled_in_with_formats_and_fallbacks() {
    // when
    List<Piece> pieces = sent("FOO {trid} {a:url} {b?} {b?x:y} {b:upper?z}");
    // then
    assertThat(pieces.get(1)).isInstanceOf(Piece.TransactionId.class);
    assertThat(((Piece.Known) pieces.get(2)).format()).isEqualTo(Format.URL);
    assertThat(((Piece.Maybe) pieces.get(3)).fallback()).isEmpty();
    assertThat(((Piece.Maybe) pieces.get(4)).fallback()).isEqualTo("x:y");
    assertThat(((Piece.Maybe) pieces.get(5)).format()).isEqualTo(Format.UPPER);
    assertThat(places(pieces.subList(2, 4))).containsExactly("6:20+7", "6:28+4");
  }

  @Test
  void email_addresses_are_compared_without_regard_to_case() {
    // when
    List<Piece> pieces = sent("FOO {who} {user} {a} {alice.user}");
    // then
    assertThat(pieces.subList(1, 5).stream().map(piece -> ((Piece.Known) piece).equality()))
        .containsExactly(
            Piece.Equality.CASELESS,
            Piece.Equality.CASELESS,
            Piece.Equality.EXACT,
            Piece.Equality.CASELESS);
    assertThat(((Piece.Known) pieces.get(4)).name())
        .isEqualTo(((Piece.Known) pieces.get(2)).name());
  }

  @Test
  void functions_take_names_texts_and_calls() {
    // when
    List<Piece> pieces = sent("FOO {md5(a, 'x, }', base64(who))} {digest('1', a)}");
    // then
    Piece.Call call = (Piece.Call) pieces.get(1);
    assertThat(call.function()).isEqualTo(Function.MD5);
    assertThat(places(call.arguments())).containsExactly("6:18+1", "6:21+6", "6:29+11");
    assertThat(((Piece.Fixed) call.arguments().get(1)).text()).isEqualTo("x, }");
    assertThat(((Piece.Call) pieces.get(2)).function()).isEqualTo(Function.DIGEST);
  }

  @Test
  void values_are_generated() {
    // when
    List<Piece> pieces =
        sent("FOO {now} {now:epoch} {random:int} {random:digits20} {random:hex32} {random:cookie}");
    // then
    assertThat(pieces.stream().skip(1).map(piece -> ((Piece.Generated) piece).generator()))
        .containsExactly(
            new Generator(Generator.Made.NOW, 0),
            new Generator(Generator.Made.NOW, 0),
            new Generator(Generator.Made.INT, 0),
            new Generator(Generator.Made.DIGITS, 20),
            new Generator(Generator.Made.HEX, 32),
            new Generator(Generator.Made.COOKIE, 0));
  }

  @Test
  void passwords_tickets_and_what_is_made_of_them_are_hidden() {
    // when
    Step step =
        step(
            """
              - set: { mine: "{md5(password)}", yours: "{name}" }
              - C: FOO {t=ticket}
              - S: "FOO {ticket} {mine} {t} {yours}"
            """);
    // then
    List<Piece> pieces = new ArrayList<>();
    ((Step.ServerLine) step).line().tokens().forEach(token -> pieces.addAll(token.pieces()));
    assertThat(pieces.stream().skip(1).map(piece -> ((Piece.Known) piece).name().isSecret()))
        .containsExactly(true, true, true, false);
  }

  @Test
  void several_pieces_make_one_token() {
    // when
    List<TextPattern> tokens =
        ((Step.ClientLine) step("  - C: FOO x{a=*};{=int}y\n")).line().tokens();
    // then
    assertThat(tokens).hasSize(2);
    assertThat(places(tokens.get(1).pieces()))
        .containsExactly("5:12+1", "5:13+5", "5:18+1", "5:19+6", "5:25+1");
    assertThat(place(tokens.get(1).span())).isEqualTo("5:12+14");
  }

  @ParameterizedTest
  @CsvSource({
    "FOO {usre}, D201 5:12+6",
    "FOO {len, D107 5:12+1",
    "FOO x}, D107 5:13+1",
    "FOO {}, D107 5:12+2",
    "FOO {1x}, D107 5:12+4",
    "FOO {x=itn}, D206 5:15+3",
    "FOO {=A||B}, D107 5:14+4",
    "FOO {=/(/}, D206 5:16+1",
    "FOO {user:ulr}, D206 5:18+3",
    "FOO {frob(user)}, D206 5:13+4",
    "FOO {md5(user}, D107 5:13+8",
    "FOO {md5('x)}, D107 5:12+1",
    "FOO {digest(user)}, D206 5:13+12",
    "FOO {random:dice}, D206 5:20+4",
    "FOO {random:int}, D107 5:12+12",
    "FOO {user?}, D107 5:12+7",
    "FOO {absent}, D107 5:12+8",
    "FOO {**} x, D107 5:12+4",
    "FOO x{**}, D107 5:13+4",
    "FOO {=int?} x, D107 5:12+7",
    "FOO x{=int?}, D107 5:13+7",
    "FOO {len=*}, D107 5:12+7",
    "FOO {ns=*}, D107 5:12+6",
    "FOO {x.y=*}, D107 5:12+7",
    "FOO {x=*y}, D107 5:12+6",
    "FOO {bob.user}, D201 5:12+10",
  })
  void a_wrong_pattern_is_refused_at_its_place(String line, String finding) {
    assertThat(errors(folder.steps("  - accept: ns\n  - C: \"" + line.replace("\"", "") + "\"\n")))
        .containsExactly(shifted(finding));
  }

  /** The table counts columns as in an unquoted line; the quotation mark is one more. */
  private static String shifted(String finding) {
    int colon = finding.indexOf(':');
    int plus = finding.indexOf('+');
    int column = Integer.parseInt(finding.substring(colon + 1, plus)) + 1;
    return finding.substring(0, colon + 1) + column + finding.substring(plus);
  }

  @ParameterizedTest
  @CsvSource({
    "FOO {x=*}, D205 5:13+5",
    "FOO {*}, D205 5:13+3",
    "FOO {**}, D205 5:13+4",
    "FOO {x?}, D201 5:13+4",
    "FOO {absent}, D107 5:13+8",
    "FOO x{len}, D603 5:14+5",
  })
  void a_pattern_cannot_be_sent(String line, String finding) {
    assertThat(errors(folder.steps("  - accept: ns\n  - S: \"" + line + "\"\n")))
        .containsExactly(finding);
  }

  @Test
  void a_line_knows_its_command_and_its_payload() {
    // when
    Step.ClientLine line = (Step.ClientLine) step("  - C: MSG {trid} N {len}\n");
    // then
    assertThat(line.line().command()).isEqualTo(Optional.of("MSG"));
    assertThat(line.line().announcesPayload()).isTrue();
    assertThat(line.payload()).isEmpty();
  }

  @Test
  void a_sent_value_is_filled_into_its_token() {
    // when
    Step.ServerLine line = (Step.ServerLine) step("  - S: FOO a{user}b\n");
    // then
    Template token = line.line().tokens().get(1);
    assertThat(token.pieces()).hasSize(3);
    assertThat(place(token.span())).isEqualTo("5:12+8");
  }

  @Test
  void a_clean_dialogue_has_no_findings() {
    clean(folder.steps("  - accept: ns\n  - C: VER {trid} {**}\n  - S: VER {trid} MSNP9 CVR0\n"));
  }
}
