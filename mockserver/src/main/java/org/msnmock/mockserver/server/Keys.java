package org.msnmock.mockserver.server;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.msnmock.mockserver.dialogue.Certificate;

/** An authority's certificate and key, and the key of all servers. */
record Keys(X509Certificate certificate, KeyPair authority, KeyPair server) {
  private static final X500Name ISSUER = new X500Name("CN=msnmock test authority,O=msnmock");
  private static final X500Name STRANGER = new X500Name("CN=an authority of nobody,O=msnmock");

  /** Clocks differ. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private static final Duration AUTHORITY_LIVES = Duration.ofDays(2 * 365);
  private static final Duration SERVER_LIVES = Duration.ofDays(365);

  /** For how long one has been out of date that is meant to be; clocks differ by less. */
  private static final Duration OVER_SINCE = Duration.ofDays(30);

  private static final List<String> NAMES =
      List.of(
          "localhost",
          "127.0.0.1",
          "::1",
          "nexus.passport.com",
          "login.passport.com",
          "loginnet.passport.com",
          "msnialogin.passport.com");

  /** What keys are made of. */
  enum Kind {
    /** Made in some milliseconds; every client of this century's second decade knows them. */
    ELLIPTIC("EC", 256, "SHA256withECDSA"),
    /** Known to the oldest clients; made in half a second, and in many on a busy machine. */
    RSA("RSA", 2048, "SHA256withRSA");

    private final String algorithm;
    private final int bits;
    private final String signature;

    Kind(String algorithm, int bits, String signature) {
      this.algorithm = algorithm;
      this.bits = bits;
      this.signature = signature;
    }

    private KeyPair keyPair() throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    }

    private static Kind of(KeyPair pair) {
      return pair.getPrivate().getAlgorithm().equals(RSA.algorithm) ? RSA : ELLIPTIC;
    }
  }

  /** Where keys come from; may take long. */
  interface Source {
    Keys keys() throws IOException, GeneralSecurityException;
  }

  /** Does it on a thread of its own, which keeps no process alive. */
  static <T> CompletableFuture<T> inBackground(Work<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.done());
              } catch (IOException | GeneralSecurityException | RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            },
            "msnmock keys");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** What is done in the background. */
  interface Work<T> {
    T done() throws IOException, GeneralSecurityException;
  }

  static Keys make(Kind kind) throws IOException, GeneralSecurityException {
    CompletableFuture<KeyPair> server = inBackground(kind::keyPair);
    KeyPair authority = kind.keyPair();
    X509Certificate certificate = certificate(ISSUER, authority);
    try {
      return new Keys(certificate, authority, server.join());
    } catch (CompletionException e) {
      throw new GeneralSecurityException("cannot make the servers' key", e);
    }
  }

  /** Another authority, which nobody is told of, and the same servers. */
  Keys stranger() throws IOException, GeneralSecurityException {
    KeyPair other = Kind.of(authority).keyPair();
    return new Keys(certificate(STRANGER, other), other, server);
  }

  private static X509Certificate certificate(X500Name name, KeyPair pair)
      throws IOException, GeneralSecurityException {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        builder(pair, pair, name, name, now.minus(BEFORE), now.plus(AUTHORITY_LIVES));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return signed(builder, pair);
  }

  /** Whether it will still be good for long enough. */
  boolean isGoodAt(Instant end) {
    return certificate.getNotAfter().toInstant().isAfter(end)
        && certificate.getNotBefore().toInstant().isBefore(Instant.now());
  }

  /** For servers that are reached under the usual names, and this one. */
  SSLContext context(String host, Certificate which) throws IOException {
    char[] none = {};
    try {
      // Of those in memory this one alone does not stretch its password, which is none, for long.
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, none);
      X509Certificate[] chain = {leaf(host, which), certificate};
      store.setKeyEntry("server", server.getPrivate(), none, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] nobody = {}; // null would have all authorities of the machine read
      context.init(managers.getKeyManagers(), nobody, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate for " + host, e);
    }
  }

  private X509Certificate leaf(String host, Certificate which)
      throws IOException, GeneralSecurityException {
    X500Name subject = new X500Name("CN=localhost,O=msnmock");
    X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    Instant now = Instant.now();
    Instant end = which == Certificate.EXPIRED ? now.minus(OVER_SINCE) : now.plus(SERVER_LIVES);
    X509v3CertificateBuilder builder =
        builder(server, authority, issuer, subject, end.minus(SERVER_LIVES).minus(BEFORE), end);
    Set<String> names = new LinkedHashSet<>(NAMES);
    names.add(host);
    List<GeneralName> general = new ArrayList<>();
    for (String name : names) {
      boolean isAddress = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
      general.add(new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name));
    }
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(general.toArray(new GeneralName[0])));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    return signed(builder, authority);
  }

  private static X509v3CertificateBuilder builder(
      KeyPair owner, KeyPair signer, X500Name issuer, X500Name subject, Instant begin, Instant end)
      throws IOException, GeneralSecurityException {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer,
            new BigInteger(120, new SecureRandom()).setBit(100),
            time(begin),
            time(end),
            subject,
            SubjectPublicKeyInfo.getInstance(owner.getPublic().getEncoded()));
    JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(owner.getPublic()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        utils.createAuthorityKeyIdentifier(signer.getPublic()));
    return builder;
  }

  /**
   * To the second, written by hand: the library's own way loads calendars and locales, for a third
   * of all the time that keys take.
   */
  private static Time time(Instant instant) throws IOException {
    OffsetDateTime at = instant.atOffset(ZoneOffset.UTC);
    byte[] text =
        String.format(
                Locale.ROOT,
                "%02d%02d%02d%02d%02d%02dZ",
                at.getYear() % 100,
                at.getMonthValue(),
                at.getDayOfMonth(),
                at.getHour(),
                at.getMinute(),
                at.getSecond())
            .getBytes(StandardCharsets.US_ASCII);
    ByteBuffer der = ByteBuffer.allocate(2 + text.length);
    der.put((byte) BERTags.UTC_TIME).put((byte) text.length).put(text);
    return Time.getInstance(ASN1Primitive.fromByteArray(der.array()));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair signer)
      throws GeneralSecurityException {
    String signature = Kind.of(signer).signature;
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(signature).build(signer.getPrivate())));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException("cannot sign a certificate", e);
    }
  }
}
