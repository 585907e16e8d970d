package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a transaction id is missing, and where nobody can know. */
class SecondTokenTest {
  private static final String HEAD =
      """
      dialogue: 1
      id: a
      vars: { wanted: AWY, number: "7" }
      cases:
        - { case: a, mixed: AWY, alike: BSY }
        - { case: b, mixed: "7", alike: IDL }
      steps:
        - accept: ns
        - accept: sb
        - C ns: VER {trid} {first=*} {first} {mixed} {alike} {wanted} {number}
      """;

  @RegisterExtension private final Folder folder = new Folder();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C ns: CHG AWY 0",
        "C ns: CHG {wanted} {=int?} {=*?}",
        "C ns: CHG {alike} 0",
        "C ns: CHG {=status} 0",
        "C ns: CHG {=AWY|BSY} 0",
        "C ns: ADD {=email} FL alice@example.com Alice",
        "C ns: SYN v{*} 0",
        "C sb: MSG U {len}",
        "S ns: CHG {wanted} 0",
        "S ns: CHG AWY 0",
        "S ns: ILN AWY bob@example.com Bob 0 x",
        "S ns: 800",
        "S sb: 217 bob@example.com",
        "S sb: ACK {wanted}",
      })
  void warns_of_what_is_no_transaction_id(String step) {
    // when
    LoadResult loaded = load(step);
    // then
    assertThat(loaded.findings()).extracting(Finding::code).containsExactly(Code.D602);
    assertThat(loaded.findings().get(0).message())
        .contains("has a transaction id as its second token");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C ns: CHG {trid} AWY",
        "C ns: CHG 7 AWY",
        "C ns: CHG {number} AWY",
        "C ns: CHG {mixed} AWY",
        "C ns: CHG {first} AWY",
        "C ns: CHG {=trid} AWY",
        "C ns: CHG {=int} AWY",
        "C ns: CHG {*} AWY",
        "C ns: CHG {=/.*/} AWY",
        "C ns: CHG {=AWY|0} AWY",
        "C ns: CHG {**}",
        "C ns: CHG 1{*} AWY",
        "C ns: OUT",
        "C ns: PNG",
        "S ns: CHG {trid} AWY",
        "S ns: CHG 0 AWY",
        "S ns: CHG {first} AWY",
        "S ns: CHG {number} AWY",
        "S ns: CHG {random:int} AWY",
        "S ns: NLN AWY bob@example.com Bob 0",
        "S ns: GTC A",
        "S ns: LST bob@example.com Bob 11 0",
        "S ns: XFR 0 NS {ns.addr}",
        "S ns: QNG 50",
        "S ns: OUT SSD",
        "S ns: 800 {trid}",
        "S sb: BYE bob@example.com",
      })
  void does_not_warn_of_what_may_be_one(String step) {
    assertThat(load(step).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"C ns: CHG {wanted} 0", "S ns: CHG {wanted} 0"})
  void a_constant_that_is_overwritten_may_be_anything(String step) {
    // when
    LoadResult loaded = load("set: { wanted: \"{random:int}\" }\n  - " + step);
    // then
    assertThat(loaded.findings()).extracting(Finding::code).containsExactly(Code.D203);
  }

  private LoadResult load(String step) {
    return folder.with("a.dialogue.yaml", HEAD + "  - " + step + "\n").load();
  }
}
