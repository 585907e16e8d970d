package org.msnmock.mockserver.report;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.yaml.Acceptance;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the JSON report of an earlier run tells. */
public final class LastRun {
  private LastRun() {}

  /**
   * The ids of the cases that failed, and of those to which the run did not come: they may be what
   * failed in the run before it.
   *
   * @throws IOException if there is no such file, or it is no report of ours; the message says so,
   *     without the path
   */
  public static Set<String> failed(Path file) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    JsonNode report = report(file);
    for (JsonNode one : report.path("cases")) {
      if (one.path("failed").asBoolean(false)) {
        ids.add(one.path("id").asString(""));
      }
    }
    report.path("notJudged").forEach(id -> ids.add(id.asString("")));
    return ids;
  }

  /**
   * What was found out of the expectations of each case.
   *
   * @throws IOException if there is no such file, or it is no report of ours; the message says so,
   *     without the path
   */
  public static List<Recorded> recorded(Path file) throws IOException {
    List<Recorded> out = new ArrayList<>();
    for (JsonNode one : report(file).path("cases")) {
      JsonNode accept = one.path("accept");
      out.add(
          new Recorded(
              one.path("id").asString(""),
              one.path("file").asString(""),
              one.path("again").asString(""),
              accept.isMissingNode() ? Optional.empty() : Optional.of(acceptance(accept))));
    }
    return out;
  }

  private static Acceptance acceptance(JsonNode accept) throws IOException {
    List<Acceptance.Edit> edits = new ArrayList<>();
    for (JsonNode edit : accept.path("edits")) {
      edits.add(
          new Acceptance.Edit(
              kind(edit.path("do").asString("")),
              edit.path("file").asString(""),
              edit.path("line").asInt(0),
              edit.path("column").asInt(0),
              edit.path("source").asString(""),
              edit.path("text").asString("")));
    }
    JsonNode refused = accept.path("refused");
    return new Acceptance(
        edits, refused.isMissingNode() ? Optional.empty() : Optional.of(refused.asString("")));
  }

  private static Acceptance.Kind kind(String word) throws IOException {
    for (Acceptance.Kind kind : Acceptance.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw new IOException("it has an unknown change \"%s\"".formatted(word));
  }

  private static JsonNode report(Path file) throws IOException {
    JsonNode report;
    try {
      report = JsonMapper.shared().readTree(Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new IOException("it is no text in UTF-8, and so no report", e);
    } catch (JacksonException e) {
      throw new IOException("it is no JSON: " + JsonFault.words(e), e);
    }
    if (!report.path("format").asString("").equals(ReportDocument.FORMAT)
        || report.path("version").asInt(0) != ReportDocument.VERSION) {
      throw new IOException(
          "it is no %s of version %s".formatted(ReportDocument.FORMAT, ReportDocument.VERSION));
    }
    return report;
  }
}
