package org.msnmock.mockserver.cli;

import java.util.concurrent.Callable;
import org.msnmock.mockserver.control.Control;
import org.msnmock.mockserver.report.ReportSchema;
import org.msnmock.mockserver.yaml.DialogueSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code msnmock schema}: prints what editors and programs have to know. */
@Command(
    name = "schema",
    description = {
      "Prints a JSON Schema, of dialogue files or of report.json, or the OpenAPI description of serve --control.",
      ""
    },
    customSynopsis = "msnmock schema [dialogue|report|openapi]",
    mixinStandardHelpOptions = true,
    versionProvider = Msnmock.Version.class,
    sortOptions = false,
    footerHeading = "%n",
    footer = {
      "With the schema of dialogues, an editor with a YAML language server completes keys, explains",
      "them and marks what is wrong. What it can't know, msnmock lint does. An editor is told of it",
      "by the first line of a file, as seen from that file:",
      "  # yaml-language-server: $schema=dialogue.schema.json",
      "",
      "Exit codes: 0 printed; 64 wrong usage.",
      "",
      "Examples:",
      "  msnmock schema > dialogue.schema.json",
      "  msnmock schema report > report.schema.json",
      "  msnmock schema openapi > control.openapi.json",
    })
final class SchemaCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "0..1",
      paramLabel = "dialogue|report|openapi",
      description = "Of what. Default: dialogue.")
  private Subject subject = Subject.DIALOGUE;

  /** What has a schema. */
  enum Subject {
    DIALOGUE,
    REPORT,
    OPENAPI
  }

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String text =
        switch (subject) {
          case DIALOGUE -> DialogueSchema.schema().toJson();
          case REPORT -> ReportSchema.schema().toJson();
          case OPENAPI -> Control.description();
        };
    console.out().print(text);
    return Exit.OK.code();
  }
}
