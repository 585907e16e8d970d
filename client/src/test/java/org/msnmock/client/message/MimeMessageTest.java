package org.msnmock.client.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.msnmock.client.wire.Payload;

class MimeMessageTest {
  @Test
  void has_headers_in_any_case_and_a_body_of_fields() {
    // when
    MimeMessage message =
        MimeMessage.from(
            Payload.of(
                "MIME-Version: 1.0\r\nContent-Type: application/X-msmsgssystemmessage; charset=UTF-8\r\n\r\nType: 1\r\nArg1: 5\r\n\r\n"));
    // then
    assertThat(message.contentType()).isEqualTo("application/x-msmsgssystemmessage");
    assertThat(message.header("mime-version")).hasValue("1.0");
    assertThat(message.bodyFields()).isEqualTo(Map.of("Type", "1", "Arg1", "5"));
  }

  @Test
  void may_have_no_body_no_headers_or_nothing_at_all() {
    assertThat(MimeMessage.from(Payload.of("Content-Type: text/plain")).body()).isEmpty();
    assertThat(MimeMessage.from(Payload.of("\r\nbody")).body()).isEqualTo("body");
    assertThat(MimeMessage.from(Payload.EMPTY).contentType()).isEmpty();
    assertThat(MimeMessage.from(Payload.of("no colon\n\nb\n\nc")).body()).isEqualTo("b\n\nc");
  }

  @Test
  void shows_names_but_no_values() {
    // given
    MimeMessage message =
        MimeMessage.from(Payload.of("MSPAuth: 4sCuECZ4\r\nEmailEnabled: 1\r\nAge: \r\n\r\nsecret"));
    Profile profile = new Profile(message.headers());
    // when, then
    assertThat(message.toString()).contains("MSPAuth").doesNotContain("4sCu", "secret");
    assertThat(profile.toString()).contains("MSPAuth").doesNotContain("4sCu");
    assertThat(profile.field("mspauth")).hasValue("4sCuECZ4");
    assertThat(profile.field("Age")).isEmpty();
    assertThat(profile.hasMailbox()).isTrue();
  }
}
