package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.msnmock.mockserver.report.ClientReport;
import org.msnmock.mockserver.report.JsonReport;
import org.msnmock.mockserver.report.ReportFolder;
import org.msnmock.mockserver.wire.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code msnmock report}: one page for browsers from the JSON reports of one or more runs. */
@Command(
    name = "report",
    description = {
      "Makes one HTML page from the JSON reports of earlier runs, several clients side by side.",
      ""
    },
    customSynopsis = "msnmock report [NAME=]REPORT.json ... --html FILE",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "From one file it makes the page that the run itself wrote. From several, the overview has a row",
      "for each case and a column for each file, and a filter for cases that differ.",
      "",
      "Exit codes: 0 written, whatever the verdicts are; 64 wrong usage, or a file is no report.",
      "",
      "Examples:",
      "  msnmock report target/msnmock/report.json --html page.html",
      "  msnmock report amsn.json pidgin.json --html page.html",
      "  msnmock report today=a/report.json yesterday=b/report.json --html page.html",
    })
final class ReportCommand implements Callable<Integer> {
  /** More columns than that nobody can read. */
  private static final int MOST = 12;

  private static final String SUFFIX = ".json";

  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]REPORT.json",
      description =
          "The report.json of a run, and what its column is called. Default: the name of the file, or"
              + " of its folder where that is the same for several.")
  private List<String> what = new ArrayList<>();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      required = true,
      description = "Where the page goes.")
  private Path html = Path.of("");

  ReportCommand(Console console) {
    this.console = console;
  }

  /** A file as it was typed, and its name if it was given one. */
  private record Typed(Optional<String> name, Path path) {}

  @Override
  public Integer call() throws IOException {
    List<Typed> files = what.stream().map(this::typed).toList();
    if (files.size() > MOST) {
      throw new UsageException("%s reports; a page has room for %s".formatted(files.size(), MOST));
    }
    new OutputFile(console, "--html", html)
        .check(files.stream().map(file -> file.path().toString()).toList());
    List<String> names = names(files);
    List<ClientReport> clients = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      clients.add(read(files.get(i).path(), names.get(i)));
    }
    Path page = console.folder().resolve(html);
    try {
      ReportFolder.prepareFile(page);
    } catch (IOException e) {
      throw new UsageException("cannot write --html %s: %s".formatted(html, Reason.of(e)));
    }
    ReportFolder.writeHtml(clients, page);
    for (ClientReport one : clients) {
      String name = clients.size() == 1 ? "" : one.client() + "   ";
      console.out().println(name + one.report().summary());
    }
    console.out().println("page: " + html);
    return Exit.OK.code();
  }

  private ClientReport read(Path path, String name) {
    try {
      return new ClientReport(name, JsonReport.read(console.folder().resolve(path)));
    } catch (IOException e) {
      throw new UsageException(
          "cannot read %s: %s. Name the report.json of a run of msnmock test"
              .formatted(path, Reason.of(e)));
    }
  }

  /** A file may have an equals sign in its own name. */
  private Typed typed(String text) {
    int at = text.indexOf('=');
    boolean isNamed = at > 0 && !Files.exists(console.folder().resolve(text));
    return isNamed
        ? new Typed(
            Optional.of(Text.printable(text.substring(0, at))), Path.of(text.substring(at + 1)))
        : new Typed(Optional.empty(), Path.of(text));
  }

  private static List<String> names(List<Typed> files) {
    List<String> shortest = files.stream().map(one -> one.name().orElse(file(one.path()))).toList();
    List<String> names =
        isUnique(shortest) ? shortest : files.stream().map(ReportCommand::folder).toList();
    if (!isUnique(names)) {
      names = files.stream().map(one -> one.name().orElse(one.path().toString())).toList();
    }
    if (!isUnique(names)) {
      throw new UsageException(
          "two reports have one name; tell them apart: before=%s after=%s"
              .formatted(files.get(0).path(), files.get(1).path()));
    }
    return names;
  }

  private static boolean isUnique(List<String> names) {
    Set<String> set = new HashSet<>(names);
    return set.size() == names.size();
  }

  /** {@code amsn} of {@code runs/amsn.json}. */
  private static String file(Path path) {
    String name = String.valueOf(path.getFileName());
    return Text.printable(
        name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name);
  }

  /** {@code amsn} of {@code amsn/report.json}. */
  private static String folder(Typed one) {
    Path parent = one.path().getParent();
    String byDefault =
        parent == null || parent.getFileName() == null
            ? file(one.path())
            : Text.printable(parent.getFileName().toString());
    return one.name().orElse(byDefault);
  }
}
