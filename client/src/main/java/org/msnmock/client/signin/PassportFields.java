package org.msnmock.client.signin;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code name=value} pairs in headers of Passport, parted by commas: {@code Passport1.4
 * da-status=failed,prompt,...}. Blanks may follow the commas, values may hold {@code =}, some names
 * have no value, and a value in single quotes may hold anything else. Names are found in any case.
 */
record PassportFields(Map<String, String> values) {
  private static final String SCHEME = "Passport1.4";

  PassportFields {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The pairs of all headers of one name, the first of each name; the scheme before them may be
   * there or not.
   */
  static PassportFields from(List<String> headers) {
    Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String header : headers) {
      String pairs = header.strip();
      if (pairs.regionMatches(true, 0, SCHEME + " ", 0, SCHEME.length() + 1)) {
        pairs = pairs.substring(SCHEME.length() + 1);
      }
      readInto(values, pairs);
    }
    return new PassportFields(values);
  }

  private static void readInto(Map<String, String> values, String pairs) {
    for (int start = 0; start < pairs.length(); ) {
      int end = endOfPair(pairs, start);
      readPair(values, pairs.substring(start, end).strip());
      start = end + 1;
    }
  }

  /**
   * The place of the comma behind a pair. One between quotes parts nothing; a quote without its
   * twin is none.
   */
  private static int endOfPair(String pairs, int start) {
    int comma = pairs.indexOf(',', start);
    int opening = pairs.indexOf("='", start);
    if (comma >= 0 && opening >= 0 && opening < comma) {
      int closing = pairs.indexOf('\'', opening + 2);
      comma = closing < 0 ? comma : pairs.indexOf(',', closing);
    }
    return comma < 0 ? pairs.length() : comma;
  }

  private static void readPair(Map<String, String> values, String pair) {
    int equals = pair.indexOf('=');
    String name = equals < 0 ? pair : pair.substring(0, equals).strip();
    String value = equals < 0 ? "" : pair.substring(equals + 1).strip();
    if (!name.isEmpty()) {
      values.putIfAbsent(name, value);
    }
  }

  /** A value with its quotes, if it has any; nothing where the name is missing or has no value. */
  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * What stands between the quotes of a value; nothing where it has none, or nothing is between
   * them.
   */
  Optional<String> quoted(String name) {
    return value(name)
        .filter(value -> value.length() > 2 && value.startsWith("'") && value.endsWith("'"))
        .map(value -> value.substring(1, value.length() - 1));
  }
}
