package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.Memory;
import org.msnmock.mockserver.state.WorldFolder;
import org.msnmock.mockserver.wire.Text;

/** Those with whom a whole service begins, what is told of them, and what is open for them. */
final class People implements AutoCloseable {
  private static final int MOST_NAMES = 10;

  private final Memory memory;
  private final List<String> lines;
  private final String place;
  private final Runnable end;

  private People(Memory memory, List<String> lines, String place, Runnable end) {
    this.memory = memory;
    this.lines = lines;
    this.place = place;
    this.end = end;
  }

  /** Nothing is kept of them. */
  static People forgotten(List<Account> accounts, String password) {
    String line = line(accounts.stream().map(Account::address), accounts.size(), password);
    return new People(Memory.none(accounts), List.of(line), "", () -> {});
  }

  /**
   * They are kept in a folder, which is closed with this.
   *
   * @param place the folder as the user named it
   * @param password what is told behind their names
   */
  static People kept(WorldFolder folder, String place, String password) {
    List<Kept> people = folder.people();
    String line = line(people.stream().map(Kept::address), people.size(), password);
    return new People(
        folder, List.of(line, "kept in " + Text.printable(place)), place, folder::close);
  }

  private static String line(Stream<String> addresses, int count, String password) {
    String names = addresses.limit(MOST_NAMES).collect(Collectors.joining(", "));
    String rest = count > MOST_NAMES ? " and more" : "";
    return "%s accounts: %s%s%s".formatted(count, Text.printable(names), rest, password);
  }

  Memory memory() {
    return memory;
  }

  /** What the user is told of them at the start. */
  List<String> lines() {
    return lines;
  }

  /** Why they can't be had after all. */
  String unusable(RuntimeException fault) {
    return unusable(place, fault);
  }

  static String unusable(String place, Exception fault) {
    String reason =
        fault instanceof IOException file
            ? Reason.of(file)
            : Text.printable(String.valueOf(fault.getMessage()));
    return "msnmock: --state %s cannot be used: %s".formatted(Text.printable(place), reason);
  }

  @Override
  public void close() {
    end.run();
  }
}
