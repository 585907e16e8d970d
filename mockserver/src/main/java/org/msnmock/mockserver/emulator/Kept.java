package org.msnmock.mockserver.emulator;

import java.util.Collection;
import java.util.List;

/**
 * All that is kept of somebody from one run to the next: bytes, which tell their own version; or
 * that nothing is kept any more.
 */
public final class Kept {
  private final String address;
  private final byte[] bytes;

  /**
   * @param address as {@link #address} gave it
   * @param bytes as {@link #bytes} gave them; not to be changed any more
   */
  public Kept(String address, byte[] bytes) {
    this.address = address;
    this.bytes = bytes;
  }

  /**
   * What is kept of those who have just got an account.
   *
   * @param firstSerial the number of all their lists
   * @throws IllegalArgumentException where an address is there twice, or somebody unknown is on a
   *     list
   */
  public static List<Kept> of(List<Account> accounts, long firstSerial) {
    return new World(accounts, firstSerial).people().stream().map(PersonCode::write).toList();
  }

  /**
   * The same as accounts, in the same order.
   *
   * @throws IllegalArgumentException where something is damaged, or of another version
   */
  public static List<Account> accounts(Collection<Kept> people) {
    World world = new World(List.of(), 1);
    world.restore(people);
    return world.people().stream().map(Person::account).toList();
  }

  /** Of somebody who has no account any more, nothing is to be kept. */
  static Kept gone(String address) {
    return new Kept(address, new byte[0]);
  }

  /** Whether the person has gone, and nothing is to be kept. */
  public boolean isGone() {
    return bytes.length == 0;
  }

  /** In lower case; nobody else has it. */
  public String address() {
    return address;
  }

  /** Not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return "Kept[%s, %s bytes]".formatted(address, bytes.length);
  }
}
