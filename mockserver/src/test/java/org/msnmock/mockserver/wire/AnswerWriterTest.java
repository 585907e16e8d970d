package org.msnmock.mockserver.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.wire.AnswerWriter.Body;
import org.msnmock.mockserver.wire.AnswerWriter.Connection;

class AnswerWriterTest {
  private static final byte[] BODY = "naïve".getBytes(StandardCharsets.UTF_8);

  @Test
  void adds_what_the_answer_does_not_state() {
    Answer answer = new Answer(200, "OK", headers("PassportURLs", "DARealm=Passport.Net"), BODY);

    assertThat(text(answer, Connection.CLOSE, Body.SENT))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nPassportURLs: DARealm=Passport.Net\r\nContent-Type: text/html\r\n"
                + "Content-Length: 6\r\nConnection: close\r\n\r\nnaïve");
  }

  @Test
  void leaves_alone_what_the_answer_states() {
    Answer answer =
        new Answer(
            302,
            "Found",
            headers("content-length", "7", "Content-TYPE", "a/b", "Connection", "upgrade"),
            BODY);

    assertThat(text(answer, Connection.KEEP_ALIVE, Body.SENT))
        .isEqualTo(
            "HTTP/1.1 302 Found\r\ncontent-length: 7\r\nContent-TYPE: a/b\r\nConnection: upgrade"
                + "\r\n\r\nnaïve");
  }

  @Test
  void tells_the_length_of_a_body_that_is_left_out() {
    Answer answer = new Answer(200, "OK", List.of(), BODY);

    assertThat(text(answer, Connection.KEEP_ALIVE, Body.LEFT_OUT))
        .contains("Content-Length: 6\r\nConnection: keep-alive\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void sends_bytes_that_are_no_UTF_8_as_they_were() {
    String stray = Text.decode(new byte[] {(byte) 0xe9});
    Answer answer = new Answer(200, "OK", headers("X", stray), new byte[0]);

    assertThat(AnswerWriter.bytes(answer, Connection.CLOSE, Body.SENT)).contains((byte) 0xe9);
  }

  private static List<String[]> headers(String... words) {
    List<String[]> headers = new java.util.ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      headers.add(new String[] {words[i], words[i + 1]});
    }
    return headers;
  }

  private static String text(Answer answer, Connection connection, Body body) {
    return new String(
        AnswerWriter.bytes(answer, connection, body), StandardCharsets.UTF_8);
  }
}
