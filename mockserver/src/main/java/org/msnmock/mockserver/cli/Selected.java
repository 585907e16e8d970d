package org.msnmock.mockserver.cli;

import org.msnmock.mockserver.dialogue.Dialogue;

/** One case that a run is to play. */
record Selected(Dialogue dialogue, Dialogue.Case row) {
  String id() {
    return row.id();
  }

  boolean isSlow() {
    return dialogue.tags().contains("slow");
  }
}
