package org.msnmock.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.dialogue.StepInfo;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Deviation;
import org.msnmock.mockserver.verdict.Result;

/**
 * Every fault in every dialogue. First all cases are played without a fault, and recorded; then
 * each fault is played where it would have changed something of what was recorded. All of it goes
 * by virtual time.
 */
final class FaultTable {
  /** What a dialogue made of a fault. */
  enum Verdict {
    PASSED,
    /** Deviated, for a reason that has nothing to do with what the dialogue is about. */
    DISTURBED,
    /** Deviated where the dialogue is about what the fault offends against. */
    CAUGHT;

    Verdict worse(Verdict other) {
      return compareTo(other) >= 0 ? this : other;
    }
  }

  private static final int SIDE_BY_SIDE = 8;
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(8);

  private final List<Dialogue> dialogues;
  private final Map<String, Recording> sound = new ConcurrentHashMap<>();
  private final List<String> unsound = Collections.synchronizedList(new ArrayList<>());
  private final Map<Fault, Map<String, Verdict>> verdicts = new EnumMap<>(Fault.class);
  private final AtomicInteger played = new AtomicInteger();

  /** What is played, and what stands around its clients, which knows how far it is. */
  private final Map<String, List<Rig>> underWay = new ConcurrentHashMap<>();

  private FaultTable(List<Dialogue> dialogues) {
    this.dialogues = dialogues;
  }

  static FaultTable of(List<Fault> faults, List<Dialogue> dialogues)
      throws InterruptedException, ExecutionException {
    FaultTable table = new FaultTable(dialogues);
    table.playSoundly();
    table.play(faults);
    return table;
  }

  /** Plays without faults, and records what went through the rig. */
  private void playSoundly() throws InterruptedException, ExecutionException {
    List<Callable<Verdict>> plays = new ArrayList<>();
    for (Dialogue dialogue : dialogues) {
      dialogue.cases().forEach(row -> plays.add(() -> playSoundly(dialogue, row)));
    }
    await(plays);
  }

  private Verdict playSoundly(Dialogue dialogue, Dialogue.Case row)
      throws IOException, InterruptedException {
    Result result = record(dialogue, row);
    if (result.outcome() != Outcome.OK) {
      unsound.add(row.id() + ": " + result.main().map(Deviation::summary).orElse(""));
    }
    return Verdict.PASSED;
  }

  private Result record(Dialogue dialogue, Dialogue.Case row)
      throws IOException, InterruptedException {
    Recording recording = new Recording();
    Result result = result(dialogue, row, row.id(), recording::rig);
    sound.put(row.id(), recording);
    return result;
  }

  private void play(List<Fault> faults) throws InterruptedException, ExecutionException {
    List<Callable<Verdict>> plays = new ArrayList<>();
    for (Dialogue dialogue : dialogues) {
      for (Fault fault : faults) {
        Map<String, Verdict> of =
            verdicts.computeIfAbsent(fault, any -> Collections.synchronizedMap(new TreeMap<>()));
        of.put(dialogue.id(), Verdict.PASSED);
        for (Dialogue.Case row : rows(fault, dialogue)) {
          plays.add(() -> of.merge(dialogue.id(), play(fault, dialogue, row), Verdict::worse));
        }
      }
    }
    await(plays);
  }

  private void await(List<Callable<Verdict>> plays)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE, FaultTable::daemon);
    try {
      for (Future<Verdict> play : threads.invokeAll(plays)) {
        play.get();
      }
    } catch (InterruptedException e) { // by a deadline: who is told of it wants to know of whom
      e.addSuppressed(new IllegalStateException("under way: " + underWay));
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-play");
    thread.setDaemon(true);
    return thread;
  }

  /** All rows where one may be made for this fault; else one stands for all. */
  private static List<Dialogue.Case> rows(Fault fault, Dialogue dialogue) {
    return fault.concerns(dialogue) ? dialogue.cases() : dialogue.cases().subList(0, 1);
  }

  private Verdict play(Fault fault, Dialogue dialogue, Dialogue.Case row)
      throws IOException, InterruptedException {
    if (!fault.rig().changes(sound.get(row.id()))) {
      return Verdict.PASSED;
    }
    played.incrementAndGet();
    String title = row.id() + " with " + fault;
    return verdict(fault, result(dialogue, row, title, fault::rig));
  }

  private Result result(Dialogue dialogue, Dialogue.Case row, String title, Supplier<Rig> rig)
      throws IOException, InterruptedException {
    List<Rig> rigs = Collections.synchronizedList(new ArrayList<>());
    underWay.put(title, rigs);
    Supplier<Rig> known =
        () -> {
          Rig one = rig.get();
          rigs.add(one);
          return one;
        };
    Result result =
        new CaseRunner(settings())
            .run(dialogue, row, () -> new JavaClientAdapter(REPLY_TIMEOUT, known.get()))
            .result();
    underWay.remove(title);
    return result;
  }

  private static Verdict verdict(Fault fault, Result result) {
    if (result.outcome() == Outcome.OK) {
      return Verdict.PASSED;
    }
    boolean isJudged = result.outcome() != Outcome.UNSUPPORTED;
    boolean isAbout = fault.concerns(result.dialogue()) && fault.concerns(deviating(result));
    return isJudged && isAbout ? Verdict.CAUGHT : Verdict.DISTURBED;
  }

  /** What the deviating step says that it is about; shared openings leave it to the dialogue. */
  private static List<String> deviating(Result result) {
    return result
        .main()
        .flatMap(Deviation::step)
        .filter(step -> step.span().file().equals(result.dialogue().file()))
        .map(StepInfo::covers)
        .orElse(List.of());
  }

  private static CaseSettings settings() {
    ServerSettings server = ServerSettings.onLoopback(Optional.empty());
    return new CaseSettings(server, Strictness.STRICT, 1, Duration.ofSeconds(30), 1);
  }

  // ---- what came of it ----

  /** Cases that don't pass without a fault either, and why. */
  List<String> unsound() {
    return List.copyOf(unsound);
  }

  /** The dialogues that have this verdict on a fault. */
  List<String> dialogues(Fault fault, Verdict verdict) {
    return verdicts.get(fault).entrySet().stream()
        .filter(of -> of.getValue() == verdict)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The faults that count and that a dialogue catches. */
  List<Fault> caughtBy(String dialogue) {
    return verdicts.keySet().stream()
        .filter(fault -> verdicts.get(fault).get(dialogue) == Verdict.CAUGHT)
        .filter(fault -> !spoilsTooMuch(fault))
        .toList();
  }

  /** Whether it keeps more than half of those dialogues from passing that don't catch it. */
  boolean spoilsTooMuch(Fault fault) {
    int others = verdicts.get(fault).size() - 1;
    int passed = dialogues(fault, Verdict.PASSED).size();
    return !fault.isEverywhere() && passed * 2 < others;
  }

  /** Who catches what, and how much each fault spoils. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(
        "%s dialogues, %s cases, %s faults, %s plays with a fault%n%n"
            .formatted(dialogues.size(), sound.size(), verdicts.size(), played.get()));
    out.append("dialogue: the faults that it catches\n\n");
    for (Dialogue dialogue : dialogues) {
      out.append("%-50s %s%n".formatted(dialogue.id(), caughtBy(dialogue.id())));
    }
    out.append("\nfault: passed, caught, disturbed dialogues\n\n");
    for (Fault fault : verdicts.keySet()) {
      out.append(
          "%-40s %3s %3s %3s%n"
              .formatted(
                  fault,
                  dialogues(fault, Verdict.PASSED).size(),
                  dialogues(fault, Verdict.CAUGHT).size(),
                  dialogues(fault, Verdict.DISTURBED).size()));
    }
    return out.toString();
  }
}
