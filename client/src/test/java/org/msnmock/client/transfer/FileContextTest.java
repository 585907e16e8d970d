package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FileContextTest {
  private static byte[] bytes(FileContext context) {
    return Base64.getDecoder().decode(context.toText());
  }

  @Test
  void stands_as_the_structure_of_official_clients() {
    byte[] bytes = bytes(new FileContext("a.txt", 70_000));

    assertThat(bytes).hasSize(574);
    assertThat(HexFormat.of().formatHex(bytes, 0, 32))
        .isEqualTo(
            "3e020000"
                + "02000000"
                + "70110100"
                + "00000000"
                + "00000000"
                + "61002e007400780074000000");
    assertThat(HexFormat.of().formatHex(bytes, 568, 574)).isEqualTo("0000ffffffff");
  }

  @Test
  void later_clients_have_more_behind_it() {
    byte[] longer = Arrays.copyOf(bytes(new FileContext("a.txt", 5)), 2_000);

    assertThat(FileContext.read(Base64.getEncoder().encodeToString(longer)))
        .contains(new FileContext("a.txt", 5));
  }

  @Test
  void what_is_too_short_or_too_long_is_none() {
    byte[] bytes = bytes(new FileContext("a.txt", 5));

    assertThat(read(Arrays.copyOf(bytes, 573))).isEmpty();
    assertThat(read(Arrays.copyOf(bytes, 20_000))).isEmpty();
  }

  private static java.util.Optional<FileContext> read(byte[] bytes) {
    return FileContext.read(Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void a_name_without_an_end_ends_with_its_place() {
    byte[] bytes = bytes(new FileContext("a.txt", 5));
    Arrays.fill(bytes, 20, 574, (byte) 'a');

    assertThat(read(bytes).orElseThrow().name()).hasSize(275);
  }

  @Test
  void no_file_has_a_negative_size() {
    byte[] bytes = bytes(new FileContext("a.txt", 5));
    bytes[15] = (byte) 0x80;

    assertThat(read(bytes)).isEmpty();
  }

  @Property
  void is_read_as_it_was_written(
      @ForAll @StringLength(max = 274) String name, @ForAll @LongRange(min = 0) long size) {
    String text = new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.UTF_16LE);
    int end = text.indexOf('\0');
    String expected = end < 0 ? text : text.substring(0, end);

    assertThat(FileContext.read(new FileContext(expected, size).toText()))
        .contains(new FileContext(expected, size));
  }

  @Property
  void any_words_are_one_or_none(@ForAll String words) {
    FileContext.read(words).ifPresent(context -> assertThat(context.size()).isNotNegative());
  }
}
