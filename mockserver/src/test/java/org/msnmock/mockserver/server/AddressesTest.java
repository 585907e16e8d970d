package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.server.ServerSettings.DaLogin;
import org.msnmock.mockserver.wire.Limits;
import org.msnmock.mockserver.wire.Role;

class AddressesTest {
  private static final Map<Role, Integer> PORTS =
      Map.of(
          Role.DISPATCH_SERVER, 1,
          Role.NOTIFICATION_SERVER, 2,
          Role.SWITCHBOARD, 3,
          Role.NEXUS, 4,
          Role.LOGIN, 5);

  @Test
  void gives_every_placeholder_its_text() throws IOException {
    Authority authority = Authority.temporary();

    assertThat(texts("192.0.2.10", Optional.of(authority), DaLogin.BARE))
        .containsEntry("ds.addr", "192.0.2.10:1")
        .containsEntry("ns.addr", "192.0.2.10:2")
        .containsEntry("ns.host", "192.0.2.10")
        .containsEntry("ns.port", "2")
        .containsEntry("sb.addr", "192.0.2.10:3")
        .containsEntry("entry.addr", "192.0.2.10:2")
        .containsEntry("entry.host", "192.0.2.10")
        .containsEntry("entry.port", "2")
        .containsEntry("nexus.url", "https://192.0.2.10:4/rdr/pprdr.asp")
        .containsEntry("login.url", "https://192.0.2.10:5/login2.srf")
        .containsEntry("login.site", "192.0.2.10:5")
        .containsEntry("login.alias", "192.0.2.10:5")
        .containsEntry("ca.file", authority.file().toString());
  }

  @Test
  void writes_the_login_site_as_it_is_wanted() throws IOException {
    Optional<Authority> authority = Optional.of(Authority.temporary());

    assertThat(texts("a.example", authority, DaLogin.WITH_SCHEME))
        .containsEntry("login.site", "https://a.example:5");
    assertThat(texts("a.example", Optional.empty(), DaLogin.BARE))
        .containsEntry("login.site", "http://a.example:5")
        .containsEntry("login.url", "http://a.example:5/login2.srf");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:5",
    "localhost, 127.0.0.1:5",
    "::1, localhost:5",
    "a.example, a.example:5"
  })
  void knows_another_name_of_this_machine(String host, String alias) {
    assertThat(texts(host, Optional.empty(), DaLogin.BARE)).containsEntry("login.alias", alias);
  }

  @Test
  void puts_brackets_around_an_IPv6_address() {
    assertThat(texts("::1", Optional.empty(), DaLogin.BARE))
        .containsEntry("ns.addr", "[::1]:2")
        .containsEntry("ns.host", "::1");
  }

  @Test
  void tells_mapped_ports_in_place_of_those_listened_on() throws IOException {
    ServerSettings settings =
        ServerSettings.onLoopback(Optional.empty())
            .advertising(Map.of(Role.NOTIFICATION_SERVER, 11_863, Role.LOGIN, 10_443));
    try (Server server = Server.open(settings, 2)) {
      Addresses first = server.addresses("");

      assertThat(server.addressesOf(Role.NOTIFICATION_SERVER))
          .containsExactly("127.0.0.1:11863", "127.0.0.1:11864");
      assertThat(first.texts(Role.DISPATCH_SERVER))
          .containsEntry("ns.port", "11863")
          .containsEntry("login.site", "http://127.0.0.1:10443");
      assertThat(server.addressesOf(Role.SWITCHBOARD)).doesNotContain("127.0.0.1:11863").hasSize(2);
    }
  }

  private static Map<String, String> texts(
      String host, Optional<Authority> authority, DaLogin form) {
    ServerSettings settings =
        new ServerSettings("127.0.0.1", host, Map.of(), authority, form, Limits.DEFAULT, 10, 10);
    return new Addresses(settings, PORTS).texts(Role.NOTIFICATION_SERVER);
  }
}
