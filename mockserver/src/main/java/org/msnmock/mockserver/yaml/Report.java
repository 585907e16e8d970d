package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.List;
import org.msnmock.mockserver.dialogue.Span;

/** Takes what is found in one file, with the includes that lead to it. */
final class Report {
  private final Findings findings;
  private final Document document;
  private final List<Span> includedFrom;

  Report(Findings findings, Document document, List<Span> includedFrom) {
    this.findings = findings;
    this.document = document;
    this.includedFrom = List.copyOf(includedFrom);
  }

  /** A report of a file that is included by this one. */
  Report of(Document included, Span include) {
    List<Span> chain = new ArrayList<>();
    chain.add(include);
    chain.addAll(includedFrom);
    return new Report(findings, included, chain);
  }

  /** Whether it makes no sense to go on. */
  boolean isFull() {
    return findings.isFull();
  }

  List<Span> includedFrom() {
    return includedFrom;
  }

  Document document() {
    return document;
  }

  /** Empty hints are left out. */
  void add(Code code, Span span, String message, String... hints) {
    List<String> told = new ArrayList<>();
    for (String hint : hints) {
      if (!hint.isEmpty()) {
        told.add(hint);
      }
    }
    add(new Finding(code, span, message, told, includedFrom));
  }

  /** Takes over what was found before it was known who includes the file. */
  void addAll(List<Finding> found) {
    for (Finding one : found) {
      add(new Finding(one.code(), one.span(), one.message(), one.hints(), includedFrom));
    }
  }

  private void add(Finding finding) {
    if (finding.isError() || !document.silences(finding.code(), finding.span())) {
      findings.add(finding);
    }
  }
}
