package org.msnmock.mockserver.journal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.dialogue.PercentCode;

class RedactionTest {
  private final Redaction redaction = Redaction.of("s3c ret&", "t=ab&p=cd");

  @Test
  void the_ticket_of_a_client_is_hidden_and_the_challenge_of_a_server_is_not() {
    assertThat(Redaction.BY_PLACE.hideLine("USR 6 TWN S t=xyz&p=1"))
        .isEqualTo("USR 6 TWN S [hidden]");
    assertThat(Redaction.BY_PLACE.hide("USR 6 TWN S lc=1033,id=507"))
        .isEqualTo("USR 6 TWN S lc=1033,id=507");
  }

  @Test
  void secrets_of_Passport_are_hidden_where_they_stand() {
    assertThat(
            Redaction.BY_PLACE.hide(
                "Authorization: Passport1.4 OrgVerb=GET,sign-in=alice%40example.com,pwd=any%2Cthing,lc=1033"))
        .endsWith("sign-in=alice%40example.com,pwd=[hidden],lc=1033");
    assertThat(Redaction.BY_PLACE.hide("da-status=success,from-PP='t=1&p=2',ru=http://x"))
        .isEqualTo("da-status=success,from-PP='[hidden]',ru=http://x");
    assertThat(Redaction.BY_PLACE.hide("sid: 507\r\nMSPAuth: abc*def\r\nkv: 5"))
        .isEqualTo("sid: 507\r\nMSPAuth: [hidden]\r\nkv: 5");
  }

  @Test
  void a_known_secret_is_hidden_anywhere_in_any_spelling() {
    assertThat(redaction.hide("a s3c ret& b s3c%20ret%26 c %73%33c%20re%74&"))
        .isEqualTo("a [hidden] b [hidden] c [hidden]");
    assertThat(redaction.hide("my ticket is t%3dab%26p%3Dcd!")).isEqualTo("my ticket is [hidden]!");
  }

  @Test
  void a_long_ticket_is_hidden_in_any_spelling_as_well() {
    String ticket = "t=" + "Ab*!".repeat(5_000);
    Redaction hiding = Redaction.of(ticket);

    assertThat(hiding.hide("x " + ticket + " y " + PercentCode.encode(ticket)))
        .isEqualTo("x [hidden] y [hidden]");
    assertThat(hiding.hide(ticket.substring(1))).isEqualTo(ticket.substring(1));
  }

  @Test
  void hiding_twice_changes_nothing() {
    String once = redaction.hideLine("USR 6 TWN S t=ab&p=cd");

    assertThat(redaction.hideLine(once)).isEqualTo(once);
  }

  @Test
  void very_short_secrets_do_not_blot_out_the_report() {
    assertThat(Redaction.of("", "a").hide("a banana")).isEqualTo("a banana");
  }

  @Test
  void a_secret_that_ends_in_a_percent_sign_leaves_nothing_of_its_encoded_form() {
    assertThat(Redaction.of("100%").hide("100% 100%25.")).isEqualTo("[hidden] [hidden].");
  }

  @Property
  void no_secret_survives(@ForAll @StringLength(min = 3, max = 20) String secret) {
    Redaction hiding = Redaction.of(secret);
    String text = "x" + secret + "y" + PercentCode.encode(secret) + "z";

    assertThat(hiding.hide(text)).isEqualTo("x[hidden]y[hidden]z");
  }

  @Test
  void a_line_that_is_nearly_the_one_with_the_ticket_hides_it_too() {
    for (String line :
        new String[] {
          "usr 3 TWN S t=abc&p=def",
          "USR 3 TWN s t=abc&p=def",
          "USR 3  TWN S  t=abc&p=def",
          "USR TWN S t=abc&p=def",
          "USR 3 TWN I t=abc&p=def",
          "USR 3 TWN t=abc&p=def",
          "USR t=abc&p=def",
          "USR 3 TWN S T=x t=abc&p=def",
        }) {
      assertThat(Redaction.BY_PLACE.hideLine(line)).as(line).doesNotContain("abc");
      assertThat(Redaction.secretsIn(line)).as(line).contains("t=abc&p=def");
    }
    assertThat(Redaction.secretsIn("USR 3 TWN I alice@example.com")).isEmpty();
    assertThat(Redaction.secretsIn("CHG 3 NLN")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "USR 3 TWN I alice@example.com, USR 3 TWN I alice@example.com",
    "USR 3 TWN S t=abc&p=def, USR 3 TWN S [hidden]",
    "usr 3 twn s abc, usr 3 twn s [hidden]",
    "USR TWN S t=abc&p=def, USR TWN S [hidden]",
    "USR 4 TWN I t=a@c&p=def, USR 4 TWN I [hidden]",
    "USR 4 TWN abc def, USR 4 TWN [hidden] [hidden]",
    "' USR 4 abc', ' USR 4 [hidden]'",
    "USR, USR",
    "USRS 4 t=abc x, USRS 4 [hidden] x",
    "CHG 4 NLN, CHG 4 NLN",
    "ANS 1 bob@example.com 17.43.9 1, ANS 1 bob@example.com [hidden] 1",
    "ANS 1 17.43.9 bob@example.com 1, ANS 1 [hidden] bob@example.com 1",
    "ans bob@example.com 17.43.9 1, ans bob@example.com [hidden] 1",
  })
  void of_a_line_that_nobody_scripted_only_what_is_harmless_is_shown(String line, String shown) {
    assertThat(Redaction.BY_PLACE.hideUnscripted(line)).isEqualTo(shown);
  }
}
