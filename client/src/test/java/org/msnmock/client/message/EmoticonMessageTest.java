package org.msnmock.client.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Payload;

class EmoticonMessageTest {
  private static final String HEAD =
      "MIME-Version: 1.0\r\nContent-Type: text/x-mms-emoticon\r\n\r\n";
  private static final MsnObject BEER = emoticon("beer");
  private static final MsnObject IDEA = emoticon("idea");

  private static MsnObject emoticon(String content) {
    return MsnObject.of(
        new Principal("bob@example.com"),
        MsnObject.EMOTICON,
        "EMO1.dat",
        content.getBytes(StandardCharsets.UTF_8));
  }

  private static EmoticonMessage read(String body) {
    return EmoticonMessage.from(MimeMessage.from(Payload.of(HEAD + body))).orElseThrow();
  }

  @Test
  void shortcuts_and_descriptions_stand_between_tabs() {
    EmoticonMessage message = new EmoticonMessage(Map.of("(b)", BEER));

    assertThat(message.toPayload().text()).isEqualTo(HEAD + "(b)\t" + BEER.text() + "\t");
    assertThat(EmoticonMessage.from(MimeMessage.from(message.toPayload()))).contains(message);
  }

  @Test
  void the_last_tab_may_be_missing_and_a_line_end_stand_there() {
    assertThat(read("(b)\t" + BEER.text() + "\t(i)\t" + IDEA.text() + "\r\n").emoticons())
        .isEqualTo(Map.of("(b)", BEER, "(i)", IDEA));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\t\t\t",
        "(b)",
        "(b)\t0\t",
        "(b)\t<msnobj/>\t",
        "\t<msnobj Creator=\"b\" Size=\"1\" Type=\"2\" SHA1D=\"x\"/>\t",
        "(b)\t<msnobj Creator=\"b\" Size=\"1\" Type=\"3\" SHA1D=\"x\"/>\t"
      })
  void what_is_no_emoticon_is_left_out(String body) {
    assertThat(read(body).emoticons()).isEmpty();
  }

  @Test
  void of_very_many_the_first_ten_count() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      body.append(i).append('\t').append(emoticon("e" + i).text()).append('\t');
    }

    assertThat(read(body.toString()).emoticons()).hasSize(10).containsKeys("0", "9");
  }

  @Test
  void no_more_are_told_than_fit_into_one_message() {
    Map<String, MsnObject> many = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      many.put("e" + i, emoticon("e" + i));
    }

    Payload payload = new EmoticonMessage(many).toPayload();

    assertThat(payload.length()).isLessThanOrEqualTo(1664);
    assertThat(EmoticonMessage.from(MimeMessage.from(payload)).orElseThrow().emoticons())
        .hasSizeBetween(5, 10)
        .containsKey("e0");
  }

  @Test
  void those_that_a_text_uses_are_told() {
    EmoticonMessage message = new EmoticonMessage(Map.of("(b)", BEER, "(i)", IDEA));

    assertThat(message.usedIn(TextMessage.of("A (b)!")).emoticons()).containsOnlyKeys("(b)");
  }

  @Test
  void another_message_is_none() {
    assertThat(
            EmoticonMessage.from(MimeMessage.from(Payload.of("Content-Type: text/plain\r\n\r\n"))))
        .isEmpty();
  }

  @Property
  void any_words_are_read(@ForAll String body) {
    assertThat(read(body).emoticons()).hasSizeLessThanOrEqualTo(10);
  }
}
