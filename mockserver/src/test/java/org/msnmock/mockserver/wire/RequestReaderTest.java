package org.msnmock.mockserver.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  @Test
  void reads_method_path_version_and_headers() throws IOException {
    Request request =
        only("GET /login2.srf?lc=1033 HTTP/1.1\r\nHost: login.passport.com\r\nX:  a  \r\n\r\n");

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.path()).isEqualTo("/login2.srf?lc=1033");
    assertThat(request.version()).isEqualTo("HTTP/1.1");
    assertThat(request.header("host")).contains("login.passport.com");
    assertThat(request.header("x")).contains("a");
  }

  @Test
  void takes_a_request_without_version() throws IOException {
    Request request = only("GET /rdr/pprdr.asp\r\n\r\n");

    assertThat(request.path()).isEqualTo("/rdr/pprdr.asp");
    assertThat(request.version()).isEmpty();
  }

  @Test
  void takes_a_request_without_version_from_a_client_that_waits_after_its_one_line()
      throws IOException {
    InputStream silence =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new InterruptedIOException("silence");
          }
        };
    InputStream in = new SequenceInputStream(bytes("GET /rdr/pprdr.asp\r\n"), silence);

    assertThat(new RequestReader(in).next()).map(Request::path).contains("/rdr/pprdr.asp");
  }

  @Test
  void cuts_scheme_and_host_off_an_absolute_address() throws IOException {
    assertThat(only("GET https://login.passport.com/login2.srf HTTP/1.1\r\n\r\n").path())
        .isEqualTo("/login2.srf");
    assertThat(only("GET https://login.passport.com HTTP/1.1\r\n\r\n").path()).isEqualTo("/");
  }

  @Test
  void leaves_an_address_inside_a_query_alone() throws IOException {
    assertThat(only("GET /login2.srf?ru=http://messenger.example/x HTTP/1.0\r\n\r\n").path())
        .isEqualTo("/login2.srf?ru=http://messenger.example/x");
  }

  @Test
  void takes_lines_that_end_in_line_feeds_alone() throws IOException {
    assertThat(only("GET / HTTP/1.0\nHost: a\n\n").header("Host")).contains("a");
  }

  @Test
  void joins_a_header_that_goes_on_after_a_blank() throws IOException {
    Request request = only("GET / HTTP/1.1\r\nAuthorization: Passport1.4 a=1,\r\n\tb=2\r\n\r\n");

    assertThat(request.header("Authorization")).contains("Passport1.4 a=1, b=2");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'Content-Length: 5~~hello!!', hello
          'Transfer-Encoding: chunked~~3;x=y~hel~2~lo~0~T: x~~', hello
          'Content-Length: 0~~GET', ''
          'Host: a~~GET', ''
          """)
  void keeps_the_body(String behind, String body) throws IOException {
    String text = "POST /a HTTP/1.1\r\n" + behind.replace("~", "\r\n");

    Request request = new RequestReader(bytes(text)).next().orElseThrow();

    assertThat(Text.decode(request.body())).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /a HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
        "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2\r\nlo\r\n0\r\nT: x\r\n\r\n",
        "GET /a HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        "GET /a HTTP/1.1\r\n\r\n\r\n"
      })
  void reads_the_next_request_behind(String first) throws IOException {
    RequestReader reader = new RequestReader(bytes(first + "GET /b HTTP/1.1\r\n\r\n"));

    assertThat(reader.next()).map(Request::path).contains("/a");
    assertThat(reader.next()).map(Request::path).contains("/b");
    assertThat(reader.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VER 1 MSNP9 CVR0\r\n",
        "VER 1 MSNP9\r\n",
        "get / HTTP/1.1\r\n\r\n",
        "GET\r\n\r\n",
        "GET rdr HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET / HTTP/1.1\r\n: x\r\n\r\n",
        "GET / HTTP/1.1\r\n folded first\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void says_that_it_is_no_request(String text) {
    assertThatThrownBy(() -> only(text)).isInstanceOf(NotHttpException.class);
  }

  @Test
  void shows_only_the_beginning_of_what_is_no_request_and_nothing_unprintable() {
    assertThatThrownBy(() -> only("\u001b[31m" + "x".repeat(1000) + "\r\n"))
        .hasMessage("no HTTP request: \"\\x1b[31m" + "x".repeat(35) + "...\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HT",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "GET / HTTP/1.1\r\nHost",
        "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n"
      })
  void says_that_the_client_closed_in_the_middle(String text) {
    assertThatThrownBy(() -> only(text)).isInstanceOf(EOFException.class);
  }

  @Test
  void takes_lines_up_to_the_limit_and_none_above() throws IOException {
    String most = "x".repeat(RequestReader.LINE - "GET / HTTP/1.1".length());

    assertThat(only("GET /" + most + " HTTP/1.1\n\n").path()).hasSize(most.length() + 1);
    assertThatThrownBy(() -> only("GET /" + most + "x HTTP/1.1\n\n"))
        .hasMessageContaining("a line of more than 16384 bytes");
  }

  @Test
  void bounds_all_headers_together() {
    String header = "X: " + "x".repeat(1000) + "\r\n";

    assertThatThrownBy(() -> only("GET / HTTP/1.1\r\n" + header.repeat(70) + "\r\n"))
        .hasMessageContaining("a request of more than 65536 bytes");
  }

  @Test
  void finds_nothing_where_the_client_closed_without_a_word() throws IOException {
    assertThat(new RequestReader(bytes("")).next()).isEmpty();
    assertThat(new RequestReader(bytes("\r\n")).next()).isEmpty();
  }

  private static Request only(String text) throws IOException {
    return new RequestReader(bytes(text)).next().orElseThrow();
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
