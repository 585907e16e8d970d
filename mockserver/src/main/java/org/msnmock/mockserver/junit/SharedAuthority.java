package org.msnmock.mockserver.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.msnmock.mockserver.server.Authority;

/** Signs for all plays of a test run; its keys are made once, and its file is gone afterwards. */
final class SharedAuthority implements AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(SharedAuthority.class);

  private final Authority authority;

  private SharedAuthority(Authority authority) {
    this.authority = authority;
  }

  /** The one of the test run, made when it is first asked for. */
  static SharedAuthority of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(SharedAuthority.class, key -> make(), SharedAuthority.class);
  }

  static SharedAuthority make() {
    try {
      return new SharedAuthority(Authority.temporary());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a file for the certificate of the authority", e);
    }
  }

  Authority authority() {
    return authority;
  }

  @Override
  public void close() throws IOException {
    authority.await();
    Files.deleteIfExists(authority.file());
  }
}
