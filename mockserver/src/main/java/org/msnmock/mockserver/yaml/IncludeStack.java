package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.dialogue.Span;

/** The files that are being read at this moment, the innermost last. */
record IncludeStack(List<Document> documents) {
  static final int MAX_DEPTH = 64;

  IncludeStack {
    documents = List.copyOf(documents);
  }

  IncludeStack and(Document document) {
    List<Document> more = new ArrayList<>(documents);
    more.add(document);
    return new IncludeStack(more);
  }

  /** Whether one more file may be included; if not, it is reported. */
  boolean admits(Document document, Span span, Report report) {
    if (documents.contains(document)) {
      List<String> loop = new ArrayList<>();
      documents
          .subList(documents.indexOf(document), documents.size())
          .forEach(one -> loop.add(one.name()));
      loop.add(document.name());
      report.add(Code.D111, span, "a file that includes itself: " + String.join(" -> ", loop));
      return false;
    }
    if (documents.size() > MAX_DEPTH) {
      report.add(Code.D111, span, "includes go deeper than %s files".formatted(MAX_DEPTH));
      return false;
    }
    return true;
  }
}
