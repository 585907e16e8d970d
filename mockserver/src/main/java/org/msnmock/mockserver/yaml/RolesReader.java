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

/** The {@code roles} of a head: {@code { login: { tls: expired } }}. */
final class RolesReader {
  /** What a role may show. */
  static final List<String> CERTIFICATES =
      Stream.of(Certificate.values()).map(Certificate::word).toList();

  private final Report report;

  RolesReader(Report report) {
    this.report = report;
  }

  /** What is stated, and right. */
  Map<Role, Certificate> read(List<Node.Entry> entries) {
    Map<Role, Certificate> out = new EnumMap<>(Role.class);
    for (Node.Entry entry : entries) {
      Optional<Role> role = role(entry.key());
      Optional<Fields> options = role.isPresent() ? options(entry) : Optional.empty();
      options
          .flatMap(fields -> fields.text("tls"))
          .flatMap(this::certificate)
          .ifPresent(certificate -> out.put(role.orElseThrow(), certificate));
    }
    return out;
  }

  private Optional<Role> role(Scalar key) {
    String word = key.text();
    Optional<Role> role = Role.fromWord(word);
    if (role.isPresent() && !role.get().isHttp()) {
      report.add(
          Code.D107,
          key.span(),
          "the %s speaks no TLS, so there is nothing to state about its certificate"
              .formatted(role.get().title()),
          "known: " + String.join(", ", words()));
    } else if (role.isEmpty()) {
      report.add(
          Code.D102,
          key.span(),
          "no role is called \"%s\"".formatted(word),
          "known: " + String.join(", ", words()),
          Nearest.hint(word, words()));
    }
    return role.filter(Role::isHttp);
  }

  private static List<String> words() {
    return Keys.ROLES.all().stream().map(Key::word).collect(Collectors.toList());
  }

  private Optional<Fields> options(Node.Entry entry) {
    if (entry.value() instanceof Node.Mapping mapping) {
      return Optional.of(
          Fields.of(mapping, Keys.ROLE.words(), Set.of(), "in the options of a role", report));
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
