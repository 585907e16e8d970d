package org.msnmock.mockserver.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A method of a resource.
 *
 * @param path as OpenAPI writes it: {@code /accounts/{address}}
 */
record Route(String method, String path, Handler handler) {

  /** What is done. */
  interface Handler {
    /**
     * @throws Failure where it is not done
     */
    Reply answer(Asked asked);
  }

  /**
   * A request for a route.
   *
   * @param query decoded
   * @param body not to be changed or compared
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Asked(Map<String, String> parts, Map<String, String> query, byte[] body) {

    String part(String name) {
      return parts.getOrDefault(name, "");
    }

    /**
     * A whole number in the path.
     *
     * @throws Failure where it is none
     */
    int number(String name) {
      return number("path, " + name, part(name));
    }

    /** One in the query, if it is there. */
    Optional<Integer> queried(String name) {
      return Optional.ofNullable(query.get(name)).map(text -> number("query, " + name, text));
    }

    private static int number(String where, String text) {
      if (!text.matches("[0-9]{1,9}")) {
        throw Failure.of(400, where + " is no number", where, "give a whole number");
      }
      return Integer.parseInt(text);
    }
  }

  /** The parts of a path that have names here; empty where it is another path. */
  Optional<Map<String, String>> match(String rawPath) {
    String[] wanted = path.split("/", -1);
    String[] given = rawPath.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parts = new HashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].startsWith("{")) {
        parts.put(wanted[i].substring(1, wanted[i].length() - 1), decoded(given[i]));
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }

  static Map<String, String> query(String raw) {
    Map<String, String> out = new LinkedHashMap<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      out.put(
          decoded(equals < 0 ? pair : pair.substring(0, equals)),
          equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return out;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failure.of(400, "the address is not encoded as it should be", "path", "encode it");
    }
  }
}
