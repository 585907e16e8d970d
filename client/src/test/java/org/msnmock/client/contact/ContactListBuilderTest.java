package org.msnmock.client.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;

class ContactListBuilderTest {
  private static Contact contact(String address) {
    return new Contact(
        new Principal(address), address, Set.of(ListName.FORWARD), Set.of(), Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "1, FORWARD",
    "2, ALLOW",
    "3, FORWARD ALLOW",
    "4, BLOCK",
    "8, REVERSE",
    "11, FORWARD ALLOW REVERSE",
    "15, FORWARD ALLOW BLOCK REVERSE",
    "16, ''",
    "27, FORWARD ALLOW REVERSE"
  })
  void list_masks_are_bit_sums(long mask, String lists) {
    assertThat(String.join(" ", ListName.fromMask(mask).stream().map(ListName::name).toList()))
        .isEqualTo(lists);
  }

  @Test
  void properties_belong_to_the_latest_contact_or_to_the_named_one() {
    // given
    ContactListBuilder builder = new ContactListBuilder();
    assertThat(builder.latestProperty("PHH", "nobody's")).isEmpty();
    builder.add(contact("bob@example.com"));
    builder.add(contact("carol@example.com"));
    // when
    builder.latestProperty("PHH", "1");
    builder.property(new Principal("BOB@example.com"), "MOB", "Y");
    builder.property(new Principal("dave@example.com"), "MOB", "Y");
    // then
    assertThat(builder.toContactList().contacts())
        .extracting(Contact::properties)
        .containsExactly(Map.of("MOB", "Y"), Map.of("PHH", "1"));
  }

  @Test
  void an_empty_value_clears_a_property() {
    // given
    ContactListBuilder builder = new ContactListBuilder();
    builder.add(contact("bob@example.com").withProperty("PHH", "1"));
    builder.property("PHW", "2");
    // when
    builder.latestProperty("PHH", "");
    builder.property("PHW", "");
    // then
    assertThat(builder.toContactList().contacts().get(0).properties()).isEmpty();
    assertThat(builder.toContactList().properties()).isEmpty();
  }

  @Test
  void nothing_grows_without_a_bound() {
    // given
    ContactListBuilder builder = new ContactListBuilder();
    builder.add(contact("bob@example.com"));
    // when, then
    assertOverflows(i -> builder.latestProperty("P" + i, "x"));
    assertOverflows(i -> builder.property("P" + i, "x"));
    assertOverflows(i -> builder.add(new Group(i, "group")));
    assertOverflows(i -> builder.add(contact("bob" + i + "@example.com")));
  }

  private static void assertOverflows(IntConsumer step) {
    assertThatThrownBy(
            () -> IntStream.rangeClosed(0, ContactListBuilder.MOST_CONTACTS).forEach(step))
        .isInstanceOf(ProtocolViolationException.class);
  }
}
