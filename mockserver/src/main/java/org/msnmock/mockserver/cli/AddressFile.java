package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.msnmock.mockserver.wire.Text;

/**
 * Where the servers are, as a file for scripts: {@code NAME=value}, a line each. It is there only
 * while somebody listens, and never half. With a token in it, it is for its owner alone where the
 * file system knows of owners.
 */
record AddressFile(Path path) {
  /** The name of what only some may know. */
  static final String TOKEN = "MSN_CONTROL_TOKEN";

  void write(Map<String, String> variables) throws IOException {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) -> text.append(name).append('=').append(Text.printable(value)).append('\n'));
    Path whole = path.toAbsolutePath();
    Path draft = whole.resolveSibling("." + whole.getFileName() + ".draft");
    if (variables.containsKey(TOKEN)
        && draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(draft, text);
    try {
      Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }
}
