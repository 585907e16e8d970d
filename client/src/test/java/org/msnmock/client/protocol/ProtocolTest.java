package org.msnmock.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {
  @Test
  void transaction_ids_are_32_bits_and_begin_anew_at_1() {
    assertThat(new TransactionId(0).next()).isEqualTo(new TransactionId(1));
    assertThat(new TransactionId(4294967295L).next()).isEqualTo(new TransactionId(1));
    assertThatThrownBy(() -> new TransactionId(4294967296L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TransactionId(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void accounts_are_the_same_in_upper_and_lower_case() {
    assertThat(new Principal("Alice@Example.com"))
        .isEqualTo(new Principal("alice@example.com"))
        .hasSameHashCodeAs(new Principal("alice@example.com"))
        .isNotEqualTo(new Principal("bob@example.com"))
        .hasToString("Alice@Example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b@example.com", "a@example.com\r\nOUT"})
  void accounts_are_one_word(String address) {
    assertThatThrownBy(() -> new Principal(address)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.5:1864, 10.0.0.5, 1864",
    "ns.example.com, ns.example.com, 1863",
    "[::1]:1864, ::1, 1864",
    "[::1], ::1, 1863",
  })
  void addresses_have_a_port_or_1863(String text, String host, int port) {
    assertThat(Endpoint.from(text)).isEqualTo(new Endpoint(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0.0.0.0:1863",
        ":1863",
        "host:",
        "host:0",
        "host:65536",
        "host:1 ",
        "a b",
        "[::1",
        "h:1:2",
        "h/x"
      })
  void what_is_no_address_is_refused(String text) {
    assertThatThrownBy(() -> Endpoint.from(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "NLN, ONLINE",
    "BSY, BUSY",
    "IDL, IDLE",
    "BRB, BE_RIGHT_BACK",
    "AWY, AWAY",
    "LUN, OUT_TO_LUNCH",
    "PHN, ON_THE_PHONE",
    "HDN, HIDDEN",
    "FLN, OFFLINE"
  })
  void statuses_have_codes(String code, Status status) {
    assertThat(Status.fromCode(code)).hasValue(status);
    assertThat(status.code()).isEqualTo(code);
    assertThat(status.isSettable()).isEqualTo(!code.equals("FLN"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nln", "XYZ", ""})
  void statuses_are_upper_case_and_known(String code) {
    assertThat(Status.fromCode(code)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "911, AUTHENTICATION",
    "928, TICKET",
    "923, ACCOUNT",
    "924, ACCOUNT",
    "917, ACCOUNT",
    "920, ACCOUNT",
    "600, BUSY",
    "910, BUSY",
    "912, BUSY",
    "918, BUSY",
    "919, BUSY",
    "921, BUSY",
    "922, BUSY",
    "500, UNAVAILABLE",
    "601, UNAVAILABLE",
    "604, UNAVAILABLE",
    "605, UNAVAILABLE",
    "914, UNAVAILABLE",
    "915, UNAVAILABLE",
    "916, UNAVAILABLE",
    "201, REQUEST",
    "540, REQUEST",
    "800, REQUEST"
  })
  void error_numbers_say_what_they_mean_for_a_sign_in(int number, ErrorCode.Kind kind) {
    assertThat(ErrorCode.fromNumber(number).orElseThrow().kind()).isEqualTo(kind);
  }

  @Test
  void error_numbers_are_described_even_when_nobody_knows_them() {
    assertThat(ErrorCode.describe(215)).isEqualTo("215 principal already on list");
    assertThat(ErrorCode.describe(999)).isEqualTo("999 unknown error");
  }

  @Test
  void secrets_hide_themselves() {
    // given
    char[] typed = "s3cret".toCharArray();
    // when
    Password password = Password.of(typed);
    typed[0] = 'x';
    // then
    assertThat(password.reveal()).isEqualTo("s3cret");
    assertThat(password).hasToString("Password[hidden]");
    assertThat(new Ticket("t=1&p=2")).hasToString("Ticket[hidden]");
    assertThatThrownBy(() -> new Ticket("t=secret p=2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
  }
}
