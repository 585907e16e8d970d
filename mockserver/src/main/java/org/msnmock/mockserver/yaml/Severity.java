package org.msnmock.mockserver.yaml;

import java.util.Locale;

/** Whether a dialogue can be played in spite of a finding. */
public enum Severity {
  ERROR,
  WARNING;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
