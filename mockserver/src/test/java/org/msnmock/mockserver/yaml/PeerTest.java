package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.wire.Role;

/** {@code peer}, {@code dial} and {@code blocks}, as they are written. */
class PeerTest {
  private static final Service PEER = Service.of(Role.PEER);

  @TempDir private Path path;
  private Folder folder;

  @BeforeEach
  void open() {
    folder = new Folder(path);
  }

  private LoadResult load(String text) {
    return folder.with("a.dialogue.yaml", "dialogue: 1\nid: a\n" + text).load("a.dialogue.yaml");
  }

  private List<String> errors(String steps) {
    return load("steps:\n" + steps).errors().stream()
        .map(one -> one.code() + " " + one.span().line() + ":" + one.span().column())
        .toList();
  }

  private Dialogue clean(String text) {
    return Folder.clean(load(text));
  }

  @ParameterizedTest
  @CsvSource({
    "'  - accept: peer\n  - C: VER {trid}\n', D604 5:12",
    "'  - accept: peer\n  - S: VER {trid}\n', D604 5:12",
    "'  - accept: peer\n  - { C: TFR, early: fail }\n', D102 5:15",
    "'  - accept: peer\n  - { C: TFR, body: x }\n', D603 5:15",
    "'  - accept: ns\n  - { C: \"{blocks}\", blocks: { total: 1 } }\n', D107 5:10",
    "'  - accept: peer\n  - { C: \"{blocks}\", blocks: { total: 1 }, body: x }\n', D102 5:44",
    "'  - accept: peer\n  - { C: \"{blocks}\", blocks: { size: 1 } }\n', D107 5:10",
    "'  - accept: peer\n  - { S: \"{blocks}\", blocks: { total: 1 } }\n', D107 5:10",
    "'  - accept: peer\n  - { S: \"{blocks}\", blocks: { random: 1 }, wire: { eol: lf } }\n', D102 5:53",
    "'  - C: \"{blocks}\"\n', D501 4:5",
    "'  - accept: peer\n  - { C: \"{blocks}\", blocks: { text: \"a{random:hex8}\" } }\n', D107 5:40",
    "'  - accept: peer\n  - { C: \"{blocks}\", blocks: { text: \"{now:epoch}\" } }\n', D107 5:39",
    "'  - accept: peer\n  - { C: \"{blocks}\", blocks: { total: \"{random:digits2}\" } }\n', D107 5:40",
    "'  - dial: peer\n', D107 4:5",
    "'  - { dial: peer, to: 1.2.3.4 }\n', D107 4:23",
    "'  - { dial: peer, to: 1.2.3.256:1 }\n', D107 4:23",
    "'  - { dial: peer, to: 1.2.3.4:70000 }\n', D107 4:23",
    "'  - one-of:\n      a: [{ dial: peer, to: 1.2.3.4:1 }]\n', D301 5:7",
  })
  void what_a_peer_cannot_have_is_refused_at_its_place(String steps, String finding) {
    assertThat(errors(steps.replace("\\n", "\n"))).contains(finding);
  }

  @Test
  void what_blocks_send_may_be_made_up() {
    clean("steps: [{ accept: peer }, { S: '{blocks}', blocks: { text: '{random:hex8}' } }]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.3.4:1", "[::1]:6891", "'{user}:1'"})
  void an_address_is_in_numbers_or_known_later(String to) {
    clean("steps: [{ dial: peer, to: %s }]\n".formatted(to.startsWith("[") ? "'" + to + "'" : to));
  }

  @Test
  void a_rule_cannot_be_about_a_peer() {
    assertThat(load("background: { r: [{ C peer: TFR }] }\nsteps: [{ accept: ns }]\n").errors())
        .extracting(Finding::code)
        .containsExactly(Code.D304);
  }

  @Test
  void a_rule_without_a_connection_takes_nothing_from_a_peer() {
    clean("background: { r: [{ C: \"{**}\" }] }\nsteps: [{ accept: peer }, { C: TFR }]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"- accept: peer", "- refuse: peer", "- { note: \"{peer.addr}\" }"})
  void it_listens_where_the_dialogue_speaks_of_it(String step) {
    Dialogue dialogue = clean("steps:\n  " + step + "\n");

    assertThat(dialogue.listeningPeers()).isEqualTo(Set.of(PEER));
    assertThat(dialogue.services()).contains(PEER);
  }

  @Test
  void it_does_not_listen_to_be_dialled() {
    Dialogue dialogue = clean("steps:\n  - { dial: peer, to: 1.2.3.4:5 }\n");

    assertThat(dialogue.listeningPeers()).isEmpty();
    assertThat(dialogue.services()).doesNotContain(PEER);
  }

  @Test
  void each_of_several_clients_has_a_peer_of_its_own() {
    Dialogue dialogue =
        clean("clients: { alice: {}, bob: {} }\nsteps: [{ accept: bob.peer }, { C: TFR }]\n");

    assertThat(dialogue.listeningPeers()).containsExactly(new Service("bob", Role.PEER));
  }
}
