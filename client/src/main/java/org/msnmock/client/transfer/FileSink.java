package org.msnmock.client.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where the bytes of a file go that is on its way: to a temporary file beside its place, which
 * takes that place when it is complete. For one thread.
 */
final class FileSink implements AutoCloseable {
  private final Path place;
  private final Path temporary;
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
    temporary = Files.createTempFile(folder, "msn-", ".part");
    out = Files.newOutputStream(temporary);
  }

  void write(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Puts the file in its place. */
  void complete() throws IOException {
    out.close();
    try {
      Files.move(
          temporary, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Leaves nothing where it is not complete. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
