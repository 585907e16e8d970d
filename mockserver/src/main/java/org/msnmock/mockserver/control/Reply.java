package org.msnmock.mockserver.control;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request is answered with.
 *
 * @param body not to be changed or compared; empty: none
 */
@SuppressWarnings("ArrayRecordComponent")
record Reply(int status, byte[] body) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Nothing more is to be said. */
  static Reply done() {
    return new Reply(204, new byte[0]);
  }

  /**
   * @param value maps, lists, texts, numbers; texts without stray bytes
   */
  static Reply of(int status, Map<String, ?> value) {
    return new Reply(status, json(value));
  }

  static Reply of(String name, List<?> values) {
    return of(200, Map.of(name, values));
  }

  static byte[] json(Map<String, ?> value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
