package org.msnmock.mockserver.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.msnmock.mockserver.wire.Text;

/**
 * Where the servers are, as a file for scripts: {@code NAME=value}, a line each. It is there only
 * while somebody listens, and never half. Nothing else that stands there is replaced or deleted.
 * With a token in it, it is for its owner alone where the file system knows of owners.
 */
final class AddressFile {
  /** The name of what only some may know. */
  static final String TOKEN = "MSN_CONTROL_TOKEN";

  private static final int MOST_BYTES = 64 * 1024;
  private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]*=.*");
  private static final Pattern ADDRESS = Pattern.compile("([A-Z0-9_]+_)?MSN_SERVER=.*");

  private final Path path;
  private String written = "";

  AddressFile(Path path) {
    this.path = path;
  }

  /**
   * Looks at what is there.
   *
   * @throws IOException where it is anything but an empty file, or one of addresses
   */
  void check() throws IOException {
    boolean isFree = !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    if (!isFree && !isOfAddresses()) {
      throw new IOException("something else than addresses stands there, and is kept");
    }
  }

  private boolean isOfAddresses() throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) > MOST_BYTES) {
      return false;
    }
    List<String> lines = Text.decode(Files.readAllBytes(path)).lines().toList();
    return lines.isEmpty()
        || lines.stream().allMatch(line -> VARIABLE.matcher(line).matches())
            && lines.stream().anyMatch(line -> ADDRESS.matcher(line).matches());
  }

  void write(Map<String, String> variables) throws IOException {
    check();
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
    written = text.toString();
  }

  /** Takes it away, unless somebody else has written there since. */
  void delete() throws IOException {
    if (Files.isRegularFile(path) && Files.readString(path).equals(written)) {
      Files.delete(path);
    }
  }
}
