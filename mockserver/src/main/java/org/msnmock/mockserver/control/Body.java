package org.msnmock.mockserver.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.msnmock.mockserver.wire.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object that a client of ours has sent, or one within it. */
final class Body {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode object;
  private final String where;
  private final Set<String> asked = new HashSet<>();

  private Body(JsonNode object, String where) {
    this.object = object;
    this.where = where;
    if (!object.isObject()) {
      throw wrong(where, "is no JSON object");
    }
  }

  /**
   * @param bytes none: an object without keys
   * @throws Failure where it is no object
   */
  static Body of(byte[] bytes) {
    try {
      return new Body(
          bytes.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(bytes), "body");
    } catch (JacksonException e) {
      throw wrong("body", "is no JSON: " + e.getOriginalMessage());
    }
  }

  private static Failure wrong(String where, String what) {
    return Failure.of(
        400, "%s %s".formatted(where, what), where, "send what is described in /openapi.json");
  }

  private String at(String key) {
    return where + ", " + key;
  }

  private Optional<JsonNode> find(String key) {
    asked.add(key);
    JsonNode value = object.get(key);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private JsonNode need(String key) {
    return find(key).orElseThrow(() -> wrong(at(key), "is missing"));
  }

  String text(String key) {
    return text(need(key), at(key));
  }

  Optional<String> optionalText(String key) {
    return find(key).map(value -> text(value, at(key)));
  }

  private static String text(JsonNode value, String where) {
    if (!value.isString()) {
      throw wrong(where, "is no text");
    }
    return value.stringValue();
  }

  boolean yes(String key, boolean otherwise) {
    return find(key)
        .map(
            value -> {
              if (!value.isBoolean()) {
                throw wrong(at(key), "is neither true nor false");
              }
              return value.booleanValue();
            })
        .orElse(otherwise);
  }

  int number(String key, int least, int most) {
    return number(need(key), at(key), least, most);
  }

  Optional<Integer> optionalNumber(String key, int least, int most) {
    return find(key).map(value -> number(value, at(key), least, most));
  }

  private static int number(JsonNode value, String where, int least, int most) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(where, "is no whole number");
    }
    int number = value.intValue();
    if (number < least || number > most) {
      throw wrong(where, "is not from %s to %s".formatted(least, most));
    }
    return number;
  }

  /** The elements of an array; none where it is not there. */
  List<String> texts(String key) {
    return elements(key, (value, place) -> text(value, place));
  }

  List<Integer> numbers(String key, int least, int most) {
    return elements(key, (value, place) -> number(value, place, least, most));
  }

  List<Body> objects(String key) {
    return elements(key, Body::new);
  }

  /** What to do with an element. */
  private interface Element<T> {
    T read(JsonNode value, String where);
  }

  private <T> List<T> elements(String key, Element<T> read) {
    Optional<JsonNode> array = find(key);
    List<T> out = new ArrayList<>();
    if (array.isPresent()) {
      if (!array.get().isArray()) {
        throw wrong(at(key), "is no array");
      }
      for (JsonNode value : array.get()) {
        out.add(read.read(value, "%s[%s]".formatted(at(key), out.size())));
      }
    }
    return out;
  }

  /** The keys of an object with texts; none where it is not there. */
  Optional<Body> object(String key) {
    return find(key).map(value -> new Body(value, at(key)));
  }

  /** All keys that are there. */
  List<String> keys() {
    return List.copyOf(object.propertyNames());
  }

  /** One of some words. */
  <T> T word(String key, T otherwise, Function<String, Optional<T>> meaning, String words) {
    return optionalText(key)
        .map(
            text ->
                meaning
                    .apply(text)
                    .orElseThrow(
                        () ->
                            wrong(
                                at(key),
                                "is none of %s: %s".formatted(words, Text.printable(text)))))
        .orElse(otherwise);
  }

  /**
   * @throws Failure where there is a key that nobody has asked for
   */
  void end() {
    for (String key : object.propertyNames()) {
      if (!asked.contains(key)) {
        throw wrong(at(Text.printable(key)), "is not known");
      }
    }
  }
}
