package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.msnmock.mockserver.verdict.Observed;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;

/** Whatever a client does, a play neither throws nor goes on for ever, and comes out the same. */
class PlayPropertiesTest {
  private static final String STEPS =
      """
      background:
        ping: { times: 0..2, steps: [{ C ns: PNG }, { S: QNG 50, after: 10ms }] }
      steps:
        - accept: ds
        - C: VER {trid} MSNP9 {**}
        - S: VER {trid} MSNP9 CVR0
          wire: { chunks: [2, 3], gap: 5ms, eol: lf, repeat: 2, flip: { at: 30, mask: 80 } }
        - garbage: { bytes: 9, seed: 1, eol: none }
        - optional: [{ C: OUT }]
        - accept: ns
        - one-of:
            greets: [{ C: "VER {trid} {offer=*}" }, { S: "VER {trid} {offer}", wire: { join: next } }, { S: OUT }]
            leaves: [{ expect-close: ds }, { verdict: informational }]
            waits: [{ quiet: 1s }, { S ds: XFR 0 NS, wire: { every: 2, gap: 1ms, cut: 50%, then: reset } }]
            pings: [{ C ds: PNG }, { S ds: XFR 0 NS, wire: { cut: 4, then: stall } }]
        - C login: GET /login2.srf
          auth: { sign-in: "{user:url}", pwd: "{password:url}" }
        - S login: 200 OK
          headers: { X: "{ticket}" }
        - C ns: QRY {trid} {product=*} {len}
          body: "{digest('1', product)}"
          early: fail
        - optional: [{ C ns: "REA {trid} {nick=url} {group=int?}" }]
          until: quiet 1s
        - quiet: 1s
          for: any
      """;
  private static final String FORKS =
      """
      background:
        ping: { times: 0..3, steps: [{ C: PNG }, { S: QNG 50, wire: { every: 2, gap: 3ms } }] }
      steps:
        - accept: ds
        - repeat: 0..3
          collect: { offers: "{offer}" }
          until: quiet 1s
          steps: [{ C: "VER {trid} {offer=*} {**}" }, { S: "VER {trid} {offer}" }]
        - any-order:
            asks: [{ S: CHL 0 1 }, { C: "USR {trid} {**}", level: quirk }]
            renames: [{ C: "REA {trid} {nick=*} {**}" }, { S: "REA {trid} {nick}", after: 50ms }]
            comes:
              - accept: ns
              - repeat: 0..9
                steps: [{ one-of: { out: [{ C ns: OUT }], still: [{ quiet: 1s, for: ns }] } }]
                until: quiet 1s
        - parallel:
            dispatch: [{ repeat: 1..*, steps: [{ C ds: "VER {trid} {**}" }] }, { expect-close: ds }]
            notification: [{ optional: [{ C ns: OUT }], until: quiet 1s }, { close: ns }]
            told: [{ see: signed-in, level: quirk }]
        - note: "{offers} {nick}"
      """;
  private static final String TWO =
      """
      clients: { alice: {}, bob: {} }
      background:
        ping: { times: 0..3, steps: [{ C ns: PNG }, { S: QNG 50 }] }
        bob: [{ C bob.sb: OUT }, { close: bob.sb }]
        busy: [{ C nexus: GET /rdr/pprdr.asp }, { S nexus: 503 Service Unavailable }]
      steps:
        - parallel:
            alice: [{ accept: alice.ns }, { C: "VER {trid} {**}" }, { S: "VER {trid} MSNP9" }]
            bob: [{ accept: bob.ns }, { C: "VER {trid} {**}" }, { quiet: 1s, for: bob.ns }]
        - { do bob: typing }
        - one-of:
            told: [{ see alice: typing }, { pause: 1s }]
            asks: [{ C alice.login: GET /login2.srf }, { S alice.login: 200 OK }]
            rings: [{ C bob.ns: OUT }, { S alice.ns: "FLN {bob.user}" }]
            leaves: [{ expect-close: alice.ns }, { quiet: 1s, for: any }]
            waits: [{ quiet: 2s, for: bob.ns }]
        - optional: [{ C bob.ns: OUT }]
          until: quiet 1s
        - repeat: 0..*
          until: quiet 1s
          steps: [{ C alice.ns: "VER {trid} {**}" }]
      """;
  private static final List<String> LINES =
      List.of(
          "VER 1 MSNP9 CVR0",
          "VER 2 MSNP8",
          "OUT",
          "PNG",
          "QRY 3 x 32|abc",
          "REA 4 %zz",
          "REA 5 A 1",
          "",
          " ",
          "  ",
          "ver 1",
          "VER 4294967296 MSNP9",
          "VER -1 MSNP9",
          "USR 1 TWN S t");

  @Property(tries = 1000)
  void no_events_make_it_throw_and_it_always_ends(
      @ForAll("dialogues") String steps, @ForAll("events") @Size(max = 40) List<int[]> events) {
    TestPlay play = played(TestPlay.withAdapter(steps), events);

    assertThat(play.play().isEnded()).isTrue();
    assertThat(play.explanation()).doesNotContain("s3cret");
    assertThat(Observed.of(play.result()).actual()).isNotNull();
  }

  @Property(tries = 300)
  void whoever_looks_at_each_line_makes_it_throw_as_little(
      @ForAll("dialogues") String steps, @ForAll("events") @Size(max = 40) List<int[]> events) {
    TestPlay play = played(TestPlay.byHand(steps), events);
    play.play().abandon("enough", Long.MAX_VALUE / 2);

    assertThat(play.play().isEnded()).isTrue();
  }

  @Property(tries = 400)
  void the_same_events_give_the_same_journal(
      @ForAll("dialogues") String steps, @ForAll("events") @Size(max = 40) List<int[]> events) {
    TestPlay one = played(TestPlay.of(steps), events);
    TestPlay other = played(TestPlay.of(steps), events);

    assertThat(one.did).isEqualTo(other.did);
    assertThat(one.explanation()).isEqualTo(other.explanation());
    assertThat(one.result().journal()).hasSameSizeAs(other.result().journal());
  }

  private static TestPlay played(TestPlay play, List<int[]> events) {
    int connections = 0;
    for (int[] event : events) {
      int connection = 1 + event[1] % Math.max(1, connections);
      switch (event[0]) {
        case 0 ->
            play.connect(
                ++connections, of(play, event[1], List.of("ds", "ns", "sb").get(event[1] % 3)));
        case 1 -> play.closes(connection);
        case 2 -> play.wait(Duration.ofMillis(event[1] * 10L));
        case 3 ->
            play.asks(
                of(play, event[1], "login"),
                "GET",
                "/login2.srf",
                "Authorization",
                "Passport1.4 sign-in=a,pwd=s3cret");
        case 4 -> play.event(new Event.Malformed(connection, "x", "y"));
        case 5 -> play.event(new Event.ClientEnded(subject(play, event[1]), event[1] % 3, false));
        case 6 -> play.event(new Event.Line(connection, lineFeed(event[1])));
        case 8 -> play.tells(subject(play, event[1]), "typing", Map.of());
        case 7 -> play.releases(event[1] % 5, Optional.of("QNG 50").filter(x -> event[1] % 2 == 0));
        default -> play.says(connection, LINES.get(event[1] % LINES.size()));
      }
    }
    return play.wait(Duration.ofMinutes(10));
  }

  private static String subject(TestPlay play, int which) {
    List<String> subjects = play.play().script().dialogue().subjects();
    return subjects.get(which / 7 % subjects.size());
  }

  /** That of the only client, or of some one. */
  private static String of(TestPlay play, int which, String role) {
    String subject = subject(play, which);
    return subject.isEmpty() ? role : subject + "." + role;
  }

  private static Frame lineFeed(int which) {
    String line = LINES.get(which % LINES.size());
    return new Frame(line, LineEnd.LF, null);
  }

  @Provide
  Arbitrary<String> dialogues() {
    return Arbitraries.of(STEPS, FORKS, TWO);
  }

  @Provide
  Arbitrary<List<int[]>> events() {
    Arbitrary<Integer> kind = Arbitraries.integers().between(0, 14);
    Arbitrary<Integer> which = Arbitraries.integers().between(0, 100);
    return kind.flatMap(k -> which.map(w -> new int[] {k, w})).list().ofMaxSize(40);
  }
}
