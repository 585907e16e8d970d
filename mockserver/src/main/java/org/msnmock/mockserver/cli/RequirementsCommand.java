package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Requirement;
import org.msnmock.mockserver.dialogue.Requirements;
import org.msnmock.mockserver.wire.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code msnmock requirements}: lists what is required of clients, and who covers it. */
@Command(
    name = "requirements",
    description = {"Lists what is required of clients, and the dialogues that cover it.", ""},
    customSynopsis = "msnmock requirements [--uncovered] [FILE|FOLDER ...]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "The list is requirements.yaml, in the folder of the dialogues or in the one that holds it.",
      "",
      "Exit codes: 0 listed; 4 the list or a dialogue is wrong; 64 there is no list, or wrong usage.",
      "",
      "Examples:",
      "  msnmock requirements",
      "  msnmock requirements dialogues --uncovered",
    })
final class RequirementsCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE|FOLDER",
      description = "Dialogue files and folders. Default: the bundled dialogues.")
  private List<String> what = new ArrayList<>();

  @Option(names = "--uncovered", description = "Only those that no dialogue covers, and why.")
  private boolean uncovered;

  RequirementsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Dialogues dialogues = Dialogues.load(console, what);
    dialogues.complain(console.err());
    if (dialogues.hasErrors()) {
      return Exit.WRONG_DIALOGUE.code();
    }
    Requirements requirements = dialogues.requirements();
    if (requirements.isEmpty()) {
      throw new UsageException(
          "there is no requirements.yaml in the folder of these dialogues, nor in the one that holds"
              + " it");
    }
    requirements.subjects().forEach(subject -> write(subject, dialogues.loaded()));
    long covered =
        requirements.all().stream()
            .filter(one -> !covering(one, dialogues.loaded()).isEmpty())
            .count();
    console
        .out()
        .println("%s of %s requirements covered".formatted(covered, requirements.all().size()));
    return Exit.OK.code();
  }

  private void write(Requirements.Subject subject, List<Dialogue> dialogues) {
    List<Requirement> wanted =
        subject.requirements().stream()
            .filter(one -> !uncovered || covering(one, dialogues).isEmpty())
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    int width = wanted.stream().mapToInt(one -> one.id().length()).max().orElse(1);
    PrintWriter out = console.out();
    out.println(Text.printable(subject.title()));
    for (Requirement one : wanted) {
      String id = ("%-" + width + "s").formatted(one.id());
      String text = Text.printable(one.text());
      out.println("  %s  %-6s  %s".formatted(id, one.level().word(), text));
      out.println(" ".repeat(width + 12) + covered(one, covering(one, dialogues)));
    }
    out.println();
  }

  private static String covered(Requirement one, List<String> dialogues) {
    return dialogues.isEmpty()
        ? "no dialogue" + one.uncovered().map(why -> ": " + Text.printable(why)).orElse("")
        : String.join(", ", dialogues);
  }

  private static List<String> covering(Requirement one, List<Dialogue> dialogues) {
    return dialogues.stream()
        .filter(dialogue -> dialogue.covers().contains(one.id()))
        .map(Dialogue::id)
        .toList();
  }
}
