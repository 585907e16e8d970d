package org.msnmock.mockserver.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.ImportedDialogue;
import org.msnmock.mockserver.yaml.ObservedDialogue;
import tools.jackson.core.exc.JacksonIOException;

/** Where the reports of a run go. Each file appears whole or not at all. */
public record ReportFolder(Path path) {
  /** Writes one report. */
  private interface Body {
    void writeTo(Writer out) throws IOException, XMLStreamException;
  }

  /** The JSON report of the last run. */
  public Path json() {
    return path.resolve("report.json");
  }

  /** The page for browsers. */
  public Path html() {
    return path.resolve("report.html");
  }

  /** The XML for CI servers. */
  public Path junit() {
    return path.resolve("junit.xml");
  }

  /** The run as a console shows it. */
  public Path text() {
    return path.resolve("report.txt");
  }

  public Path log(CaseReport one) {
    return path.resolve(one.fileName());
  }

  /**
   * Makes it, so that a run which can't write finds out before it begins. The reports of the run
   * before go: nobody shall take them for those of a run that comes to none.
   */
  public void prepare() throws IOException {
    make();
    for (Path report : List.of(html(), json(), junit(), text())) {
      Files.deleteIfExists(report);
    }
  }

  private void make() throws IOException {
    Files.createDirectories(path);
    Files.delete(Files.createTempFile(path, ".try", ""));
  }

  /**
   * Finds out before a run begins whether a report can be written to this file, and takes away what
   * an earlier run has left there.
   */
  public static void prepareFile(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      throw new IOException("it is a folder");
    }
    if (!isLinkOrDevice(whole)) {
      new ReportFolder(whole.resolveSibling("")).make();
    }
    if (Files.isRegularFile(whole, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(whole);
    }
  }

  /**
   * The log of one case: the ways taken, the explanation, the conversation, the client's output.
   */
  public void writeLog(CaseReport one) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(one.name() + "   " + one.outcome().word());
    lines.add(one.result().dialogue().title());
    lines.add(
        "%s   began %s   took %s   seed %s"
            .formatted(
                one.result().dialogue().file(),
                one.began(),
                ConsoleText.seconds(one.result().took()),
                one.result().seed()));
    if (!one.result().branches().isEmpty()) {
      lines.add("ways taken   " + Text.printable(ways(one.result().branches())));
    }
    if (!one.reason().isEmpty()) {
      lines.addAll(List.of("", one.explanation().stripTrailing()));
    }
    lines.addAll(
        List.of("", "The conversation (seconds, connection, who, what, line of the dialogue):"));
    lines.add(one.transcript().stripTrailing());
    if (!one.clientLog().isEmpty()) {
      lines.addAll(List.of("", "The client's output:"));
      lines.addAll(one.shownClientLog());
    }
    write(log(one), out -> out.write(String.join("\n", lines) + "\n"));
  }

  /** Each way once, in the order in which they were first taken. */
  private static String ways(List<String> branches) {
    Map<String, Integer> times = new LinkedHashMap<>();
    branches.forEach(branch -> times.merge(branch, 1, Integer::sum));
    return times.entrySet().stream()
        .map(
            way ->
                way.getKey() + (way.getValue() == 1 ? "" : " (%s times)".formatted(way.getValue())))
        .collect(Collectors.joining("; "));
  }

  /** What happened in one case, as a dialogue; beside its log. */
  public Path observed(CaseReport one) {
    return path.resolve(one.observedName());
  }

  /** Writes the observed dialogue of one case. */
  public void writeObserved(CaseReport one) throws IOException {
    Path file = observed(one);
    String id = ImportedDialogue.idOf(file);
    write(file, out -> out.write(ObservedDialogue.of(one.result(), id).text()));
  }

  public static void writeText(RunReport run, Path file) throws IOException {
    int width = run.cases().stream().mapToInt(one -> one.name().length()).max().orElse(1);
    ConsoleText text = new ConsoleText(ConsoleText.Colours.NONE, width);
    write(file, out -> out.write(text.whole(run)));
  }

  public static void writeHtml(RunReport run, Path file) throws IOException {
    write(file, out -> HtmlReport.write(ReportMaker.document(run), out));
  }

  /** Writes a page with these clients side by side; of one alone, the page of its run. */
  public static void writeHtml(List<ClientReport> clients, Path file) throws IOException {
    write(file, out -> HtmlReport.write(clients, out));
  }

  public static void writeJson(RunReport run, Path file) throws IOException {
    write(file, out -> JsonReport.write(ReportMaker.document(run), out));
  }

  public static void writeJUnit(RunReport run, Path file) throws IOException {
    write(file, out -> JUnitXml.write(run, out));
  }

  private static void write(Path file, Body body) throws IOException {
    Path whole = file.toAbsolutePath();
    try {
      if (isLinkOrDevice(whole)) {
        writeTo(whole, body);
      } else {
        writeInPlaceOf(whole, body);
      }
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (XMLStreamException e) {
      throw e.getNestedException() instanceof IOException io ? io : new IOException(e);
    }
  }

  /** Whether something else than a file is there, such as a pipe, or /dev/stdout. */
  private static boolean isLinkOrDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Nobody shall ever see half of it. */
  private static void writeInPlaceOf(Path whole, Body body) throws IOException, XMLStreamException {
    Files.createDirectories(whole.resolveSibling(""));
    Path draft = whole.resolveSibling("." + whole.getFileName() + ".draft");
    try {
      writeTo(draft, body);
      Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void writeTo(Path file, Body body) throws IOException, XMLStreamException {
    try (Writer out =
        new OutputStreamWriter(
            new BufferedOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      body.writeTo(out);
    }
  }
}
