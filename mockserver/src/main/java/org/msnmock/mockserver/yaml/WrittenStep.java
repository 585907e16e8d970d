package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.msnmock.mockserver.wire.Text;

/** A step that is being written, as an item of a list of steps. */
final class WrittenStep {
  static final String INDENT = "    ";

  private final String key;
  private final Deferred value;
  private final List<Supplier<String>> companions = new ArrayList<>(2);
  private final boolean isText;

  private WrittenStep(String key, Deferred value, boolean isText) {
    this.key = key;
    this.value = value;
    this.isText = isText;
  }

  /** A step whose value is a text. */
  static WrittenStep of(String key, Deferred value) {
    return new WrittenStep(key, value, true);
  }

  static WrittenStep of(String key, String value) {
    return of(key, Deferred.of(value));
  }

  /** A step whose value is written as it is. */
  static WrittenStep flow(String key, String value) {
    return new WrittenStep(key, Deferred.of(value), false);
  }

  /** A line that is no step. */
  static WrittenStep comment(String text) {
    return flow("#", Text.printable(text));
  }

  boolean isComment() {
    return key.equals("#");
  }

  /** {@code key: text} below the step. */
  WrittenStep with(String companion, String text) {
    companions.add(() -> INDENT + companion + ": " + YamlText.value(text) + "\n");
    return this;
  }

  /** {@code key: text} below the step, where the text is not known yet. */
  WrittenStep withText(String companion, Deferred text) {
    companions.add(() -> INDENT + companion + ": " + YamlText.value(text.text()) + "\n");
    return this;
  }

  /** {@code key: { a: b }} below the step. */
  WrittenStep withFlow(String companion, String flow) {
    companions.add(() -> INDENT + companion + ": " + flow + "\n");
    return this;
  }

  /** {@code key: |} below the step. */
  WrittenStep withBlock(String companion, Deferred text) {
    companions.add(() -> block(INDENT, companion, text));
    return this;
  }

  /** A map below the step. */
  WrittenStep withMap(String companion, List<Pair> pairs) {
    companions.add(() -> INDENT + companion + ":\n" + map(INDENT + "  ", pairs));
    return this;
  }

  WrittenStep with(Supplier<String> lines) {
    companions.add(lines);
    return this;
  }

  /** A name and a value that is a text on one line. */
  record Pair(String name, Deferred value) {}

  static String map(String indent, List<Pair> pairs) {
    StringBuilder out = new StringBuilder();
    for (Pair pair : pairs) {
      out.append(indent).append(YamlText.value(pair.name())).append(": ");
      out.append(YamlText.value(pair.value().text())).append('\n');
    }
    return out.toString();
  }

  static String block(String indent, String key, Deferred text) {
    String written = YamlText.block(text.text().replace("\r\n", "\n"), indent + "  ");
    return indent + key + ": " + written + "\n";
  }

  String text() {
    if (isComment()) {
      return "  # " + value.text() + "\n";
    }
    String written = isText ? YamlText.value(value.text()) : value.text();
    StringBuilder out = new StringBuilder("  - " + key + ": " + written + "\n");
    companions.forEach(lines -> out.append(lines.get()));
    return out.toString();
  }
}
