package org.msnmock.mockserver.yaml;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.wire.Role;

/** The {@code roles} of a head: {@code { login: { tls: expired }, ns: { port: 1863 } }}. */
final class RolesReader {
  /** What a role may show. */
  static final List<String> CERTIFICATES =
      Stream.of(Certificate.values()).map(Certificate::word).toList();

  private static final int GREATEST_PORT = 65_535;

  private final Report report;
  private final Map<Role, Certificate> certificates = new EnumMap<>(Role.class);
  private final Map<Role, Integer> ports = new EnumMap<>(Role.class);

  RolesReader(Report report) {
    this.report = report;
  }

  /** Keeps what is stated, and right. */
  void read(List<Node.Entry> entries) {
    for (Node.Entry entry : entries) {
      Optional<Role> role = role(entry.key());
      role.flatMap(known -> options(entry, known)).ifPresent(one -> read(role.orElseThrow(), one));
    }
  }

  private void read(Role role, Fields options) {
    options
        .text("tls")
        .flatMap(this::certificate)
        .ifPresent(certificate -> certificates.put(role, certificate));
    options
        .text("port")
        .flatMap(port -> Values.number(port, 1, GREATEST_PORT, report))
        .ifPresent(port -> ports.put(role, port));
  }

  /** What web services show. */
  Map<Role, Certificate> certificates() {
    return certificates;
  }

  /** The ports that have to be these. */
  Map<Role, Integer> ports() {
    return ports;
  }

  private Optional<Role> role(Scalar key) {
    String word = key.text();
    Optional<Role> role = Role.fromWord(word);
    boolean isKnown = words().contains(word);
    if (role.isPresent() && !isKnown) {
      report.add(
          Code.D107,
          key.span(),
          "there is nothing to state about the %s".formatted(role.get().title()),
          "known: " + String.join(", ", words()));
    } else if (role.isEmpty()) {
      report.add(
          Code.D102,
          key.span(),
          "no role is called \"%s\"".formatted(word),
          "known: " + String.join(", ", words()),
          Nearest.hint(word, words()));
    }
    return role.filter(known -> isKnown);
  }

  private static List<String> words() {
    return Keys.ROLES.all().stream().map(Key::word).collect(Collectors.toList());
  }

  private Optional<Fields> options(Node.Entry entry, Role role) {
    if (entry.value() instanceof Node.Mapping mapping) {
      return Optional.of(
          Fields.of(
              mapping,
              (role.isHttp() ? Keys.ROLE : Keys.MSN_ROLE).words(),
              Set.of(),
              "in the options of a role",
              report));
    }
    Fields.map(entry.value(), entry.key().text(), report);
    return Optional.empty();
  }

  private Optional<Certificate> certificate(Scalar word) {
    Optional<Certificate> certificate = Certificate.fromWord(word.text());
    if (certificate.isEmpty()) {
      report.add(
          Code.D107,
          word.span(),
          "\"tls\" is trusted, untrusted or expired",
          Nearest.hint(word.text(), CERTIFICATES));
    }
    return certificate;
  }
}
