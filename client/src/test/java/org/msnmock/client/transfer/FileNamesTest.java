package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "readme.txt, readme.txt",
        "na\u00EFve caf\u00E9 100%.txt, na\u00EFve caf\u00E9 100%.txt",
        "../../etc/passwd, passwd",
        "..\\..\\boot.ini, boot.ini",
        "/etc/cron.d/job, job",
        "C:\\Windows\\win.ini, win.ini",
        "C:evil.txt, C_evil.txt",
        "a.txt:stream, a.txt_stream",
        ".profile, profile",
        "..., file",
        "..\\.., file",
        "folder/, file",
        "~~, file",
        "~ spaced. ~, spaced",
        "a<b>c|d?e*f\"g, a_b_c_d_e_f_g",
        "con, _con",
        "CON.txt, _CON.txt",
        "aux .tar.gz, _aux .tar.gz",
        "LPT1.log, _LPT1.log",
        "COM\u00B2, _COM\u00B2",
        "console.txt, console.txt",
        "tab\there, tab_here",
        "nul\u0000byte.txt, nul_byte.txt",
        "photo\u202Egnp.exe, photo_gnp.exe",
        "half\uD800.txt, half_.txt",
      })
  void makes_a_name_harmless(String name, String safe) {
    assertThat(FileNames.safe(name)).isEqualTo(safe);
  }

  @Test
  void line_ends_and_dots_behind_them_are_no_way_round() {
    assertThat(FileNames.safe("a\n/../b")).isEqualTo("b");
    assertThat(FileNames.safe("a\r\nApplication-FileSize: 0")).doesNotContain("\r", "\n");
  }

  @Test
  void a_long_name_keeps_its_extension() {
    assertThat(FileNames.safe("x".repeat(5000) + ".tar.gz")).isEqualTo("x".repeat(125) + ".gz");
    assertThat(FileNames.safe("x".repeat(300))).isEqualTo("x".repeat(128));
    assertThat(FileNames.safe("." + "x".repeat(200) + "." + "y".repeat(200))).hasSize(128);
  }

  /** Each of these took minutes where every place was tried with all that follows. */
  @ParameterizedTest
  @ValueSource(strings = {"x", " ", ".", "x ", "\uD83D\uDE00"})
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void a_name_of_a_million_letters_is_as_good_as_any(String letters) {
    String safe = FileNames.safe(letters.repeat(1 << 20) + "z.txt");
    assertThat(safe).endsWith(".txt").hasSizeLessThanOrEqualTo(128);
  }

  @Test
  void of_a_very_long_name_the_end_counts() {
    assertThat(FileNames.safe("a/" + "b".repeat(1100) + "c".repeat(1020) + ".txt"))
        .isEqualTo("c".repeat(124) + ".txt");
  }

  @Test
  void a_name_that_becomes_a_device_by_shortening_is_none() {
    assertThat(FileNames.safe("CON" + " ".repeat(130) + "x.txt")).isEqualTo("_CON.txt");
    assertThat(FileNames.safe("nul" + " ".repeat(130) + "x")).isEqualTo("_nul");
    assertThat(FileNames.safe("NUL." + "x".repeat(200))).startsWith("_NUL.x").hasSize(128);
  }

  @Test
  void a_name_of_wide_characters_is_cut_between_them() {
    String safe = FileNames.safe("\uD83D\uDE00".repeat(100) + ".txt");
    assertThat(safe).isEqualTo("\uD83D\uDE00".repeat(59) + ".txt");
  }
}
