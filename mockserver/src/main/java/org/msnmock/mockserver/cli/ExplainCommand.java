package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.engine.Trial;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code msnmock explain}: would this line match, and why not? */
@Command(
    name = "explain",
    description = {
      "Says which steps of a dialogue would take a line, and why others would not.",
      ""
    },
    customSynopsis = "msnmock explain [--case NAME] FILE 'LINE'",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "Nothing is played: each step that awaits a line, and each background rule, is asked by itself.",
      "Accounts and constants are known. What is only learned while playing is not; it is said what",
      "would be compared with what.",
      "",
      "Exit codes: 0 some step takes the line; 1 none does; 4 the file is wrong; 64 wrong usage.",
      "",
      "Examples:",
      "  msnmock explain hello.dialogue.yaml 'VER 1 MSNP9 CVR0'",
      "  msnmock explain login.dialogue.yaml 'GET /login2.srf'",
      "  msnmock explain presence/nicknames.dialogue.yaml --case umlaut 'REA 9 a@example.com A'",
    })
final class ExplainCommand implements Callable<Integer> {
  /** Steps that do not take the line but come near. */
  private static final int NEAREST = 3;

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "The dialogue file.")
  private String file = "";

  @Parameters(
      index = "1",
      paramLabel = "LINE",
      description = "The line of the client, quoted as one word, without its line end.")
  private String line = "";

  @Option(
      names = "--case",
      paramLabel = "NAME",
      description = "The row of the dialogue's cases. Default: the first one.")
  private Optional<String> row = Optional.empty();

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    check();
    Dialogues dialogues = Dialogues.load(console, List.of(file));
    if (dialogues.hasErrors()) {
      dialogues.complain(console.err());
      return Exit.WRONG_DIALOGUE.code();
    }
    Dialogue dialogue = dialogues.loaded().get(0);
    return explain(dialogue, row(dialogue), dialogues.root(dialogue)).code();
  }

  private void check() {
    if (Files.isDirectory(console.folder().resolve(file))) {
      throw new UsageException("%s is a folder; explain takes one dialogue file".formatted(file));
    }
    if (line.isBlank()) {
      throw new UsageException("the line is empty; quote it:  'VER 1 MSNP9 CVR0'");
    }
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw new UsageException("one line at a time, without its line end");
    }
    int length = Text.length(line);
    int most = Limits.DEFAULT.line();
    if (length > most) {
      throw new UsageException(
          "the line has %s bytes, and no connection takes more than %s".formatted(length, most));
    }
  }

  private Dialogue.Case row(Dialogue dialogue) {
    if (row.isEmpty()) {
      return dialogue.cases().get(0);
    }
    return dialogue.cases().stream()
        .filter(one -> one.name().equals(row))
        .findFirst()
        .orElseThrow(() -> new UsageException(unknownCase(dialogue)));
  }

  private String unknownCase(Dialogue dialogue) {
    String known =
        dialogue.cases().stream()
            .flatMap(one -> one.name().stream())
            .collect(Collectors.joining(", "));
    return "%s has no case \"%s\"; %s"
        .formatted(
            dialogue.id(), row.orElse(""), known.isEmpty() ? "it has no cases" : "known: " + known);
  }

  private Exit explain(Dialogue dialogue, Dialogue.Case row, Path root) {
    Redaction redaction = Account.redaction(Script.accounts(dialogue, row, 0));
    List<Trial> trials = Trial.all(dialogue, row, line);
    List<Trial> takers = trials.stream().filter(Trial::matches).toList();
    PrintWriter out = console.out();
    out.println("%s   in %s".formatted(redaction.hideLine(Text.printable(line)), row.id()));
    TrialText text = new TrialText(dialogue, redaction, file -> console.shown(root.resolve(file)));
    takers.forEach(trial -> out.print("\n" + text.of(trial)));
    nearest(trials).forEach(trial -> out.print("\n" + text.of(trial)));
    out.println();
    out.println(
        "%s of %s awaited lines %s"
            .formatted(takers.size(), trials.size(), takers.size() == 1 ? "takes it" : "take it"));
    if (takers.isEmpty() && dialogue.otherwise() == Otherwise.EMULATOR) {
      out.println("it is left to the emulator");
    }
    return takers.isEmpty() ? Exit.FAILED : Exit.OK;
  }

  /**
   * Those with the right command, the furthest first; without any, the first of the others. Of a
   * request that nobody takes, what awaits one comes before all else.
   */
  private static List<Trial> nearest(List<Trial> trials) {
    List<Trial> others = trials.stream().filter(trial -> !trial.matches()).toList();
    boolean isTaken = others.size() < trials.size();
    List<Trial> near =
        others.stream()
            .filter(trial -> trial.progress() > 0 || !isTaken && awaitsRequest(trial))
            .toList();
    return (isTaken || !near.isEmpty() ? near : others)
        .stream()
            .sorted(
                Comparator.comparing(ExplainCommand::awaitsRequest)
                    .thenComparingInt(Trial::progress)
                    .reversed())
            .limit(NEAREST)
            .toList();
  }

  /** Such a trial there is only of a line that can be a request. */
  private static boolean awaitsRequest(Trial trial) {
    return trial.step() instanceof Step.ClientRequest;
  }
}
