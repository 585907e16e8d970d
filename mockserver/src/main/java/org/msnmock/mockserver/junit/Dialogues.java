package org.msnmock.mockserver.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestReporter;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.PlayedCase;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.IdPattern;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.yaml.Finding;
import org.msnmock.mockserver.yaml.LoadResult;

/**
 * Many dialogues, each a dynamic test, and each row of {@code cases} one of its own:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> signs_in_as_the_protocol_wants(TestReporter reporter) {
 *   return Dialogues.in("dialogues").tagged("signin").reportingTo(reporter).playedBy(MyClient::new);
 * }
 * }</pre>
 *
 * <p>A file that is wrong is a test that fails, and keeps no other from being played.
 */
public final class Dialogues {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

  private final Folder folder;
  private final List<IdPattern> ids = new ArrayList<>();
  private Set<String> tags = Set.of();
  private Set<String> leftOut = Set.of();
  private Play.Passport passport = Play.Passport.TLS;
  private Strictness strictness = Strictness.STRICT;
  private double timeScale = 1;
  private Duration startTimeout = START_TIMEOUT;
  private long seed = 1;
  private Optional<Outcome> late = Optional.empty();
  private BiConsumer<String, String> reader = (key, text) -> {};

  private Dialogues(Folder folder) {
    this.folder = folder;
  }

  /**
   * All dialogues of a folder.
   *
   * @param folder searched from the working directory on, then on the class path
   * @throws IllegalArgumentException where there is none; the message says where it was searched
   */
  public static Dialogues in(String folder) {
    ClassLoader ours =
        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
            .orElseGet(ClassLoader::getSystemClassLoader);
    return new Dialogues(Folder.named(folder, ours));
  }

  /**
   * All dialogues of a folder.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Dialogues in(Path folder) {
    return new Dialogues(Folder.at(folder));
  }

  /** Only those with one of these tags. */
  public Dialogues tagged(String... any) {
    tags = Set.copyOf(List.of(any));
    return this;
  }

  /** None with one of these tags. */
  public Dialogues notTagged(String... any) {
    leftOut = Set.copyOf(List.of(any));
    return this;
  }

  /**
   * Only what has this id ({@code signin.redirect}, {@code presence.nicknames[ascii]}), is below it
   * ({@code signin}), or matches it ({@code signin.bad-*}); said again, those too.
   */
  public Dialogues matching(String id) {
    ids.add(new IdPattern(id));
    return this;
  }

  /** How nexus and login speak; TLS unless something else is said. */
  public Dialogues passport(Play.Passport how) {
    passport = how;
    return this;
  }

  /** How hard the judge is; strict unless something else is said. */
  public Dialogues strictness(Strictness how) {
    strictness = how;
    return this;
  }

  /** Upper limits of the dialogues are multiplied by it. */
  public Dialogues timeScale(double factor) {
    timeScale = factor;
    return this;
  }

  /**
   * Waits on for ten times the limit of a step; what is right but late is then no worse than this.
   */
  public Dialogues late(Outcome most) {
    late = Optional.of(most);
    return this;
  }

  /** How long a client may take to come; 30 s unless something else is said. */
  public Dialogues startTimeout(Duration limit) {
    startTimeout = limit;
    return this;
  }

  /** Decides generated values: the same seed, the same play. */
  public Dialogues seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Who is told of verdicts that are milder than failed, as such tests pass, and of what happened
   * in each play that was not ok, as a dialogue.
   */
  public Dialogues reportingTo(TestReporter reporter) {
    reader = reporter::publishEntry;
    return this;
  }

  /**
   * Has each of them played by clients of its own.
   *
   * @param client makes a client for one case
   * @return the tests, named by the ids of their cases; they may run side by side
   * @throws IllegalArgumentException where nothing is selected
   */
  public Stream<DynamicTest> playedBy(ClientUnderTest.Factory client) {
    LoadResult loaded = folder.all();
    List<DynamicTest> wrong = wrong(loaded.errors());
    List<Selected> selected = selected(loaded);
    if (wrong.isEmpty() && selected.isEmpty()) {
      throw new IllegalArgumentException(nothing(loaded));
    }
    // tests that run side by side outlive their stream; so the authority's file lasts as long as
    // the process
    Optional<Authority> signer =
        passport == Play.Passport.TLS
            ? Optional.of(SharedAuthority.make().authority())
            : Optional.empty();
    CaseRunner runner = new CaseRunner(settings(signer));
    return Stream.concat(wrong.stream(), selected.stream().map(one -> test(one, runner, client)));
  }

  private record Selected(Dialogue dialogue, Dialogue.Case row) {}

  private List<Selected> selected(LoadResult loaded) {
    return loaded.dialogues().stream()
        .flatMap(dialogue -> dialogue.cases().stream().map(row -> new Selected(dialogue, row)))
        .filter(one -> isSelected(one.dialogue(), one.row()))
        .toList();
  }

  private DynamicTest test(Selected one, CaseRunner runner, ClientUnderTest.Factory client) {
    return DynamicTest.dynamicTest(
        one.row().id(),
        folder.source(one.dialogue().file()),
        () -> {
          PlayedCase played = runner.run(one.dialogue(), one.row(), client);
          Verdicts.tell(played.result(), reader);
          Verdicts.demandPassed(played.result(), played.clientLog());
        });
  }

  /** A test for each file that is wrong. */
  private List<DynamicTest> wrong(List<Finding> errors) {
    Map<String, List<Finding>> files = new TreeMap<>();
    errors.forEach(
        error -> files.computeIfAbsent(error.span().file(), file -> new ArrayList<>()).add(error));
    return files.entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey(),
                    folder.source(file.getKey()),
                    () -> {
                      throw new IllegalArgumentException(Folder.wrong(file.getValue()));
                    }))
        .toList();
  }

  private boolean isSelected(Dialogue dialogue, Dialogue.Case row) {
    return (tags.isEmpty() || dialogue.tags().stream().anyMatch(tags::contains))
        && dialogue.tags().stream().noneMatch(leftOut::contains)
        && (ids.isEmpty() || ids.stream().anyMatch(id -> id.means(dialogue, row)));
  }

  private String nothing(LoadResult loaded) {
    return """
        No dialogue is selected in %s
          tagged    %s%s
          matching  %s
        In this folder are: %s"""
        .formatted(
            folder,
            tags.isEmpty() ? "(anything)" : String.join(", ", tags),
            leftOut.isEmpty() ? "" : ", but not " + String.join(", ", leftOut),
            ids.isEmpty() ? "(anything)" : String.join(", ", texts()),
            Folder.listed(loaded.dialogues().stream().map(Dialogue::id).toList()));
  }

  private List<String> texts() {
    return ids.stream().map(IdPattern::text).toList();
  }

  private CaseSettings settings(Optional<Authority> signer) {
    ServerSettings server = ServerSettings.onLoopback(signer);
    return new CaseSettings(server, strictness, timeScale, startTimeout, seed, late);
  }
}
