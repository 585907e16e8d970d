package org.msnmock.mockserver.dialogue;

/**
 * A name of a dialogue, resolved: where its value lives while a play runs.
 *
 * @param text as it is written: {@code user}, {@code ns.addr}
 * @param slot the index of its value, unique for each name of each scope (two includes of one
 *     fragment have slots of their own)
 * @param visibility whether the value may be shown
 */
public record Name(String text, int slot, Visibility visibility) {

  /** Whether a value may stand in a report. */
  public enum Visibility {
    SHOWN,
    /** A password or ticket. */
    HIDDEN
  }

  public boolean isSecret() {
    return visibility == Visibility.HIDDEN;
  }
}
