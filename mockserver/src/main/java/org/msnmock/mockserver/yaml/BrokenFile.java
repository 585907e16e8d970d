package org.msnmock.mockserver.yaml;

/** A file that cannot be read at all; the finding says why. */
final class BrokenFile extends Exception {
  private final transient Finding finding;

  BrokenFile(Finding finding) {
    super(finding.message());
    this.finding = finding;
  }

  Finding finding() {
    return finding;
  }
}
