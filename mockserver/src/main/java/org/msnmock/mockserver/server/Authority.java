package org.msnmock.mockserver.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.dialogue.Certificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the certificates of nexus and login. Its keys are made once, in the background; any number
 * of servers may share it. Thread-safe.
 *
 * <p>Clients that are to trust it read its certificate from {@link #file}, which is there once
 * {@link #await} has returned.
 */
public final class Authority {
  private static final Logger LOG = LoggerFactory.getLogger(Authority.class);

  private final Path file;
  private final Keys.Source source;
  private final Keeping keeping;
  private final Map<Shown, CompletableFuture<SSLContext>> contexts = new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<Keys> keys;

  private enum Keeping {
    FOR_GOOD,
    FOR_THIS_PROCESS
  }

  /** A certificate of servers that are reached under a name. */
  private record Shown(String host, Certificate which) {}

  private Authority(Path file, Keys.Source source, Keeping keeping) {
    this.file = file;
    this.source = source;
    this.keeping = keeping;
  }

  /**
   * One whose keys are forgotten when this process ends, and whose file is deleted then. Its keys
   * are elliptic, unless {@link LegacyTls} is allowed.
   */
  public static Authority temporary() throws IOException {
    Path file = Files.createTempFile("msnmock-ca", ".pem");
    file.toFile().deleteOnExit();
    return new Authority(
        file,
        () -> {
          Keys made = Keys.make(LegacyTls.isAllowed() ? Keys.Kind.RSA : Keys.Kind.ELLIPTIC);
          KeyFolder.write(file, Pem.certificate(made.certificate()));
          return made;
        },
        Keeping.FOR_THIS_PROCESS);
  }

  /**
   * One that is kept in a directory of its own, so that it has to be trusted only once. It is made
   * anew a month before it expires. Its keys are RSA, which every client knows.
   *
   * @throws IOException where the directory is open to others, or inside a git work tree, as keys
   *     must not get into a repository; and where what is kept is damaged, as clients that trust it
   *     would not trust another
   */
  public static Authority in(Path directory) throws IOException {
    return in(directory, Keys.Kind.RSA);
  }

  static Authority in(Path directory, Keys.Kind kind) throws IOException {
    KeyFolder folder = KeyFolder.open(directory, kind);
    return new Authority(folder.certificateFile(), folder::keys, Keeping.FOR_GOOD);
  }

  /** Where its certificate is, or will be: PEM, for {@code MSN_CA_FILE}. */
  public Path file() {
    return file;
  }

  /** Begins to make what is missing, in the background. */
  public synchronized void prepare() {
    if (keys == null) {
      keys = Keys.inBackground(source::keys);
    }
  }

  /**
   * Waits until everything is there, the file too.
   *
   * @throws IOException where it cannot be made
   */
  public void await() throws IOException {
    made();
  }

  /**
   * Deletes the file of a temporary one, where the process may end in a way that leaves it; one
   * that is kept in a directory stays.
   */
  public void forget() {
    if (keeping == Keeping.FOR_GOOD) {
      return;
    }
    try {
      made();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be deleted", file, e);
    }
  }

  /** The certificate that clients have to trust; waits until it is made. */
  public X509Certificate certificate() throws IOException {
    return made().certificate();
  }

  /**
   * For clients that trust whom it has signed for, and nobody else; waits until it is made.
   *
   * @throws IOException where it cannot be made
   */
  public SSLContext clientContext() throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("msnmock", certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make a TLS context", e);
    }
  }

  /** Begins to make what the servers of one host show, in the background. */
  void prepare(String host, Certificate which) {
    CompletableFuture<SSLContext> unused = shown(host, which);
  }

  /**
   * Waits until everything is there for servers that show these.
   *
   * @throws IOException where it cannot be made
   */
  public void await(String host, Collection<Certificate> shown) throws IOException {
    await();
    for (Certificate one : shown) {
      context(host, one);
    }
  }

  /** For the servers of one host; waits until it is made. */
  SSLContext context(String host, Certificate which) throws IOException {
    return joined(shown(host, which));
  }

  private CompletableFuture<SSLContext> shown(String host, Certificate which) {
    return contexts.computeIfAbsent(
        new Shown(host, which),
        key ->
            Keys.inBackground(
                () ->
                    which == Certificate.UNTRUSTED
                        ? made().stranger().context(host, which)
                        : made().context(host, which)));
  }

  private Keys made() throws IOException {
    return joined(keys());
  }

  private static <T> T joined(CompletableFuture<T> work) throws IOException {
    try {
      return work.join();
    } catch (CompletionException e) {
      throw new IOException(told(e.getCause()), e);
    }
  }

  /** The message of a fault in the file system is a mere path. */
  private static String told(@Nullable Throwable fault) {
    return fault instanceof IOException ours && !(fault instanceof FileSystemException)
        ? String.valueOf(ours.getMessage())
        : "cannot make certificates: " + fault;
  }

  private synchronized CompletableFuture<Keys> keys() {
    prepare();
    return Objects.requireNonNull(keys);
  }
}
