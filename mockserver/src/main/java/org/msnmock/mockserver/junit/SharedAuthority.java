package org.msnmock.mockserver.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.msnmock.mockserver.server.Authority;

/** Signs for all plays of a test run; its keys are made once, and its file is gone afterwards. */
final class SharedAuthority implements AutoCloseable {
  private final Authority authority;

  private SharedAuthority(Authority authority) {
    this.authority = authority;
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
