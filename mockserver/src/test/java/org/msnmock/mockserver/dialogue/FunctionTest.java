package org.msnmock.mockserver.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Test vectors of the challenge: hypothetic.org and the MSNP8 clients of the time. */
class FunctionTest {

  @ParameterizedTest
  @CsvSource({
    "15570131571988941333, msmsgs@msnmsgr.com, 8f2f5a91b72102cd28355e9fc9000d6e",
    "12345678901234567890, msmsgs@msnmsgr.com, 8ba1bb9d6dbf624fee31a2053af5fdd0",
    "29409134351025259292, msmsgs@msnmsgr.com, d0c1178c689350104350d99f8c36ed9c",
    "22210219642164014968, msmsgs@msnmsgr.com, eedf627f65e76d031255a605f5841204",
    "15570131571988941333, PROD0038W!61ZTF9, ca90e6a7c94a14aae7b3ae0f6018433e",
    "12345678901234567890, PROD0038W!61ZTF9, c64fe621f55832479b97b7f50829d5c1",
    "15570131571988941333, PROD0058#7IL2{QD, f8a1cd8d90b73fd4a3d3f8fd3341da87",
    "15570131571988941333, PROD0061VRRZH@4F, 769dfe2c4292159189b71837ce37b74e",
    "15570131571988941333, PROD00504RLUG%WL, 49d31aad3b56caeb4bb18a9772c0e8af",
    "15570131571988941333, PROD0076ENE8*@AW, 2d703fdc530d7a958e6ae6ce1c0347c0",
    "'', msmsgs@msnmsgr.com, d76cf52396a7746938e8b16730882661",
  })
  void digests_a_challenge_with_the_key_of_the_product(
      String challenge, String product, String digest) {
    assertThat(Function.DIGEST.apply(List.of(challenge, product))).isEqualTo(digest);
  }

  @Test
  void an_unknown_product_gives_no_digest() {
    assertThat(Function.DIGEST.apply(List.of("1", "nobody"))).contains("no key is known");
  }

  @Test
  void counts_bytes_and_hashes_all_arguments_joined() {
    assertThat(Function.LEN.apply(List.of("h\u00e9"))).isEqualTo("3");
    assertThat(Function.MD5.apply(List.of("a", "bc")))
        .isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(Function.SHA1.apply(List.of("abc"))).isEqualTo("qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  }
}
