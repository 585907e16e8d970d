package org.msnmock.mockserver.engine;

import java.util.List;
import org.msnmock.mockserver.dialogue.Name;

/**
 * What the names of a background rule have in one of its uses; while that use moves on, what they
 * have for all others. Owned by the play's thread.
 */
final class OwnNames {
  static final OwnNames NONE = new OwnNames(List.of(), new Content[0]);

  private final List<Name> names;
  private final Content[] contents;

  /**
   * @param contents of each name, in the same order
   */
  OwnNames(List<Name> names, Content[] contents) {
    this.names = names;
    this.contents = contents;
  }

  List<Name> names() {
    return names;
  }

  /** Puts these in the place of what the names have, and keeps that. */
  void exchange(Content[] bySlot) {
    for (int i = 0; i < contents.length; i++) {
      int slot = names.get(i).slot();
      Content other = bySlot[slot];
      bySlot[slot] = contents[i];
      contents[i] = other;
    }
  }
}
