package org.msnmock.mockserver.yaml;

import java.util.List;
import org.msnmock.mockserver.dialogue.Span;

/** A piece of YAML with its place. */
sealed interface Node permits Scalar, Node.Mapping, Node.Sequence {
  /** Where it begins; of a scalar all of its first line. */
  Span span();

  /** The source line on which it ends. */
  int lastLine();

  /** For people. */
  String kind();

  /** {@code key: value} pairs in file order, no key twice. */
  record Mapping(List<Entry> entries, Span span) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public int lastLine() {
      return entries.isEmpty() ? span.line() : entries.get(entries.size() - 1).value().lastLine();
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** One line of a mapping. */
  record Entry(Scalar key, Node value) {}

  /** A list. */
  record Sequence(List<Node> items, Span span) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public int lastLine() {
      return items.isEmpty() ? span.line() : items.get(items.size() - 1).lastLine();
    }

    @Override
    public String kind() {
      return "a list";
    }
  }
}
