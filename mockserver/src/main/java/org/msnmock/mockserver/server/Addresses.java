package org.msnmock.mockserver.server;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.msnmock.mockserver.server.ServerSettings.DaLogin;
import org.msnmock.mockserver.wire.PassportAnswers;
import org.msnmock.mockserver.wire.Role;

/** Where a client finds the services, as it is told. */
public final class Addresses {
  static final String CA_FILE = "ca.file";

  private final ServerSettings settings;
  private final Map<Role, Integer> ports;
  private final Map<Role, String> hosts;

  /**
   * @param bound the ports listened on
   */
  Addresses(ServerSettings settings, Map<Role, Integer> bound) {
    this(settings, bound, Map.of());
  }

  /**
   * @param bound the ports listened on
   * @param hosts where a role has a host of its own
   */
  Addresses(ServerSettings settings, Map<Role, Integer> bound, Map<Role, String> hosts) {
    this.settings = settings;
    this.hosts = Map.copyOf(hosts);
    Map<Role, Integer> told = new EnumMap<>(bound);
    told.replaceAll((role, port) -> settings.advertisedPorts().getOrDefault(role, port));
    this.ports = Map.copyOf(told);
  }

  public String host() {
    return settings.advertise();
  }

  public int port(Role role) {
    return ports.getOrDefault(role, 0);
  }

  /** {@code 127.0.0.1:41207}. */
  public String address(Role role) {
    return at(host(role), port(role));
  }

  /** The host of a server: another one than usual where the dialogue states its port. */
  public String host(Role role) {
    return hosts.getOrDefault(role, host());
  }

  /** The whole address of the nexus' one page. */
  public String nexusUrl() {
    return scheme() + address(Role.NEXUS) + PassportAnswers.NEXUS_PATH;
  }

  /** The whole address of the login's one page. */
  public String loginUrl() {
    return scheme() + address(Role.LOGIN) + PassportAnswers.LOGIN_PATH;
  }

  /**
   * What the placeholders of a dialogue stand for, by their text.
   *
   * @param entry where the client connects first
   */
  public Map<String, String> texts(Role entry) {
    Map<String, String> texts = new TreeMap<>();
    for (Role role : Role.values()) {
      if (!role.isHttp() && ports.containsKey(role)) {
        put(texts, role.word(), role);
      }
    }
    put(texts, "entry", entry);
    texts.put("nexus.url", nexusUrl());
    texts.put("login.url", loginUrl());
    texts.put("login.site", site() + address(Role.LOGIN));
    texts.put("login.alias", at(otherName(), port(Role.LOGIN)));
    texts.put(CA_FILE, settings.authority().map(a -> a.file().toString()).orElse(""));
    return texts;
  }

  private void put(Map<String, String> texts, String name, Role role) {
    texts.put(name + ".addr", address(role));
    texts.put(name + ".host", host(role));
    texts.put(name + ".port", String.valueOf(port(role)));
  }

  private String scheme() {
    return settings.authority().isPresent() ? "https://" : "http://";
  }

  private String site() {
    boolean bare = settings.authority().isPresent() && settings.daLogin() == DaLogin.BARE;
    return bare ? "" : scheme();
  }

  /** The same host under another name, where we know of one. */
  private String otherName() {
    return switch (host().toLowerCase(Locale.ROOT)) {
      case "127.0.0.1", "::1" -> "localhost";
      case "localhost" -> "127.0.0.1";
      default -> host();
    };
  }

  private static String at(String host, int port) {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** The authority that a client must trust; empty where nobody speaks TLS. */
  public Optional<Authority> authority() {
    return settings.authority();
  }
}
