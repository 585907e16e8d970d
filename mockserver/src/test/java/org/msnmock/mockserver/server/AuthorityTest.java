package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Certificate;

class AuthorityTest {
  @TempDir private Path folder;

  @Test
  void writes_the_certificate_that_signs_into_its_file() throws Exception {
    Authority authority = Authority.temporary();
    authority.await();

    X509Certificate read = read(authority.file());
    assertThat(read).isEqualTo(authority.certificate());
    assertThat(read.getBasicConstraints()).isGreaterThanOrEqualTo(0);
    read.verify(read.getPublicKey());
  }

  @Test
  void is_valid_from_yesterday_for_one_to_two_years() throws Exception {
    X509Certificate certificate = Authority.temporary().certificate();
    Instant now = Instant.now();

    certificate.checkValidity(java.util.Date.from(now.minus(Duration.ofHours(23))));
    certificate.checkValidity(java.util.Date.from(now.plus(Duration.ofDays(365))));
    assertThat(certificate.getNotAfter()).isBefore(now.plus(Duration.ofDays(800)));
  }

  @Test
  void one_that_is_forgotten_leaves_no_file_and_one_that_is_kept_stays() throws Exception {
    Authority temporary = Authority.temporary();
    temporary.await();
    Authority kept = kept(folder.resolve("stays"));
    kept.await();

    temporary.forget();
    kept.forget();

    assertThat(temporary.file()).doesNotExist();
    assertThat(kept.file()).exists();
  }

  @Test
  void makes_its_keys_once() throws Exception {
    Authority authority = Authority.temporary();

    assertThat(authority.context("127.0.0.1", Certificate.TRUSTED))
        .isSameAs(authority.context("127.0.0.1", Certificate.TRUSTED));
    assertThat(authority.certificate()).isSameAs(authority.certificate());
  }

  @Test
  void makes_a_context_for_each_kind_of_certificate() throws Exception {
    Authority authority = Authority.temporary();
    authority.await("127.0.0.1", List.of(Certificate.values()));

    assertThat(Stream.of(Certificate.values()).map(which -> context(authority, which)))
        .doesNotHaveDuplicates();
  }

  private static SSLContext context(Authority authority, Certificate which) {
    try {
      return authority.context("127.0.0.1", which);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void is_kept_in_a_directory_of_its_own_for_its_owner_alone() throws Exception {
    Path kept = folder.resolve("deep/tls");

    X509Certificate first = kept(kept).certificate();
    X509Certificate again = kept(kept).certificate();

    assertThat(again).isEqualTo(first);
    assertThat(read(kept.resolve("ca.pem"))).isEqualTo(first);
    assertThat(names(kept)).containsExactlyInAnyOrder("ca.pem", "authority.pem");
    assumeTrue(isPosix());
    assertThat(permissions(kept)).isEqualTo("rwx------");
    assertThat(permissions(kept.resolve("authority.pem"))).isEqualTo("rw-------");
  }

  @Test
  void serves_with_keys_that_were_kept() throws Exception {
    Path kept = folder.resolve("tls");
    kept(kept).await();

    assertThat(kept(kept).context("127.0.0.1", Certificate.TRUSTED)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "\u00ff\u0000",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"
      })
  void refuses_what_is_kept_and_damaged_until_it_is_deleted(String content) throws Exception {
    Path kept = folder.resolve("tls");
    X509Certificate first = kept(kept).certificate();
    Path damaged = kept.resolve("authority.pem");
    Files.writeString(damaged, content, StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> kept(kept))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(damaged + " is damaged")
        .hasMessageContaining("delete the files in " + kept)
        .hasMessageNotContaining("\n");
    assertThat(damaged).content(StandardCharsets.ISO_8859_1).isEqualTo(content);
    assertThat(read(kept.resolve("ca.pem"))).isEqualTo(first);

    Files.delete(damaged);
    assertThat(kept(kept).certificate()).isNotEqualTo(first);
  }

  @Test
  void refuses_a_certificate_beside_the_keys_of_another() throws Exception {
    Path kept = folder.resolve("tls");
    kept(kept).await();
    Path other = folder.resolve("other");
    kept(other).await();
    String end = "-----END CERTIFICATE-----\n";
    String certificate = Files.readString(kept.resolve("ca.pem"));
    String keys = Files.readString(other.resolve("authority.pem")).split(end, 2)[1];
    Files.writeString(kept.resolve("authority.pem"), certificate + keys);

    assertThatThrownBy(() -> kept(kept)).hasMessageContaining("authority.pem is damaged");
  }

  @Test
  void writes_its_file_again_where_that_was_lost() throws Exception {
    Path kept = folder.resolve("tls");
    X509Certificate first = kept(kept).certificate();
    Files.delete(kept.resolve("ca.pem"));

    kept(kept).await();

    assertThat(read(kept.resolve("ca.pem"))).isEqualTo(first);
  }

  @Test
  void refuses_a_directory_that_is_open_to_others() throws Exception {
    assumeTrue(isPosix());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

    assertThatThrownBy(() -> Authority.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 700 " + folder);
  }

  @Test
  void refuses_a_directory_inside_a_git_work_tree() throws Exception {
    Files.createFile(folder.resolve(".git"));

    assertThatThrownBy(() -> Authority.in(folder.resolve("a/b")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("git work tree " + folder);
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void sees_through_a_link_into_a_git_work_tree() throws Exception {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createFile(tree.resolve(".git"));
    Path inside = Files.createDirectory(tree.resolve("tls"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), inside);

    assertThatThrownBy(() -> Authority.in(link)).hasMessageContaining("git work tree");
  }

  @Test
  void keeps_keys_that_old_clients_know() throws Exception {
    assertThat(Authority.in(folder.resolve("tls")).certificate().getPublicKey().getAlgorithm())
        .isEqualTo("RSA");
  }

  /** With the keys that are made quickly. */
  private static Authority kept(Path directory) throws IOException {
    return Authority.in(directory, Keys.Kind.ELLIPTIC);
  }

  private boolean isPosix() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> names(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static X509Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
