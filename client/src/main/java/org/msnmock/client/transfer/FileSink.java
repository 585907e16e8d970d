package org.msnmock.client.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the bytes of a file go that is on its way: to a temporary file beside its place, which
 * takes that place when it is complete. What comes to that place meanwhile is not replaced: it may
 * be another file that was taken there. For one thread; any may close it.
 */
final class FileSink implements Closeable {
  private final Path place;
  private final Path temporary;
  private final boolean isReplacing;
  private final OutputStream out;

  /**
   * @throws IOException when nothing can be written there
   */
  FileSink(Path place) throws IOException {
    this.place = place.toAbsolutePath();
    Path folder = this.place.getParent();
    if (folder == null) {
      throw new IOException(place + " is not the name of a file");
    }
    isReplacing = Files.exists(this.place);
    temporary = Files.createTempFile(folder, "msn-", ".part");
    try {
      out = Files.newOutputStream(temporary);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
  }

  /**
   * Puts the file in its place.
   *
   * @throws IOException also when something is there that was not there before
   */
  synchronized void complete() throws IOException {
    out.close();
    if (isReplacing) {
      move();
      return;
    }
    Files.createFile(place); // so that nobody else takes it
    try {
      move();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(place);
      throw e;
    }
  }

  private void move() throws IOException {
    try {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing where it is not complete. */
  @Override
  public synchronized void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
