package org.msnmock.mockserver.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

  @Test
  void a_line_is_cut_at_each_single_blank() {
    assertThat(Frame.line("CVR 2 0x0409 win").tokens())
        .containsExactly("CVR", "2", "0x0409", "win");
  }

  @Test
  void two_blanks_make_an_empty_token() {
    assertThat(Frame.line("CVR  2").tokens()).containsExactly("CVR", "", "2");
  }

  @Test
  void one_blank_at_the_very_end_is_dropped_and_told() {
    Frame frame = Frame.line("PRP 7 260 PHH ");

    assertThat(frame.tokens()).containsExactly("PRP", "7", "260", "PHH");
    assertThat(frame.endsWithBlank()).isTrue();
  }

  @Test
  void the_command_is_the_first_token() {
    assertThat(Frame.line("PNG").command()).isEqualTo("PNG");
    assertThat(Frame.line("VER 0 MSNP9").command()).isEqualTo("VER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "  ", "   x"})
  void odd_lines_have_tokens_too(String line) {
    assertThat(Frame.line(line).tokens()).isNotEmpty();
  }

  @Test
  void authorization_pairs_are_cut_at_commas_and_the_first_equals_sign() {
    Request request =
        new Request(
            "GET",
            "/login2.srf",
            "HTTP/1.1",
            java.util.List.<String[]>of(
                new String[] {
                  "authorization", "Passport1.4 OrgVerb=GET,sign-in=a%40b.c,pwd=a=b,x"
                }));

    assertThat(request.passportPairs().orElseThrow())
        .containsExactly(
            new String[] {"OrgVerb", "GET"},
            new String[] {"sign-in", "a%40b.c"},
            new String[] {"pwd", "a=b"},
            new String[] {"x", ""});
  }

  @Test
  void another_scheme_has_no_passport_pairs() {
    Request request =
        new Request(
            "GET", "/", "", java.util.List.<String[]>of(new String[] {"Authorization", "Basic x"}));

    assertThat(request.passportPairs()).isEmpty();
  }
}
