package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.yaml.Loader;
import org.msnmock.mockserver.yaml.Manual;

/** The dialogues of the manual play with the clients that stand below them. */
class ManualPlayTest {
  private final Manual manual = Manual.read();

  @TempDir private Path folder;

  @TestFactory
  List<DynamicTest> each_client_is_judged_as_shown() throws IOException {
    manual.save(folder);
    List<DynamicTest> tests = new ArrayList<>();
    Set<String> unplayed = new HashSet<>();
    Optional<Dialogue> dialogue = Optional.empty();
    for (Manual.Block block : manual.blocks()) {
      if (block.isDialogue() && block.info().equals("yaml")) {
        dialogue = Optional.of(load(block.id()));
        dialogue.get().cases().forEach(row -> unplayed.add(row.id()));
      } else if (Manual.isClient(block)) {
        Dialogue played = dialogue.orElseThrow();
        String what = block.info().substring("client".length()).strip();
        Dialogue.Case row = row(played, what);
        String outcome = outcome(what);
        if (outcome.equals("ok")) {
          unplayed.remove(row.id());
        }
        tests.add(
            dynamicTest(
                row.id() + " " + outcome,
                () -> {
                  TestPlay play = TestClient.play(played, row, manual.client(block));
                  assertThat(play.outcome())
                      .as("%s %s", play.did, TestClient.verdict(play))
                      .isEqualTo(outcome);
                }));
      }
    }
    tests.add(
        dynamicTest("each case is passed by some client", () -> assertThat(unplayed).isEmpty()));
    return tests;
  }

  private Dialogue load(String id) {
    return Loader.root(folder).load(folder.resolve(id + ".dialogue.yaml")).dialogues().get(0);
  }

  private static Dialogue.Case row(Dialogue dialogue, String what) {
    return dialogue.cases().stream()
        .filter(one -> one.name().isEmpty() || one.name().get().equals(what))
        .findFirst()
        .orElseThrow(() -> new AssertionError("which case of %s?".formatted(dialogue.id())));
  }

  /** {@code fails}, {@code is non-strict}; all others pass. */
  private static String outcome(String what) {
    if (what.equals("fails")) {
      return "failed";
    }
    return what.startsWith("is ") ? what.substring("is ".length()) : "ok";
  }
}
