package org.msnmock.mockserver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {
  private final StringBuilder out = new StringBuilder();
  private final Markup html = new Markup(out);

  @Test
  void elements_end_in_the_order_in_which_they_began() throws IOException {
    html.start("p", "id", "a").text("x").element("b", "y").empty("br").end();

    assertThat(out).hasToString("<p id=\"a\">x<b>y</b><br/></p>");
    assertThat(html.length()).isEqualTo(out.length());
  }

  @Test
  void neither_a_text_nor_an_attribute_can_become_markup() throws IOException {
    html.element("p", "</p><script>&'\"", "title", "\"><script>&'");

    assertThat(out)
        .hasToString(
            "<p title=\"&quot;&gt;&lt;script&gt;&amp;&#39;\">"
                + "&lt;/p&gt;&lt;script&gt;&amp;&#39;&quot;</p>");
  }

  @ParameterizedTest
  @CsvSource({
    "0, \\x00",
    "9, \\t",
    "a, \\n",
    "1b, \\x1b",
    "7f, \\x7f",
    "85, \\x85",
    "ad, \\u00ad",
    "200f, \\u200f",
    "202e, \\u202e",
    "2028, \\u2028",
    "dcff, \\xff",
    "feff, \\ufeff",
    "ffff, \\uffff",
    "e0001, \\ue0001",
  })
  void what_nobody_could_see_is_written_out(String point, String shown) throws IOException {
    html.text("a" + Character.toString(Integer.parseInt(point, 16)) + "b");

    assertThat(out).hasToString("a" + shown + "b");
  }

  @Test
  void letters_of_any_script_stay() throws IOException {
    html.text("\u00e4\u05d0\u4e2d\uD83D\uDE00");

    assertThat(out).hasToString("\u00e4\u05d0\u4e2d\uD83D\uDE00");
  }

  @Test
  void lines_stay_apart() throws IOException {
    html.lines(List.of("a<", "b\n"));

    assertThat(out).hasToString("a&lt;\nb\\n");
  }
}
