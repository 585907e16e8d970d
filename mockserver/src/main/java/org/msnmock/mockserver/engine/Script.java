package org.msnmock.mockserver.engine;

import java.util.Map;
import org.msnmock.mockserver.dialogue.Dialogue;

/**
 * One case of a dialogue, made ready to be played any number of times: steps linked, constants,
 * account and addresses filled in. Immutable.
 */
public final class Script {
  private final Dialogue dialogue;
  private final Dialogue.Case row;
  private final Account account;

  private Script(Dialogue dialogue, Dialogue.Case row, Account account) {
    this.dialogue = dialogue;
    this.row = row;
    this.account = account;
  }

  /** The account of a case, before any address is known. */
  public static Account account(Dialogue dialogue, Dialogue.Case row, long seed) {
    throw new IllegalStateException("being written: " + dialogue.id() + row.id() + seed);
  }

  /**
   * Makes a case ready.
   *
   * @param addresses what placeholders like {@code ns.addr} stand for, by their text; those of
   *     {@link Dialogue#given} that are not the account's must be there
   * @param seed decides the account's ticket
   */
  public static Script of(
      Dialogue dialogue, Dialogue.Case row, Map<String, String> addresses, long seed) {
    return new Script(dialogue, row, account(dialogue, row, seed));
  }

  public Dialogue dialogue() {
    return dialogue;
  }

  public Dialogue.Case row() {
    return row;
  }

  public Account account() {
    return account;
  }
}
