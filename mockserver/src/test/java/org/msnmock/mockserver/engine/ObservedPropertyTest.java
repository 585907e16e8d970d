package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.Acceptance;
import org.msnmock.mockserver.yaml.AcceptedText;
import org.msnmock.mockserver.yaml.LoadResult;
import org.msnmock.mockserver.yaml.Loader;
import org.msnmock.mockserver.yaml.ObservedDialogue;

/** Whatever a client sends, what is written of it can be read, and the same client passes it. */
class ObservedPropertyTest {
  private static final String STEPS =
      "steps:\n  - accept: sb\n  - C: MSG {trid} {ack=U|N} {len}\n    body: x\n  - S: ACK {trid}\n";

  @Provide
  Arbitrary<byte[]> bytes() {
    Arbitrary<Byte> usual =
        Arbitraries.chars().with("AMSGU 1{}=*#:'\"\\-|&!%@`,[]?").map(c -> (byte) (char) c);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, usual), net.jqwik.api.Tuple.of(1, Arbitraries.bytes()))
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(24);
  }

  @Property(tries = 300)
  void any_line_that_nobody_wanted(@ForAll("bytes") byte[] line) {
    String text = Text.decode(line).replace("\n", "").replace("\r", "");
    if (!text.isEmpty()) {
      check(Frame.line(text));
    }
  }

  @Property(tries = 300)
  void any_payload(@ForAll("bytes") byte[] payload) {
    check(new Frame("MSG 1 U " + payload.length, LineEnd.CRLF, payload));
  }

  private static void check(Frame frame) {
    TestPlay play = TestPlay.of(STEPS).connect(1, "sb").event(new Event.Line(1, frame));
    if (!play.play().isEnded()) {
      return; // it was what was awaited
    }
    String observed = ObservedDialogue.of(play.result(), "test").text();
    LoadResult loaded = Loader.root(Path.of("target")).loadText("test", observed);
    assertThat(loaded.errors().stream().map(finding -> finding.text())).as(observed).isEmpty();
    TestPlay again =
        TestPlay.of(observed.substring(observed.indexOf("steps:\n")))
            .connect(1, "sb")
            .event(new Event.Line(1, frame));
    assertThat(again.outcome()).as(observed).isEqualTo("ok");
    accepted(play, frame);
  }

  /** An accepted dialogue does not deviate at the same line again. */
  private static void accepted(TestPlay play, Frame frame) {
    Optional<Acceptance> acceptance = Acceptance.of(play.result());
    if (acceptance.isEmpty() || acceptance.get().refusal().isPresent()) {
      return; // it was no line at all, or a payload that is no text
    }
    String head = "dialogue: 1\nid: test\ntitle: A test\n";
    String now =
        AcceptedText.of("test", head + STEPS, acceptance.get().edits()).text().orElseThrow();
    TestPlay again =
        TestPlay.of(now.substring(head.length())).connect(1, "sb").event(new Event.Line(1, frame));
    assertThat(again.outcome()).as(now).isIn("ok", "still playing");
  }
}
