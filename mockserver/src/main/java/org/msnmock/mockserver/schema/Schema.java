package org.msnmock.mockserver.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schema or a part of one: keywords in the order in which they were added. A value; each change
 * makes another one.
 */
public final class Schema {
  private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
  private static final Schema ANYTHING = new Schema(Map.of());

  private final Map<String, Object> keywords;

  private Schema(Map<String, Object> keywords) {
    this.keywords = keywords;
  }

  /** The beginning of a document. */
  public static Schema document(String title) {
    return ANYTHING.with("$schema", DRAFT).with("title", title);
  }

  /** Without a condition. */
  public static Schema anything() {
    return ANYTHING;
  }

  /** One of these types, in the words of JSON: {@code string}, {@code object} ... */
  public static Schema type(String... types) {
    return ANYTHING.with("type", types.length == 1 ? types[0] : List.of(types));
  }

  /** One of these texts. */
  public static Schema words(List<String> words) {
    return ANYTHING.with("enum", words);
  }

  /** A list of such elements. */
  public static Schema list(Schema element) {
    return type("array").with("items", element);
  }

  /** A map from any key to such values. */
  public static Schema map(Schema value) {
    return type("object").with("additionalProperties", value);
  }

  /** What is defined in the document under this name. */
  public static Schema ref(String name) {
    return ANYTHING.with("$ref", "#/definitions/" + name);
  }

  /**
   * Adds a keyword, or replaces its value.
   *
   * @param value a text, number or truth value, a schema, or a list or map of them
   */
  public Schema with(String keyword, Object value) {
    Map<String, Object> out = new LinkedHashMap<>(keywords);
    out.put(keyword, value);
    return new Schema(out);
  }

  /** Adds what people are told. It stands first, where people look. */
  public Schema described(String text) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("description", text);
    if (keywords.containsKey("$ref")) {
      // beside a reference, draft-07 passes over everything
      out.put("allOf", List.of(this));
    } else {
      out.putAll(keywords);
    }
    return new Schema(out);
  }

  /** Nothing but the properties that are named here. */
  public Schema closed() {
    return with("additionalProperties", false);
  }

  /** The document as text, a line feed at its end. */
  public String toJson() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return JsonMapper.shared()
            .writer()
            .with(new DefaultPrettyPrinter().withObjectIndenter(indenter))
            .writeValueAsString(plain(this))
        + "\n";
  }

  private static Object plain(Object value) {
    if (value instanceof Schema schema) {
      return plain(schema.keywords);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> out = new LinkedHashMap<>();
      map.forEach((key, one) -> out.put(key, plain(one)));
      return out;
    }
    if (value instanceof List<?> list) {
      List<Object> out = new ArrayList<>();
      list.forEach(one -> out.add(plain(one)));
      return out;
    }
    return value;
  }

  @Override
  public String toString() {
    return toJson();
  }
}
