package org.msnmock.mockserver.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the JSON report of an earlier run tells. */
public final class LastRun {
  private LastRun() {}

  /**
   * The ids of the cases that failed.
   *
   * @throws IOException if there is no such file, or it is no report of ours; the message says so
   */
  public static Set<String> failed(Path file) throws IOException {
    JsonNode report;
    try {
      report = JsonMapper.shared().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new IOException(file + " is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!report.path("format").asString("").equals(ReportDocument.FORMAT)
        || report.path("version").asInt(0) != ReportDocument.VERSION) {
      throw new IOException(
          "%s is no %s of version %d"
              .formatted(file, ReportDocument.FORMAT, ReportDocument.VERSION));
    }
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode one : report.path("cases")) {
      if (one.path("failed").asBoolean(false)) {
        ids.add(one.path("id").asString(""));
      }
    }
    return ids;
  }
}
