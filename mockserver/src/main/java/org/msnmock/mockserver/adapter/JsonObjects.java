package org.msnmock.mockserver.adapter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** JSON objects as maps, in which every scalar is the text that stood there; null is left out. */
final class JsonObjects {
  private JsonObjects() {}

  static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  /**
   * @throws JacksonException if the text is not one JSON object
   */
  static Map<String, Object> read(JsonFactory json, String text) {
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new StreamReadException(parser, "an object is awaited");
      }
      Map<String, Object> object = object(parser);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something follows the object");
      }
      return object;
    }
  }

  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> out = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        out.put(name, value(parser));
      }
    }
    return Collections.unmodifiableMap(out);
  }

  private static List<Object> array(JsonParser parser) {
    List<Object> out = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.VALUE_NULL) {
        out.add(value(parser));
      }
    }
    return List.copyOf(out);
  }

  private static Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      default -> parser.getString();
    };
  }
}
