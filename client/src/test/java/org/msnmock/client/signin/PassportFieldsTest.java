package org.msnmock.client.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PassportFieldsTest {
  @Test
  void are_split_at_commas_and_at_the_first_equals_sign() {
    // when
    PassportFields fields =
        PassportFields.from(
            List.of(
                "Passport1.4 da-status=success,tname=MSPAuth,tname=MSPProf, from-PP='t=1,2&p=3$$=',ru=http://x?a=b"));
    // then
    assertThat(fields.value("DA-Status")).hasValue("success");
    assertThat(fields.value("tname")).hasValue("MSPAuth");
    assertThat(fields.quoted("from-PP")).hasValue("t=1,2&p=3$$=");
    assertThat(fields.value("ru")).hasValue("http://x?a=b");
  }

  @Test
  void may_have_no_value_no_scheme_and_no_sense() {
    // when
    PassportFields fields =
        PassportFields.from(
            List.of(
                "", ",,=x,prompt,a=1", "Negotiate", "b='never closed,c=2", "cbtxt=Don't,d='e'f"));
    // then
    assertThat(fields.value("prompt")).isEmpty();
    assertThat(fields.values()).containsKeys("prompt", "Negotiate");
    assertThat(fields.value("a")).hasValue("1");
    assertThat(fields.quoted("b")).isEmpty();
    assertThat(fields.value("c")).hasValue("2");
    assertThat(fields.value("cbtxt")).hasValue("Don't");
    assertThat(fields.quoted("d")).isEmpty();
    assertThat(fields.value("missing")).isEmpty();
  }
}
