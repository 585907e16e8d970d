package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.msnmock.mockserver.dialogue.Span;
import org.msnmock.mockserver.yaml.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** {@code msnmock lint}: checks dialogue files without playing them. */
@Command(
    name = "lint",
    description = {"Checks dialogue files and plays nothing.", ""},
    customSynopsis = "msnmock lint [--format text|json] [FILE|FOLDER ...]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "Exit codes: 0 without errors, warnings or not; 3 no dialogue was found; 4 with errors; 64 wrong",
      "usage.",
      "",
      "Examples:",
      "  msnmock lint dialogues",
      "  msnmock lint --format json dialogues/signin/redirect.dialogue.yaml",
    })
final class LintCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE|FOLDER",
      description = "Dialogue files and folders. Default: the bundled dialogues.")
  private List<String> what = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "text|json",
      description = "For people or for programs. Default: text.")
  private Format format = Format.TEXT;

  /** The words of {@code --format}. */
  enum Format {
    TEXT,
    JSON
  }

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Dialogues dialogues = Dialogues.load(console, what);
    if (format == Format.JSON) {
      writeJson(dialogues.findings(), console.out());
    } else {
      writeText(dialogues, console.out());
    }
    if (dialogues.hasErrors()) {
      return Exit.WRONG_DIALOGUE.code();
    }
    return (dialogues.loaded().isEmpty() ? Exit.NOTHING_JUDGED : Exit.OK).code();
  }

  private static void writeText(Dialogues dialogues, PrintWriter out) {
    for (Finding finding : dialogues.findings()) {
      out.println(finding.text());
    }
    long errors = dialogues.findings().stream().filter(Finding::isError).count();
    out.println(
        "%s without errors; %s, %s"
            .formatted(
                counted(dialogues.loaded().size(), "dialogue"),
                counted(errors, "error"),
                counted(dialogues.findings().size() - errors, "warning")));
  }

  private static String counted(long count, String what) {
    return "%s %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  private static void writeJson(List<Finding> findings, PrintWriter out) {
    JsonFactory factory =
        JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartArray();
      findings.forEach(finding -> write(finding, json));
      json.writeEndArray();
    }
    out.println();
  }

  private static void write(Finding finding, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("code", finding.code().name());
    json.writeStringProperty("severity", finding.severity().word());
    place(finding.span(), json);
    json.writeStringProperty("message", finding.message());
    json.writeArrayPropertyStart("hints");
    finding.hints().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("includedFrom");
    for (Span from : finding.includedFrom()) {
      json.writeStartObject();
      place(from, json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void place(Span span, JsonGenerator json) {
    json.writeStringProperty("file", span.file());
    json.writeNumberProperty("line", span.line());
    json.writeNumberProperty("column", span.column());
    json.writeNumberProperty("length", span.length());
  }
}
