package org.msnmock.client.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MsnObjectTest {
  private static final String TEXT =
      "<msnobj Creator=\"alice@example.com\" Size=\"1024\" Type=\"3\" Location=\"TFR1.tmp\""
          + " Friendly=\"AAA=\" SHA1D=\"WwBmnEgNXP+9+ovbqZVhFg8tG3c=\""
          + " SHA1C=\"5yRqiMBHy76jGZXyKVC9BM7C738=\"/>";

  /** 00 to FF, four times. */
  private static byte[] content() {
    byte[] bytes = new byte[1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  @Test
  void describes_bytes_with_both_sums() {
    MsnObject object =
        MsnObject.of(new Principal("alice@example.com"), MsnObject.PICTURE, "TFR1.tmp", content());

    assertThat(object.text()).isEqualTo(TEXT);
    assertThat(object.isConsistent()).isTrue();
    assertThat(object.describes(content())).isTrue();
  }

  @Test
  void reproduces_the_sum_of_a_published_object() {
    String published =
        "<msnobj Creator=\"buddy1@hotmail.com\" Size=\"24539\" Type=\"3\" Location=\"TFR2C.tmp\""
            + " Friendly=\"AAA=\" SHA1D=\"trC8SlFx2sWQxZMIBAWSEnXc8oQ=\""
            + " SHA1C=\"U32o6bosZzluJq82eAtMpx5dIEI=\"/>";

    assertThat(MsnObject.parse(published))
        .hasValueSatisfying(o -> assertThat(o.isConsistent()).isTrue());
    assertThat(MsnObject.parse(published.replace("24539", "24538")))
        .hasValueSatisfying(o -> assertThat(o.isConsistent()).isFalse());
  }

  @Test
  void attributes_come_in_any_order_and_with_others() {
    MsnObject object = MsnObject.parse(TEXT).orElseThrow();

    assertThat(
            MsnObject.parse(
                "<msnobj SHA1D=\"WwBmnEgNXP+9+ovbqZVhFg8tG3c=\" New=\"x>y\" Type=\"3\" Size=\"1024\""
                    + " Creator=\"alice@example.com\" />"))
        .contains(object);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "<msnobj/>",
        "<msnobj Creator=\"a\" Size=\"1\" Type=\"3\"/>",
        "<msnobj Creator=\"a\" Size=\"-1\" Type=\"3\" SHA1D=\"x\"/>",
        "<msnobj Creator=\"a\" Size=\"9999999999\" Type=\"3\" SHA1D=\"x\"/>",
        "<msnobj Creator=\"a\" Size=\"1\" Type=\"3\" SHA1D=\"x\"",
        "x<msnobj Creator=\"a\" Size=\"1\" Type=\"3\" SHA1D=\"x\"/>",
      })
  void what_describes_nothing_is_no_object(String text) {
    assertThat(MsnObject.parse(text)).isEmpty();
  }

  @Test
  void other_bytes_are_not_described() {
    MsnObject object = MsnObject.parse(TEXT).orElseThrow();
    byte[] other = content();
    other[500]++;

    assertThat(object.describes(other)).isFalse();
    assertThat(object.describes(new byte[0])).isFalse();
  }
}
