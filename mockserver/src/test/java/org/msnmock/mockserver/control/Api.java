package org.msnmock.mockserver.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What openapi.json says. */
final class Api {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private final JsonNode document = MAPPER.readTree(Control.description());

  /** {@code GET /accounts} ... */
  Set<String> operations() {
    Set<String> out = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      path.getValue()
          .propertyNames()
          .forEach(method -> out.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    return out;
  }

  JsonNode operation(String operation) {
    String[] words = operation.split(" ");
    JsonNode found = document.get("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
    assertThat(found.isObject()).as("%s is described", operation).isTrue();
    return found;
  }

  /** The operation of a request. */
  String operationOf(String method, String path) {
    String bare = path.replaceFirst("\\?.*", "");
    return operations().stream()
        .filter(operation -> operation.startsWith(method + " "))
        .filter(
            operation -> bare.matches(operation.split(" ")[1].replaceAll("\\{[a-z]+}", "[^/]+")))
        .findFirst()
        .orElse("");
  }

  /** The names in its path. */
  static Set<String> names(String operation) {
    Set<String> names = new TreeSet<>();
    for (String part : operation.split("/")) {
      if (part.startsWith("{")) {
        names.add(part.substring(1, part.length() - 1));
      }
    }
    return names;
  }

  void checkRequest(String operation, String body) {
    JsonNode request = operation(operation).path("requestBody");
    if (!body.isEmpty()) {
      assertThat(faults(request.path("content").path("application/json").get("schema"), body))
          .as("%s is sent with %s", operation, body)
          .isEmpty();
    }
  }

  void checkAnswer(String operation, int status, String type, String body) {
    JsonNode answer = operation(operation).path("responses").path(String.valueOf(status));
    assertThat(answer.isObject()).as("%s may answer %s: %s", operation, status, body).isTrue();
    if (answer.has("$ref")) {
      answer = document.at(answer.get("$ref").stringValue().substring(1));
    }
    JsonNode schema = answer.path("content").path(type).path("schema");
    assertThat(schema.isMissingNode())
        .as("%s, %s %s", operation, status, type)
        .isEqualTo(body.isEmpty());
    if (!body.isEmpty()) {
      assertThat(faults(schema, body)).as("%s answers %s", operation, body).isEmpty();
    }
  }

  private List<String> faults(JsonNode schema, String json) {
    ObjectNode whole = MAPPER.createObjectNode();
    whole.setAll((ObjectNode) schema);
    whole.set("$defs", document.get("components").get("schemas"));
    Schema checked =
        REGISTRY.getSchema(
            whole.toString().replace("#/components/schemas/", "#/$defs/"), InputFormat.JSON);
    return checked.validate(json, InputFormat.JSON).stream()
        .map(error -> "%s: %s".formatted(error.getInstanceLocation(), error.getMessage()))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
