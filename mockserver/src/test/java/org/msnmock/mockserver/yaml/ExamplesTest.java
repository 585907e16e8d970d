package org.msnmock.mockserver.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.wire.Role;

/** The examples of the description of the language, as far as this version speaks it. */
class ExamplesTest {
  private static LoadResult examples;

  @BeforeAll
  static void load() throws URISyntaxException {
    Path folder =
        Path.of(Objects.requireNonNull(ExamplesTest.class.getResource("dialogues")).toURI());
    examples = Loader.root(folder).loadAll();
  }

  private static Dialogue example(String id) {
    return examples.dialogues().stream()
        .filter(dialogue -> dialogue.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void they_load_without_a_finding() {
    assertThat(Folder.texts(examples)).isEmpty();
    assertThat(examples.dialogues())
        .extracting(Dialogue::id)
        .containsExactly(
            "chat.mime-formats",
            "chat.two-clients",
            "contacts.edit-session",
            "contacts.sync",
            "faults.transport",
            "presence.nicknames",
            "quick.pasted",
            "signin.bad-password",
            "signin.no-common-version",
            "signin.redirect",
            "timing.keepalive");
  }

  @Test
  void the_redirect_enters_through_dispatch_and_scripts_Passport() {
    // when
    Dialogue redirect = example("signin.redirect");
    // then
    assertThat(redirect.entry("alice").role()).isEqualTo(Role.DISPATCH_SERVER);
    assertThat(redirect.scripts(Service.of(Role.NEXUS))).isTrue();
    assertThat(redirect.scripts(Service.of(Role.LOGIN))).isTrue();
    assertThat(redirect.stepCount()).isEqualTo(22);
    assertThat(redirect.given())
        .extracting(Name::text)
        .containsExactlyInAnyOrder(
            "user", "ns.addr", "ds.addr", "password", "ticket", "name", "login.site");
  }

  @Test
  void the_fragments_hand_their_parameters_down() {
    // when
    Step.Include online = (Step.Include) example("faults.transport").steps().get(0);
    // then
    assertThat(online.parameters())
        .extracting(one -> one.name().text())
        .containsExactly("user", "nick", "ticket");
    assertThat(online.parameters().get(2).name().isSecret()).isTrue();
    assertThat(online.exports()).extracting(one -> one.to().text()).containsExactly("before");
    assertThat(online.rules()).hasSize(2);
    Step.Include signedIn = (Step.Include) online.steps().get(0);
    Step.Include hello = (Step.Include) signedIn.steps().get(0);
    assertThat(hello.info().includedFrom()).hasSize(2);
    assertThat(((Step.Accept) hello.steps().get(0)).service().role())
        .isEqualTo(Role.NOTIFICATION_SERVER);
  }
}
