package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.msnmock.mockserver.wire.Text;

/**
 * Where the servers are, as a file for scripts: {@code NAME=value}, a line each. It is there only
 * while somebody listens, and never half.
 */
record AddressFile(Path path) {

  void write(Map<String, String> variables) throws IOException {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) -> text.append(name).append('=').append(Text.printable(value)).append('\n'));
    Path whole = path.toAbsolutePath();
    Path draft = whole.resolveSibling("." + whole.getFileName() + ".draft");
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
