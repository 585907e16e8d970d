package org.msnmock.mockserver.emulator;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.msnmock.mockserver.emulator.Person.Listed;

/**
 * Somebody as bytes and back, without loss: names stay as they are on the wire.
 *
 * <pre>
 * version, 1 | address | password | name | flags | mailbox + 1 | serial
 *   | count, each: property, value
 *   | count, each: group, name
 *   | count, each: address, lists, name, count, each: group
 *   | CRC-32 of all before it, 4 bytes
 * </pre>
 *
 * <p>The version comes first and the check last in every version. Numbers come seven bits a byte,
 * the lowest first, each byte but the last with its highest bit set. A text is its length and then
 * its chars, as numbers. The serial number is the latest that clients know. Who is on the reverse
 * list is not written: it follows from the others' lists.
 */
final class PersonCode {
  private static final int VERSION = 1;
  private static final int CHECK_BYTES = 4;

  private static final int VERIFIED = 1;
  private static final int KID = 2;
  private static final int ASKS = 4;
  private static final int OPEN = 8;

  private PersonCode() {}

  /**
   * Somebody, and whom they have on their lists.
   *
   * @param person nobody is on their lists yet
   */
  record Read(Person person, List<OnList> listed) {}

  /**
   * Somebody on lists of another one, by address.
   *
   * @param lists as bits
   * @param name as on the wire, or empty
   */
  record OnList(String address, int lists, String name, Set<Integer> groups) {}

  // ---- writing ----

  static Kept write(Person person) {
    Out out = new Out();
    out.number(VERSION);
    out.text(person.address());
    out.text(person.password());
    out.text(person.name());
    out.number(flags(person));
    out.number(person.mailbox() + 1);
    out.number(person.serial());
    out.number(person.properties().size());
    person.properties().forEach(out::pair);
    out.number(person.groups().size());
    person.groups().forEach(out::pair);
    List<Listed> listed = person.listed().stream().filter(Listed::isOwn).toList();
    out.number(listed.size());
    listed.forEach(out::onList);
    return new Kept(person.address(), out.checked());
  }

  private static int flags(Person person) {
    return (person.isVerified() ? VERIFIED : 0)
        | (person.isKid() ? KID : 0)
        | (person.asks() ? ASKS : 0)
        | (person.isOpen() ? OPEN : 0);
  }

  private static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    void number(long value) {
      long rest = value;
      while (rest >>> 7 != 0) {
        bytes.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    void text(String text) {
      number(text.length());
      for (int i = 0; i < text.length(); i++) {
        number(text.charAt(i));
      }
    }

    void pair(String key, String value) {
      text(key);
      text(value);
    }

    void pair(int key, String value) {
      number(key);
      text(value);
    }

    void onList(Listed one) {
      text(one.who().address());
      number(one.ownLists());
      text(one.name());
      number(one.groups().size());
      one.groups().forEach(this::number);
    }

    byte[] checked() {
      int check = check(bytes.toByteArray(), bytes.size());
      for (int shift = 24; shift >= 0; shift -= 8) {
        bytes.write(check >>> shift);
      }
      return bytes.toByteArray();
    }
  }

  private static int check(byte[] bytes, int length) {
    CRC32 check = new CRC32();
    check.update(bytes, 0, length);
    return (int) check.getValue();
  }

  // ---- reading ----

  /**
   * @param changes for the person
   * @throws IllegalArgumentException where it is damaged, or of another version
   */
  static Read read(Kept kept, Consumer<Person> changes) {
    try {
      In in = new In(kept.bytes());
      boolean isWhole = in.isWhole();
      long version = in.number();
      if (isWhole && version != VERSION) {
        throw new IllegalArgumentException(
            "what is kept of %s is of version %s, and this msnmock knows version %s only"
                .formatted(kept.address(), version, VERSION));
      }
      if (isWhole && in.text().equals(kept.address())) {
        return person(kept.address(), in, changes);
      }
    } catch (IndexOutOfBoundsException e) {
      // it is damaged
    }
    throw new IllegalArgumentException("what is kept of %s is damaged".formatted(kept.address()));
  }

  private static Read person(String address, In in, Consumer<Person> changes) {
    String password = in.text();
    String name = in.text();
    long flags = in.number();
    Account account =
        new Account(
            address,
            password,
            "",
            (flags & VERIFIED) != 0,
            (flags & KID) != 0,
            (int) in.number() - 1,
            new Account.Settings((flags & ASKS) != 0, (flags & OPEN) != 0, Map.of()),
            new TreeMap<>(),
            List.of());
    Person person = new Person(account, in.number(), changes);
    person.rename(name);
    in.times(() -> person.properties().put(in.text(), in.text()));
    person.groups().clear();
    in.times(() -> person.groups().put((int) in.number(), in.text()));
    List<OnList> listed = new ArrayList<>();
    in.times(() -> listed.add(new OnList(in.text(), (int) in.number(), in.text(), in.numbers())));
    return new Read(person, listed);
  }

  private static final class In {
    private final byte[] bytes;
    private int at;

    In(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Whether the bytes are those that were written. */
    boolean isWhole() {
      int length = bytes.length - CHECK_BYTES;
      int check = 0;
      for (int i = length; i < bytes.length; i++) {
        check = check << 8 | bytes[i] & 0xff;
      }
      return check == check(bytes, length);
    }

    long number() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes[at];
        at++;
        value |= (long) (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }

    String text() {
      long length = number();
      StringBuilder out = new StringBuilder();
      for (long i = 0; i < length; i++) {
        out.append((char) number());
      }
      return out.toString();
    }

    void times(Runnable one) {
      for (long count = number(); count > 0; count--) {
        one.run();
      }
    }

    Set<Integer> numbers() {
      Set<Integer> numbers = new TreeSet<>();
      times(() -> numbers.add((int) number()));
      return numbers;
    }
  }
}
