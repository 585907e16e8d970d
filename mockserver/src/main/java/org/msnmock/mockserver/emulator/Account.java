package org.msnmock.mockserver.emulator;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.msnmock.mockserver.wire.Text;

/**
 * Somebody who may sign in, as a world begins with them.
 *
 * @param address the e-mail address; capitals make no difference
 * @param name the friendly name, not encoded
 * @param verified whether the address is confirmed
 * @param kid whether it is a restricted account
 * @param mailbox how many letters wait in it, or -1: there is no mailbox
 * @param settings the user's own choices
 * @param groups by number, from 0 to 29, not encoded; 0 is always there
 * @param contacts on lists of the user
 */
public record Account(
    String address,
    String password,
    String name,
    boolean verified,
    boolean kid,
    int mailbox,
    Settings settings,
    SortedMap<Integer, String> groups,
    List<Contact> contacts) {

  /** What there is when nobody has a mailbox. */
  public static final int NO_MAILBOX = -1;

  /** How many letters can wait. */
  public static final int MOST_LETTERS = 10_000;

  private static final int LONGEST_ADDRESS = 129;

  /** In bytes, as a name is sent. */
  public static final int LONGEST_NAME = WireName.LONGEST;

  /** How many groups somebody can have. */
  public static final int MOST_GROUPS = 30;

  /** In bytes, as a group's name is sent. */
  public static final int LONGEST_GROUP = 61;

  /** In bytes, as a phone number is sent. */
  public static final int LONGEST_PHONE = 95;

  /** How the group is called that is always there. */
  public static final String FIRST_GROUP = "Other Contacts";

  /**
   * @param asks whether the user's client is to ask before it allows who has added the user (GTC)
   * @param open whether people who are neither allowed nor blocked may see the user (BLP)
   * @param phones by type: PHH, PHW, PHM, MOB; not encoded
   */
  public record Settings(boolean asks, boolean open, Map<String, String> phones) {
    public static final Settings USUAL = new Settings(true, true, Map.of());

    public Settings {
      phones = Map.copyOf(phones);
    }
  }

  /**
   * @param name as the user knows that person, not encoded; empty: by that person's own name
   * @param lists FORWARD, ALLOW, BLOCK; who is on REVERSE follows from the others' lists; none:
   *     there is a name for somebody who is on REVERSE
   * @param groups where FORWARD is among the lists; empty: group 0
   */
  public record Contact(String address, String name, Set<ListName> lists, Set<Integer> groups) {
    public Contact {
      lists = Set.copyOf(lists);
      groups = Set.copyOf(groups);
    }
  }

  public Account {
    contacts = List.copyOf(contacts);
    groups = new TreeMap<>(groups);
    groups.putIfAbsent(0, FIRST_GROUP);
    if (!isAddress(address)) {
      throw new IllegalArgumentException("no e-mail address: " + address);
    }
  }

  /** Whether a text can be the address of an account: one word with something before the @. */
  public static boolean isAddress(String text) {
    return text.indexOf('@') > 0
        && Person.key(text).length() <= LONGEST_ADDRESS
        && text.chars().allMatch(c -> c > ' ' && c != 0x7f && !Character.isSurrogate((char) c));
  }

  /** Whether a text can be the name of somebody: encoded, it must not be too long. */
  public static boolean isName(String text) {
    return fits(text, LONGEST_NAME);
  }

  /** Whether a text can be the name of a group: encoded, it must not be too long. */
  public static boolean isGroupName(String text) {
    return fits(text, LONGEST_GROUP);
  }

  /** Whether a text can be a phone number, which clients write as they like. */
  public static boolean isPhone(String text) {
    return fits(text, LONGEST_PHONE);
  }

  private static boolean fits(String text, int most) {
    return !text.isEmpty() && Text.length(WireName.of(text, most)) <= most;
  }

  /** With a confirmed address, no mailbox and nobody on any list; all people may see the user. */
  public static Account of(String address, String password, String name) {
    return new Account(
        address,
        password,
        name,
        true,
        false,
        NO_MAILBOX,
        Settings.USUAL,
        new TreeMap<>(),
        List.of());
  }

  /** The same with these on its lists. */
  public Account with(List<Contact> people) {
    return new Account(address, password, name, verified, kid, mailbox, settings, groups, people);
  }

  @Override
  public String toString() {
    return "Account[%s, password hidden]".formatted(address);
  }
}
