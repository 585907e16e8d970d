package org.msnmock.mockserver.emulator;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** With whom a world begins, and what is remembered of it. For the emulator's thread. */
public interface Memory {
  /** Those of whom nothing was kept before. */
  List<Account> accounts();

  /** All the others, as they were left. */
  Collection<Kept> people();

  /**
   * Keeps what has become of some people, all of it or nothing. When this returns it is kept, also
   * if the process ends the next moment: only then is an answer sent that tells of it. Presence and
   * messages never come here.
   *
   * @param changed made when it is read; who has gone and come again in between is there twice, in
   *     this order
   * @throws NotKeptException where that can't be; the service is over then
   */
  void keep(Stream<Kept> changed);

  /** Begins with these, and forgets everything. */
  static Memory none(List<Account> accounts) {
    return new Memory() {
      @Override
      public List<Account> accounts() {
        return accounts;
      }

      @Override
      public List<Kept> people() {
        return List.of();
      }

      @Override
      public void keep(Stream<Kept> changed) {}
    };
  }
}
