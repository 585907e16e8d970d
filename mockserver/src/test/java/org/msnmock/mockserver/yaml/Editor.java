package org.msnmock.mockserver.yaml;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Editors read YAML 1.2, where {@code 5} is a number, and mark what the schema refuses. */
public final class Editor {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(
              Dialect.builder(Dialects.getDraft7())
                  .keyword(new NonValidationKeyword("enumDescriptions"))
                  .keyword(new NonValidationKeyword("patternErrorMessage"))
                  .build())
          .getSchema(DialogueSchema.schema().toJson(), InputFormat.JSON);

  private Editor() {}

  /** What is marked in a file: where, and why. */
  public static List<String> marks(String yaml) {
    return marks(tree(yaml));
  }

  /** What an editor makes of a file. */
  static JsonNode tree(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    return JsonMapper.shared().valueToTree(new Load(settings).loadFromString(yaml));
  }

  static List<String> marks(JsonNode file) {
    return SCHEMA.validate(file).stream()
        .map(error -> "%s: %s".formatted(error.getInstanceLocation(), error.getMessage()))
        .toList();
  }
}
