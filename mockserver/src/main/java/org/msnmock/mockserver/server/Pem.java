package org.msnmock.mockserver.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys as text: blocks of base 64 between lines of hyphens. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([^-]*)-----END \\1-----");

  private Pem() {}

  static String certificate(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that we made has no encoding", e);
    }
  }

  /** The public half stands beside the private one: from that alone it is not easily had. */
  static String keyPair(KeyPair pair) {
    return block("PRIVATE KEY", pair.getPrivate().getEncoded())
        + block("PUBLIC KEY", pair.getPublic().getEncoded());
  }

  /** The blocks of a text, decoded, in order. */
  static List<byte[]> blocks(String text) throws IOException {
    List<byte[]> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    try {
      while (matcher.find()) {
        blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("no base 64: " + e.getMessage(), e);
    }
    return blocks;
  }

  static X509Certificate certificate(byte[] block) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block));
  }

  static KeyPair keyPair(String algorithm, byte[] privateBlock, byte[] publicBlock)
      throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance(algorithm);
    PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(publicBlock));
    PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(privateBlock));
    return new KeyPair(publicKey, privateKey);
  }

  private static String block(String name, byte[] content) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(name, lines.encodeToString(content), name);
  }
}
