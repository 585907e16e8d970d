package org.msnmock.mockserver.report;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** A report as its schema has it. */
public final class CheckedReport {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(ReportSchema.schema().toJson(), InputFormat.JSON);

  private CheckedReport() {}

  /** What is not as the schema says: where, and why. */
  public static List<String> faults(String json) {
    return SCHEMA.validate(json, InputFormat.JSON).stream()
        .map(error -> "%s: %s".formatted(error.getInstanceLocation(), error.getMessage()))
        .toList();
  }
}
