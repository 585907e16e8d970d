package org.msnmock.mockserver.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.NotKeptException;

class WorldFolderTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void name() {
    folder = temporary.resolve("a/world");
  }

  private static List<Kept> people(int count) {
    return Kept.of(
        IntStream.range(0, count)
            .mapToObj(i -> Account.of("p%s@example.com".formatted(i), "s3cret", "Person " + i))
            .toList(),
        7);
  }

  private static Map<String, String> names(List<Kept> people) {
    Map<String, String> names = new TreeMap<>();
    Kept.accounts(people).forEach(account -> names.put(account.address(), account.name()));
    return names;
  }

  /** The same person with another name. */
  private static Kept named(String address, String name) {
    return Kept.of(List.of(Account.of(address, "s3cret", name)), 8).get(0);
  }

  private Path file() {
    return folder.resolve("world.mvstore");
  }

  @Test
  void what_is_kept_is_there_the_next_time() throws IOException {
    assertThat(WorldFolder.isWorld(folder)).isFalse();
    WorldFolder.create(folder, people(3));
    assertThat(WorldFolder.isWorld(folder)).isTrue();
    try (WorldFolder world = WorldFolder.open(folder)) {
      assertThat(names(world.people())).isEqualTo(names(people(3)));
      world.keep(Stream.of(named("p1@example.com", "One"), named("zoe@example.com", "Zoe")));
    }
    try (WorldFolder world = WorldFolder.open(folder)) {
      assertThat(names(world.people()))
          .isEqualTo(
              Map.of(
                  "p0@example.com", "Person 0",
                  "p1@example.com", "One",
                  "p2@example.com", "Person 2",
                  "zoe@example.com", "Zoe"));
      assertThat(world.accounts()).isEmpty();
    }
  }

  @Test
  void many_people_are_no_less_whole() throws IOException {
    WorldFolder.create(folder, people(2_500));

    assertThat(names(WorldFolder.read(folder))).isEqualTo(names(people(2_500)));
  }

  @Test
  void what_is_kept_is_in_the_file_at_once() throws IOException {
    WorldFolder.create(folder, people(3));
    Path copy = temporary.resolve("copy");
    Files.createDirectory(copy);
    try (WorldFolder world = WorldFolder.open(folder)) {
      for (int i = 0; i < 50; i++) {
        world.keep(Stream.of(named("p1@example.com", "Name " + i)));
        Files.deleteIfExists(copy.resolve("world.mvstore"));
        Files.copy(file(), copy.resolve("world.mvstore")); // as a kill would leave it

        assertThat(names(WorldFolder.read(copy))).containsEntry("p1@example.com", "Name " + i);
      }
    }
  }

  @Test
  void reading_changes_nothing() throws IOException {
    WorldFolder.create(folder, people(3));
    byte[] before = Files.readAllBytes(file());

    assertThat(WorldFolder.read(folder)).hasSize(3);

    assertThat(Files.readAllBytes(file())).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file()));
  }

  @Test
  void the_file_is_for_its_owner_alone() throws IOException {
    if (!temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    WorldFolder.create(folder, people(1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertForOwner();

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    WorldFolder.open(folder).close();

    assertForOwner();
  }

  @Test
  void a_file_that_is_mostly_air_is_written_anew_at_the_next_start() throws IOException {
    WorldFolder.create(folder, people(3));
    try (WorldFolder world = WorldFolder.open(folder)) {
      String password = "x".repeat(20_000);
      for (int i = 0; i < 500; i++) {
        Account big = Account.of("p1@example.com", password, "Name " + i);
        world.keep(Kept.of(List.of(big), 8).stream());
      }
      world.keep(Stream.of(named("p1@example.com", "One")));
    }
    assertThat(file().toFile()).size().isGreaterThan(8 * 1024 * 1024);

    try (WorldFolder world = WorldFolder.open(folder)) {
      assertThat(names(world.people())).hasSize(3).containsEntry("p1@example.com", "One");
      assertThat(file().toFile()).size().isLessThan(100 * 1024);
      world.keep(Stream.of(named("p2@example.com", "Two")));
    }
    assertThat(names(WorldFolder.read(folder))).containsEntry("p2@example.com", "Two");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file()));
    assertForOwner();
  }

  private void assertForOwner() throws IOException {
    if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
          .isEqualTo("rw-------");
    }
  }

  // ---- what goes wrong ----

  private void assertRefused(String... message) {
    assertThatThrownBy(() -> WorldFolder.open(folder).close())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(message)
        .hasMessageNotContaining("2.4")
        .hasMessageNotContaining(folder.toString());
  }

  @Test
  void one_has_it_at_a_time() throws IOException {
    WorldFolder.create(folder, people(1));
    try (WorldFolder world = WorldFolder.open(folder)) {
      assertRefused("another process has it open", "End that one, or name another folder");
      assertThatThrownBy(() -> WorldFolder.read(folder)).hasMessageContaining("another process");
      world.keep(Stream.of(named("p0@example.com", "Still")));
    }
    assertThat(names(WorldFolder.read(folder))).containsEntry("p0@example.com", "Still");
  }

  @Test
  void a_file_is_no_folder() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "x");

    assertThatThrownBy(() -> WorldFolder.create(folder, people(1)))
        .hasMessage("it is a file. Name a folder");
    assertThat(folder).content().isEqualTo("x");
  }

  @Test
  void there_may_be_no_world_to_read() {
    assertThatThrownBy(() -> WorldFolder.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no world");
    assertThat(folder).doesNotExist();
  }

  @Test
  void whoever_was_quicker_has_begun_it() throws IOException {
    WorldFolder.create(folder, people(3));
    WorldFolder.create(folder, people(1));

    assertThat(WorldFolder.read(folder)).hasSize(3);
  }

  @Test
  void what_was_begun_and_killed_is_nothing_and_cleaned_up() throws IOException {
    Files.createDirectories(folder);
    Path part = Files.writeString(folder.resolve(".world123.part"), "half");
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    assertThat(WorldFolder.isWorld(folder)).isFalse();

    WorldFolder.create(folder, people(1));
    WorldFolder.open(folder).close();

    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file()));
  }

  @Test
  void what_another_process_is_about_to_begin_stays() throws IOException {
    WorldFolder.create(folder, people(1));
    Path part = Files.writeString(folder.resolve(".world123.part"), "half");

    WorldFolder.open(folder).close();

    assertThat(part).exists();
  }

  @Test
  void who_is_interrupted_ends_it_whole() throws IOException {
    WorldFolder.create(folder, people(3));
    WorldFolder world = WorldFolder.open(folder);
    world.keep(Stream.of(named("p1@example.com", "One")));
    Thread.currentThread().interrupt();

    world.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(names(WorldFolder.read(folder))).hasSize(3).containsEntry("p1@example.com", "One");
  }

  @Test
  void something_else_is_no_world() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file(), "alice@example.com: {}\n".repeat(1_000));

    assertRefused("world.mvstore is damaged, or no world of msnmock", "Put a good copy back");
    assertThat(file()).content().startsWith("alice");
  }

  @Test
  void the_store_of_somebody_else_is_none_either() throws IOException {
    Files.createDirectories(folder);
    try (MVStore store = MVStore.open(file().toString())) {
      store.openMap("things").put("a", "b");
    }

    assertRefused("world.mvstore is of version 0", "knows version 1 only");
  }

  @Test
  void one_of_a_later_version_is_told_of() throws IOException {
    WorldFolder.create(folder, people(1));
    try (MVStore store = MVStore.open(file().toString())) {
      store.setStoreVersion(2);
    }

    assertRefused("world.mvstore is of version 2, and this msnmock knows version 1 only");
  }

  /** Wherever bytes are wrong: it is told of, or they were none that count. */
  @Test
  void a_damaged_file_is_told_of() throws IOException {
    WorldFolder.create(folder, people(200));
    try (WorldFolder world = WorldFolder.open(folder)) {
      IntStream.range(0, 20)
          .forEach(i -> world.keep(Stream.of(named("p%s@example.com".formatted(i), "New"))));
    }
    Map<String, String> names = names(WorldFolder.read(folder));
    byte[] good = Files.readAllBytes(file());
    Random random = new Random(7);
    for (int i = 0; i < Integer.getInteger("msnmock.damages", 200); i++) {
      byte[] damaged = good.clone();
      int from = random.nextInt(damaged.length);
      for (int k = from; k < Math.min(damaged.length, from + 1 + random.nextInt(64)); k++) {
        damaged[k] = (byte) random.nextInt();
      }
      Files.write(file(), damaged);
      try {
        assertThat(names(WorldFolder.read(folder)).keySet()).isEqualTo(names.keySet());
      } catch (IOException | IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).*(damaged|no such account|version).*");
      }
    }
  }

  @Test
  void a_file_that_ends_early_is_told_of() throws IOException {
    WorldFolder.create(folder, people(200));
    long size = Files.size(file());
    for (long length = 0; length < size; length += 4_096) {
      try (RandomAccessFile cut = new RandomAccessFile(file().toFile(), "rw")) {
        cut.setLength(length);
      }
      assertThatThrownBy(() -> WorldFolder.read(folder)).isInstanceOf(IOException.class);
      Files.delete(file());
      WorldFolder.create(folder, people(200));
    }
  }

  @Test
  void what_cannot_be_written_is_told_of() throws IOException {
    WorldFolder.create(folder, people(1));
    WorldFolder world = WorldFolder.open(folder);
    world.close();
    world.close();

    assertThatThrownBy(() -> world.keep(Stream.of(named("p0@example.com", "New"))))
        .isInstanceOf(NotKeptException.class)
        .hasMessageStartingWith("what has changed cannot be written to " + folder);
  }
}
