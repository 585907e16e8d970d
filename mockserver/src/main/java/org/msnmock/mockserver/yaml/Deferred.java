package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A text of which some parts are known only when all that follows is written. */
final class Deferred {
  private final List<Supplier<String>> parts = new ArrayList<>(4);

  static Deferred of(String text) {
    return new Deferred().add(text);
  }

  Deferred add(String text) {
    parts.add(() -> text);
    return this;
  }

  Deferred add(Supplier<String> part) {
    parts.add(part);
    return this;
  }

  Deferred add(Deferred other) {
    parts.add(other::text);
    return this;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    parts.forEach(part -> out.append(part.get()));
    return out.toString();
  }
}
