package org.msnmock.mockserver.server;

import java.security.Security;

/** Old versions and ciphers of TLS, for clients that know no others. */
public final class LegacyTls {
  private static final String DISABLED = "jdk.tls.disabledAlgorithms";

  private LegacyTls() {}

  /**
   * Allows everything that this JDK can still do, in this whole process. Works only before the
   * first class of TLS is loaded; so it is for the command line, as its first act.
   */
  public static void allow() {
    Security.setProperty(DISABLED, "");
    Security.setProperty("jdk.tls.legacyAlgorithms", "");
    Security.setProperty("jdk.certpath.disabledAlgorithms", "");
  }

  /** Whether nothing is forbidden here. */
  static boolean isAllowed() {
    return "".equals(Security.getProperty(DISABLED));
  }
}
