package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.msnmock.mockserver.yaml.Folder.clean;
import static org.msnmock.mockserver.yaml.Folder.errors;
import static org.msnmock.mockserver.yaml.Folder.places;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Piece;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Template;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.wire.Role;

/** The head of a dialogue. */
class HeadTest {
  @RegisterExtension final Folder folder = new Folder();

  private static final String STEPS = "steps:\n  - accept: ns\n";

  private LoadResult head(String head) {
    return folder.with("a.dialogue.yaml", "dialogue: 1\nid: a\n" + head + STEPS).load();
  }

  private static String text(Template template) {
    return ((Piece.Fixed) template.pieces().get(0)).text();
  }

  @Test
  void everything_in_the_head_is_kept() {
    // when
    Dialogue dialogue =
        clean(
            head(
                """
                title: One sentence
                source: hypothetic.org, Notification Server
                covers: [LOGIN-01, P2P-17]
                tags: [slow, robustness]
                otherwise: refuse
                payload-commands: [UUX]
                """));
    // then
    assertThat(dialogue.id()).isEqualTo("a");
    assertThat(dialogue.file()).isEqualTo("a.dialogue.yaml");
    assertThat(dialogue.title()).isEqualTo("One sentence");
    assertThat(dialogue.source()).contains("hypothetic.org, Notification Server");
    assertThat(dialogue.covers()).containsExactly("LOGIN-01", "P2P-17");
    assertThat(dialogue.tags()).isEqualTo(Set.of("slow", "robustness"));
    assertThat(dialogue.payloadCommands()).containsExactly("UUX");
  }

  @Test
  void the_default_cast_is_alice() {
    // when
    Dialogue.Client client = clean(head("")).clients().get(0);
    // then
    assertThat(client.name()).isEqualTo("alice");
    assertThat(text(client.user())).isEqualTo("alice@example.com");
    assertThat(text(client.password())).isEqualTo("s3cret");
    assertThat(text(client.status())).isEqualTo("NLN");
    assertThat(text(client.friendlyName())).isEqualTo("Alice");
  }

  @Test
  void a_client_has_what_is_stated_and_the_rest_by_default() {
    // when
    Dialogue.Client client =
        clean(head("vars: { pw: wrong }\nclients:\n  bob: { password: \"{pw}!\", name: Bob B. }\n"))
            .clients()
            .get(0);
    // then
    assertThat(client.name()).isEqualTo("bob");
    assertThat(text(client.user())).isEqualTo("bob@example.com");
    assertThat(client.password().pieces()).hasSize(2);
    assertThat(text(client.friendlyName())).isEqualTo("Bob B.");
  }

  @Test
  void a_client_may_be_named_and_no_more() {
    assertThat(clean(head("clients: { bob: {} }\n")).clients().get(0).name()).isEqualTo("bob");
  }

  @Test
  void each_row_of_cases_is_a_play() {
    // when
    Dialogue dialogue =
        clean(
            folder
                .with(
                    "a.dialogue.yaml",
                    """
                    dialogue: 1
                    id: a
                    vars: { nick: none, other: 0x10 }
                    cases:
                      - { case: ascii, nick: Alice }
                      - { case: hash, nick: "Alice #1" }
                    steps:
                      - accept: ns
                      - S: REA 0 {nick:url} {other}
                    """)
                .load());
    // then
    assertThat(dialogue.cases())
        .extracting(Dialogue.Case::id)
        .containsExactly("a[ascii]", "a[hash]");
    assertThat(dialogue.cases().get(1).constants().get(0).value()).isEqualTo("Alice #1");
    assertThat(dialogue.cases().get(1).constants().get(0).name())
        .isEqualTo(dialogue.vars().get(0).name());
    assertThat(dialogue.vars().get(1).value()).isEqualTo("0x10");
  }

  @Test
  void without_cases_there_is_one_play() {
    // when
    Dialogue dialogue = clean(head(""));
    // then
    assertThat(dialogue.cases()).hasSize(1);
    assertThat(dialogue.cases().get(0).name()).isEmpty();
    assertThat(dialogue.cases().get(0).id()).isEqualTo("a");
  }

  @Test
  void each_client_has_an_account_of_its_own() {
    // when
    Dialogue dialogue =
        clean(
            folder
                .with(
                    "a.dialogue.yaml",
                    """
                    dialogue: 1
                    id: a
                    clients: { alice: {}, bob: { user: robert@example.com } }
                    steps:
                      - accept: bob.ns
                    """)
                .load());
    // then
    assertThat(dialogue.clients())
        .extracting(Dialogue.Client::name)
        .containsExactly("alice", "bob");
    assertThat(Script.accounts(dialogue, dialogue.cases().get(0), 1))
        .extracting(Account::user)
        .containsExactly("alice@example.com", "robert@example.com");
    assertThat(dialogue.entry("bob")).isEqualTo(new Service("bob", Role.NOTIFICATION_SERVER));
    assertThat(dialogue.entry("alice")).isEqualTo(new Service("alice", Role.DISPATCH_SERVER));
    assertThat(dialogue.services()).hasSize(10);
  }

  @Test
  void two_clients_need_names_that_variables_tell_apart() {
    assertThat(errors(head("clients: { a-b: {}, A_B: {} }\n"))).contains("D103 3:21+3");
  }

  @ParameterizedTest
  @CsvSource({
    "'colour: red', D102 3:1+6",
    "'roles: { logn: {} }', D102 3:10+4",
    "'roles: { sb: {} }', D107 3:10+2",
    "'roles: { ns: { tls: expired } }', D102 3:16+3",
    "'roles: { login: { port: 1863 } }', D102 3:19+4",
    "'roles: { ns: { port: 0 } }', D107 3:22+1",
    "'roles: { ns: { port: 65536 } }', D107 3:22+5",
    "'roles: { login: {} , ticket: {} }', D102 3:22+6",
    "'roles: { login: expired }', D107 3:17+7",
    "'roles: { login: { certificate: expired } }', D102 3:19+11",
    "'roles: { nexus: { tls: trustd } }', D107 3:24+6",
    "'roles: login', D107 3:8+5",
    "'otherwise: emulater', D107 3:12+8",
    "'otherwise: x', D107 3:12+1",
    "'covers: [LOGIN-01, LOGIN 02]', D110 3:20+8",
    "'covers: [-01]', D110 3:10+3",
    "'clients: { ns: {} }', D107 3:12+2",
    "'clients: { alice: { name: \"{user}\" } }', D201 3:28+6",
    "'clients: { alice: { name: \"{ns.addr}\" } }', D201 3:28+9",
    "'clients: { alice: { name: \"a{random:int}\" } }', D201 3:29+12",
    "'clients: { alice: { name: \"{md5(user)}\" } }', D201 3:33+4",
    "'clients: { 1st: {} }', D107 3:12+3",
    "'clients: { alice: { pass: x } }', D102 3:21+4",
    "'clients: { alice: { user: \"{nobody}\" } }', D201 3:28+8",
    "'clients: { alice: x }', D107 3:19+1",
    "'vars: { ns: x }', D107 3:9+2",
    "'vars: { 1: x }', D107 3:9+1",
    "'cases: [{ nick: x }]', D107 3:9+1",
    "'cases: [{ case: a b }]', D107 3:17+3",
    "'cases: [{ case: a }, { case: a }]', D103 3:30+1",
    "'tags: slow', D107 3:7+4",
  })
  void a_wrong_head_is_refused_at_its_place(String line, String finding) {
    assertThat(errors(head(line + "\n"))).containsExactly(finding);
  }

  @Test
  void roles_show_what_is_stated_and_a_good_certificate_else() {
    // when
    Dialogue stated = clean(head("roles: { login: { tls: expired }, nexus: {} }\n"));
    Dialogue other = clean(head("roles: { nexus: { tls: untrusted }, login: { tls: trusted } }\n"));
    // then
    assertThat(stated.certificate(Role.LOGIN)).isEqualTo(Certificate.EXPIRED);
    assertThat(stated.certificate(Role.NEXUS)).isEqualTo(Certificate.TRUSTED);
    assertThat(other.certificate(Role.NEXUS)).isEqualTo(Certificate.UNTRUSTED);
    assertThat(other.certificate(Role.LOGIN)).isEqualTo(Certificate.TRUSTED);
    assertThat(clean(head("")).certificate(Role.LOGIN)).isEqualTo(Certificate.TRUSTED);
  }

  @Test
  void a_port_is_any_one_unless_it_is_stated() {
    assertThat(clean(head("roles: { ns: { port: 1863 } }\n")).ports())
        .isEqualTo(Map.of(Role.NOTIFICATION_SERVER, 1863));
    assertThat(clean(head("roles: { ns: {} }\n")).ports()).isEmpty();
  }

  @Test
  void rows_of_cases_have_the_same_keys() {
    assertThat(errors(head("cases:\n  - { case: a, x: 1 }\n  - { case: b, y: 1 }\n")))
        .containsExactly("D107 5:5+1");
  }

  @Test
  void the_id_is_the_place_of_the_file() {
    // when
    LoadResult result =
        folder
            .with("signin/redirect.dialogue.yaml", "dialogue: 1\nid: signin.redirekt\n" + STEPS)
            .load("signin/redirect.dialogue.yaml");
    // then
    assertThat(places(result)).containsExactly("D108 2:5+15");
    assertThat(result.findings().get(0).hints())
        .containsExactly("fix: write  id: signin.redirect  or move the file");
  }

  @Test
  void the_id_and_the_steps_must_be_there() {
    assertThat(places(folder.with("a.dialogue.yaml", "dialogue: 1\n").load()))
        .containsExactly("D107 1:1+8", "D108 1:1+8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "1.0", "one", "{}"})
  void another_format_number_is_refused(String number) {
    // when
    LoadResult result = folder.with("a.dialogue.yaml", "dialogue: " + number + "\nid: a\n").load();
    // then
    assertThat(result.errors()).hasSize(1);
    assertThat(result.errors().get(0).code()).isEqualTo(Code.D109);
    assertThat(result.errors().get(0).message()).contains("dialogue: 1");
  }

  @ParameterizedTest
  @CsvSource({
    "'fragment: 1', D109 1:1+8",
    "'id: a', D109 1:1+2",
    "'- x', D107 1:1+1",
    "'x', D107 1:1+1"
  })
  void what_does_not_begin_like_a_dialogue_is_none(String text, String finding) {
    assertThat(places(folder.with("a.dialogue.yaml", text + "\n").load())).containsExactly(finding);
  }
}
