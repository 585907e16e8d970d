package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.protocol.Principal;

class SlpMessageTest {
  private static final String INVITATION =
      """
      INVITE MSNMSGR:bob@example.com MSNSLP/1.0
      To: <msnmsgr:bob@example.com>
      From: <msnmsgr:alice@example.com>
      Via: MSNSLP/1.0/TLP ;branch={33517CE4-02FC-4428-B6F4-39927229B722}
      CSeq: 0\s
      Call-ID: {9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}
      Max-Forwards: 0
      Content-Type: application/x-msnmsgr-sessionreqbody
      Content-Length: 26

      SessionID: 2216804

      \0"""
          .replace("Length: 26", "Length: 23")
          .replace("\n", "\r\n");

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(SlpMessage message) {
    return new String(message.toBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void is_written_as_official_clients_write_it() {
    Map<String, String> headers =
        SlpMessage.headers(
            new Principal("alice@example.com"),
            new Principal("bob@example.com"),
            "{33517CE4-02FC-4428-B6F4-39927229B722}",
            0,
            "{9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}",
            SlpMessage.REQUEST_BODY);
    Map<String, String> body = new LinkedHashMap<>();
    body.put("SessionID", "2216804");

    assertThat(
            text(
                new SlpMessage(
                    new SlpMessage.Start.Asks("INVITE", "bob@example.com"), headers, body)))
        .isEqualTo(INVITATION);
  }

  @Test
  void is_read_whatever_the_case_of_names() {
    SlpMessage read =
        SlpMessage.read(
                bytes(INVITATION.replace("Call-ID", "call-id").replace("SessionID", "sessionid")))
            .orElseThrow();

    assertThat(read.start()).isEqualTo(new SlpMessage.Start.Asks("INVITE", "bob@example.com"));
    assertThat(read.header("Call-ID")).isEqualTo("{9D79AE57-1BD5-444B-B14E-3FC9BB2B5D58}");
    assertThat(read.field("SessionID")).isEqualTo("2216804");
    assertThat(read.contentType()).isEqualTo(SlpMessage.REQUEST_BODY);
  }

  @Test
  void the_length_of_an_empty_body_counts_the_zero() {
    SlpMessage bye =
        new SlpMessage(new SlpMessage.Start.Asks("BYE", "bob@example.com"), Map.of(), Map.of());

    assertThat(text(bye))
        .isEqualTo("BYE MSNMSGR:bob@example.com MSNSLP/1.0\r\nContent-Length: 3\r\n\r\n\r\n\0");
  }

  @Test
  void an_answer_has_a_status_with_or_without_a_reason() {
    assertThat(SlpMessage.read(bytes("MSNSLP/1.0 603 Decline\r\n\r\n\0")).orElseThrow().start())
        .isEqualTo(new SlpMessage.Start.Answers(603, "Decline"));
    assertThat(SlpMessage.read(bytes("MSNSLP/1.0 200\r\n")).orElseThrow().start())
        .isEqualTo(new SlpMessage.Start.Answers(200, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\0", "HELLO", "INVITE bob@example.com", "MSNSLP/1.0 OK", "\r\n\r\n"})
  void what_begins_otherwise_is_no_text_of_SLP(String text) {
    assertThat(SlpMessage.read(bytes(text))).isEmpty();
  }

  @Test
  void a_text_of_a_thousand_headers_is_not_believed() {
    assertThat(SlpMessage.read(bytes("MSNSLP/1.0 200 OK\r\n" + "a: b\r\n".repeat(1000)))).isEmpty();
  }
}
