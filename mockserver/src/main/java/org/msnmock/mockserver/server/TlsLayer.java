package org.msnmock.mockserver.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.Text;

/** Lays TLS on an accepted socket, and says in plain words why that does not work. */
final class TlsLayer {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final int SSL2_LENGTH = 0x80;

  private TlsLayer() {}

  /** What is talked over: not the socket's own input, of which some was read to look at it. */
  record Spoken(Socket socket, InputStream in) {}

  /**
   * Lays TLS on, or nothing where it is not wanted.
   *
   * @param certificate which one is shown
   * @throws NotSpokenException where the client speaks something else, or breaks off
   */
  static Spoken spoken(Socket socket, Wire wire, ServerSettings settings, Certificate certificate)
      throws IOException {
    InputStream in = wire.in(socket.getInputStream());
    byte[] first = new byte[8];
    int count;
    try {
      count = Math.max(0, in.read(first));
    } catch (SocketTimeoutException e) {
      throw new NotSpokenException("the client connected and sent nothing", e);
    }
    if (count == 0) {
      throw new NotSpokenException("the client connected and closed without a word");
    }
    byte[] begun = Arrays.copyOf(first, count);
    Optional<Authority> authority = settings.authority();
    if (authority.isPresent()) {
      Socket tls = withTls(socket, begun, authority.get(), settings.advertise(), certificate);
      return new Spoken(tls, tls.getInputStream());
    }
    if (isTls(begun)) {
      throw new NotSpokenException(
          "the client speaks TLS, but this port speaks plain HTTP: it must use http://,"
              + " or the server must run without --plain");
    }
    PushbackInputStream all = new PushbackInputStream(in, count);
    all.unread(begun);
    return new Spoken(socket, all);
  }

  private static Socket withTls(
      Socket socket, byte[] begun, Authority authority, String host, Certificate certificate)
      throws IOException {
    if (!isTls(begun)) {
      throw new NotSpokenException(
          "no TLS handshake but \"%s\": this port speaks HTTPS. The client must use https://,"
                  .formatted(Text.printable(Text.decode(begun)))
              + " or the server must run with --plain");
    }
    SSLContext context = authority.context(host, certificate);
    SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, new ByteArrayInputStream(begun), true);
    tls.setUseClientMode(false);
    // What is too old stays off by the JDK's own list, unless --legacy-tls has cleared that.
    tls.setEnabledProtocols(tls.getSupportedProtocols());
    tls.setEnabledCipherSuites(
        Arrays.stream(tls.getSupportedCipherSuites())
            .filter(suite -> !suite.contains("_anon_") && !suite.contains("_NULL_"))
            .toArray(String[]::new));
    try {
      tls.startHandshake();
    } catch (IOException e) {
      throw new NotSpokenException(reason(e, certificate), e);
    }
    return tls;
  }

  private static boolean isTls(byte[] begun) {
    return begun[0] == TLS_HANDSHAKE
        || (begun[0] & SSL2_LENGTH) != 0 && (begun.length < 3 || begun[2] == 1);
  }

  /** What probably happened, from the words of the JDK. */
  private static String reason(IOException e, Certificate certificate) {
    String said = e.getMessage() == null ? e.toString() : e.getMessage();
    String lower = said.toLowerCase(Locale.ROOT);
    if (certificate != Certificate.TRUSTED && !(e instanceof SocketTimeoutException)) {
      return "the certificate is %s, on purpose, and the client broke off (%s)"
          .formatted(certificate.fault(), said);
    }
    if (lower.contains("certificate_unknown")
        || lower.contains("unknown_ca")
        || lower.contains("certificate_expired")
        || lower.contains("bad_certificate")) {
      return "the client does not trust the certificate (%s): it must trust the authority in the"
              .formatted(said)
          + " file of MSN_CA_FILE, and use one of the host names it was given";
    }
    if (lower.contains("protocol")
        || lower.contains("no cipher suites in common")
        || lower.contains("handshake_failure")
        || lower.contains("insufficient_security")) {
      return "client and server have no version or cipher of TLS in common (%s): an old client"
              .formatted(said)
          + " may need --legacy-tls";
    }
    if (e instanceof SocketTimeoutException) {
      return "the client fell silent in the middle of the TLS handshake";
    }
    if (e instanceof SSLException && lower.contains("fatal alert")) {
      return "the client broke off the TLS handshake: " + said;
    }
    return "the client hung up in the middle of the TLS handshake (%s); many do when they do not"
            .formatted(said)
        + " trust the certificate: its authority is in the file of MSN_CA_FILE";
  }
}
