package org.msnmock.mockserver.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.SingleFileStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Kept;
import org.msnmock.mockserver.emulator.Memory;
import org.msnmock.mockserver.emulator.NotKeptException;

/**
 * A folder with a world: one file, for its owner alone as passwords are in it. It is there whole or
 * not at all, and one process has it at a time.
 *
 * <pre>
 * people: address ─► what is kept of somebody        written and committed at each change
 * </pre>
 *
 * <p>What is committed is with the operating system: no end of this process loses it. The disk is
 * not waited for, so that a power failure may take the latest seconds.
 */
public final class WorldFolder implements Memory, AutoCloseable {
  private static final String FILE = "world.mvstore";
  private static final String PART_BEGIN = ".world";
  private static final String PART_END = ".part";
  private static final Duration OLD = Duration.ofHours(1);

  /** Of the file; each of the people has a version besides. */
  private static final int VERSION = 1;

  private static final String PEOPLE = "people";

  /** At the beginning, after so many people what has come is written. */
  private static final int BATCH = 1_000;

  /** Each change writes one page anew, and those above it. */
  private static final int PAGE_BYTES = 4 * 1024;

  private static final long MOST_AIR = 8 * 1024 * 1024;
  private static final int AIR_FACTOR = 8;

  private enum Access {
    READ,
    WRITE
  }

  private final Path file;
  private final MVStore store;
  private final MVMap<String, byte[]> people;

  private WorldFolder(Path file, MVStore store, MVMap<String, byte[]> people) {
    this.file = file;
    this.store = store;
    this.people = people;
  }

  /** Whether a world is kept there; whether it is a good one shows when it is opened. */
  public static boolean isWorld(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /**
   * Begins a world. Where another process was quicker, its world stays.
   *
   * @throws IOException where that can't be; the message is for the user, and says what to do
   */
  public static void create(Path folder, List<Kept> people) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException("it is a file. Name a folder");
    }
    Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    Path part = part(folder);
    try {
      fill(part, people);
      publish(part, folder.resolve(FILE));
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path part(Path folder) throws IOException {
    return Files.createTempFile(folder, PART_BEGIN, PART_END, ownerOnly(folder, "rw-------"));
  }

  private static void fill(Path part, List<Kept> people) throws IOException {
    try (WorldFolder world = opened(part, Access.WRITE)) {
      world.store.setStoreVersion(VERSION);
      int count = 0;
      for (Kept one : sorted(people)) {
        world.people.put(one.address(), one.bytes());
        count++;
        if (count % BATCH == 0) {
          world.store.commit();
        }
      }
      world.store.commit();
      world.store.sync();
    } catch (MVStoreException e) {
      throw explained(e);
    }
  }

  private static List<Kept> sorted(List<Kept> people) {
    return people.stream().sorted(Comparator.comparing(Kept::address)).toList();
  }

  private static void publish(Path part, Path file) throws IOException {
    try {
      Files.createLink(file, part);
    } catch (UnsupportedOperationException | FileSystemException e) { // perhaps there are no links
      move(part, file);
    }
  }

  /** Unless another process has begun a world meanwhile. */
  private static void move(Path part, Path file) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.move(part, file);
    } catch (IOException e) {
      if (!Files.exists(file)) {
        throw e;
      }
    }
  }

  /**
   * Opens the world that is there.
   *
   * @throws IOException where that can't be; the message is for the user, and says what to do
   */
  public static WorldFolder open(Path folder) throws IOException {
    Path file = existing(folder);
    forItsOwner(file);
    WorldFolder world = opened(file, Access.WRITE);
    try {
      world.check();
      removeParts(folder);
      if (!world.isMostlyAir()) {
        return world;
      }
      world.writeAnew(folder); // while nobody else can open it
    } catch (IOException e) {
      world.close();
      throw e;
    }
    world.close();
    return opened(file, Access.WRITE);
  }

  /**
   * Whether the file has room for far more than there is: what is written over is kept for 45
   * seconds, so that a file grows when very much changes, and hardly shrinks again.
   */
  private boolean isMostlyAir() throws IOException {
    long[] content = {0};
    people.forEach((address, bytes) -> content[0] += bytes.length + address.length());
    return Files.size(file) > MOST_AIR + AIR_FACTOR * content[0];
  }

  private void writeAnew(Path folder) throws IOException {
    Path part = part(folder);
    try {
      fill(part, people());
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Reads the world that is there, and leaves it as it is.
   *
   * @throws IOException where that can't be; the message is for the user, and says what to do
   */
  public static List<Kept> read(Path folder) throws IOException {
    Path file = existing(folder);
    try (WorldFolder world = opened(file, Access.READ)) {
      world.check();
      return world.people();
    }
  }

  private static Path existing(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      throw new IOException(
          "there is no world. One is begun by msnmock serve with the same --state");
    }
    if (Files.size(file) == 0) { // the store would begin anew
      throw damaged(null);
    }
    return file;
  }

  private static WorldFolder opened(Path file, Access access) throws IOException {
    SingleFileStore bytes = new SingleFileStore(Map.of("pageSplitSize", PAGE_BYTES));
    try {
      bytes.open(file.toAbsolutePath().toString(), access == Access.READ, null);
    } catch (RuntimeException e) {
      throw explained(e);
    }
    try {
      return opened(file, bytes);
    } catch (RuntimeException | StackOverflowError e) { // wrong bytes lead anywhere
      bytes.close();
      throw explained(e);
    }
  }

  private static WorldFolder opened(Path file, SingleFileStore bytes) {
    MVStore store =
        new MVStore.Builder()
            .adoptFileStore(bytes)
            .autoCommitDisabled() // nothing writes half of what has changed
            .autoCommitBufferSize(0)
            .open();
    MVMap<String, byte[]> people =
        store.openMap(
            PEOPLE,
            new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
    return new WorldFolder(file, store, people);
  }

  private static IOException explained(Throwable fault) {
    if (!(fault instanceof MVStoreException known)) {
      return damaged(fault);
    }
    return switch (known.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new IOException(
              "another process has it open, perhaps another msnmock serve. End that one, or name another folder",
              fault);
      case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED ->
          new IOException("%s cannot be used: %s".formatted(FILE, reason(known)), known);
      default -> damaged(fault);
    };
  }

  private static IOException damaged(@Nullable Throwable fault) {
    return new IOException(
        "%s is damaged, or no world of msnmock. Put a good copy back, or name another folder"
            .formatted(FILE),
        fault);
  }

  /** What the system says; what the library says is not for the user. */
  private static String reason(MVStoreException fault) {
    return fault.getCause() instanceof IOException system
        ? String.valueOf(system.getMessage())
        : "it is closed";
  }

  /** What is no good is told now, not in the midst of a run: all pages are read. */
  private void check() throws IOException {
    int version = version();
    if (version != VERSION) {
      throw new IOException(
          "%s is of version %s, and this msnmock knows version %s only. Use the msnmock that wrote it, or name another folder"
              .formatted(FILE, version, VERSION));
    }
    try {
      people.forEach((address, bytes) -> {});
    } catch (RuntimeException | StackOverflowError e) { // a page may lead to itself
      throw explained(e);
    }
  }

  private int version() throws IOException {
    try {
      return store.getStoreVersion();
    } catch (RuntimeException e) {
      throw explained(e);
    }
  }

  /**
   * What a process has left that was killed while it began a world; what is young may be of one
   * that is about to.
   */
  private static void removeParts(Path folder) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(OLD));
    try (DirectoryStream<Path> parts =
        Files.newDirectoryStream(folder, PART_BEGIN + "*" + PART_END)) {
      for (Path part : parts) {
        if (isOlder(part, old)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static boolean isOlder(Path part, FileTime moment) throws IOException {
    try {
      return Files.getLastModifiedTime(part).compareTo(moment) < 0;
    } catch (NoSuchFileException e) {
      return false; // its process has done with it
    }
  }

  /** Also a copy that was put back. */
  private static void forItsOwner(Path file) throws IOException {
    if (isPosix(file)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path near, String permissions) {
    return isPosix(near)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isPosix(Path near) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  // ---- as the memory of an emulator ----

  @Override
  public List<Account> accounts() {
    return List.of();
  }

  /** In the order of their addresses. */
  @Override
  public List<Kept> people() {
    List<Kept> all = new ArrayList<>(people.size());
    people.forEach((address, bytes) -> all.add(new Kept(address, bytes)));
    return all;
  }

  @Override
  public void keep(Stream<Kept> changed) {
    try {
      changed.forEach(this::change);
      store.commit();
    } catch (MVStoreException e) {
      throw new NotKeptException(
          "what has changed cannot be written to %s: %s".formatted(file, reason(e)), e);
    }
  }

  private void change(Kept one) {
    if (one.isGone()) {
      people.remove(one.address());
    } else {
      people.put(one.address(), one.bytes());
    }
  }

  /**
   * Ends it; a second time it does nothing. That is done on a thread of its own: whoever ends a
   * service is interrupted, before or meanwhile, which would close the file under the store.
   */
  @Override
  public void close() {
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(store::close, task -> new Thread(task, "msnmock state").start());
    try {
      closed.join(); // which no interrupt ends
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException fault ? fault : e;
    }
  }
}
