package org.msnmock.mockserver.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A directory in which an authority is kept from run to run, for its owner alone. */
final class KeyFolder {
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /** What is too near to its end is made anew. */
  private static final Duration LEFT = Duration.ofDays(30);

  private final Path directory;
  private final Keys.Kind kind;

  private KeyFolder(Path directory, Keys.Kind kind) {
    this.directory = directory;
    this.kind = kind;
  }

  static KeyFolder open(Path wanted, Keys.Kind kind) throws IOException {
    Path directory = wanted.toAbsolutePath().normalize();
    refuseWorkTree(directory);
    if (Files.notExists(directory)) {
      Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }
    refuseWorkTree(directory.toRealPath());
    if (!Files.isDirectory(directory)) {
      throw new IOException("%s is a file. Name a folder for the keys".formatted(directory));
    }
    refuseOthers(directory);
    KeyFolder folder = new KeyFolder(directory, kind);
    Optional<Keys> unused = folder.kept(); // what is damaged is told now, not in the midst of a run
    return folder;
  }

  Path certificateFile() {
    return directory.resolve("ca.pem");
  }

  /** What is kept here; made first where nothing is, or its time is soon over. */
  Keys keys() throws IOException, GeneralSecurityException {
    Optional<Keys> kept = kept();
    if (kept.isPresent() && kept.get().isGoodAt(Instant.now().plus(LEFT))) {
      publish(kept.get());
      return kept.get();
    }
    Keys made = Keys.make(kind);
    if (kept.isPresent()) { // else what another process has made meanwhile would be gone
      Files.deleteIfExists(keyFile());
    }
    Keys first = store(made) ? made : kept().orElse(made);
    publish(first);
    return first;
  }

  /** Writes a file so that nobody ever sees half of it. */
  static void write(Path file, String content) throws IOException {
    Path part = part(file, content);
    try {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void publish(Keys keys) throws IOException {
    String content = Pem.certificate(keys.certificate());
    Path file = certificateFile();
    if (Files.notExists(file) || !Files.readString(file).equals(content)) {
      write(file, content);
    }
  }

  private Optional<Keys> kept() throws IOException {
    if (Files.notExists(keyFile())) {
      return Optional.empty();
    }
    String text = Files.readString(keyFile(), StandardCharsets.ISO_8859_1);
    try {
      return Optional.of(parsed(Pem.blocks(text)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(
          """
          %s is damaged. Put a good copy back, or delete the files in %s to get a new authority; \
          clients that trusted the old one must then be told to trust the new one"""
              .formatted(keyFile(), directory),
          e);
    }
  }

  private static Keys parsed(List<byte[]> blocks) throws GeneralSecurityException {
    if (blocks.size() != 5) {
      throw new GeneralSecurityException("%s of 5 blocks".formatted(blocks.size()));
    }
    X509Certificate certificate = Pem.certificate(blocks.get(0));
    String algorithm = certificate.getPublicKey().getAlgorithm();
    KeyPair authority = Pem.keyPair(algorithm, blocks.get(1), blocks.get(2));
    certificate.verify(authority.getPublic());
    return new Keys(certificate, authority, Pem.keyPair(algorithm, blocks.get(3), blocks.get(4)));
  }

  /** Returns false where another process was quicker: its keys count then. */
  private boolean store(Keys keys) throws IOException {
    Path part =
        part(
            keyFile(),
            Pem.certificate(keys.certificate())
                + Pem.keyPair(keys.authority())
                + Pem.keyPair(keys.server()));
    try {
      Files.createLink(keyFile(), part);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) { // a file system without links
      Files.move(part, keyFile(), StandardCopyOption.REPLACE_EXISTING);
      return true;
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path keyFile() {
    return directory.resolve("authority.pem");
  }

  private static Path part(Path file, String content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("no folder for " + file);
    }
    Path part = Files.createTempFile(folder, ".msnmock", ".part", ownerOnly(folder, "rw-------"));
    Files.writeString(part, content);
    return part;
  }

  private static void refuseWorkTree(Path directory) throws IOException {
    for (Path folder = directory; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(
            "%s is inside the git work tree %s, where keys must not be. Name a directory outside"
                .formatted(directory, folder));
      }
    }
  }

  private static void refuseOthers(Path directory) throws IOException {
    if (!isPosix(directory)) {
      return;
    }
    Set<PosixFilePermission> given = EnumSet.copyOf(OTHERS);
    given.retainAll(Files.getPosixFilePermissions(directory));
    if (!given.isEmpty()) {
      throw new IOException(
          "%s is open to others (%s), but will hold keys. Try: chmod 700 %s"
              .formatted(
                  directory,
                  PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)),
                  directory));
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
}
