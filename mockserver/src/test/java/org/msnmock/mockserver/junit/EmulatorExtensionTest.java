package org.msnmock.mockserver.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.msnmock.mockserver.MsnService;
import org.msnmock.mockserver.Visitor;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.wire.Role;

/** Each nested class is a user's test class, run as JUnit runs it. */
class EmulatorExtensionTest {
  private static final String ALICE = "alice@example.com";
  private static final String BOB = "bob@example.com";

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
        .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .execute();
  }

  private static List<Throwable> failures(Class<?> tests) {
    return run(tests).testEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }

  @Emulate(passport = Play.Passport.PLAIN)
  static class Users {
    private String before = "";

    @BeforeEach
    void look(MsnService service) {
      before = service.entryAddress();
    }

    @RepeatedTest(5)
    void each_has_a_world_of_its_own(MsnService service) throws Exception {
      assertThat(service.entryAddress()).isEqualTo(before);
      assertThat(service.world().online()).isEmpty();
      try (Visitor carol = Visitor.signIn(service, "carol@example.com")) {
        carol.says("CHG 4 NLN 0").hears("CHG 4");
        assertThat(service.world().online()).containsOnlyKeys("carol@example.com");
      }
    }

    @Test
    @Emulate(
        value = {
          @Person(address = ALICE, name = "Alice", contacts = BOB, mailbox = 3),
          @Person(address = BOB, password = "other", blocked = ALICE)
        },
        passport = Play.Passport.PLAIN)
    void a_method_names_others(MsnService service) {
      assertThat(service.password(ALICE)).isEqualTo("s3cret");
      assertThat(service.password(BOB)).isEqualTo("other");
      assertThat(service.world().people()).hasSize(2);
      assertThat(service.world().on(ListName.FORWARD, ALICE)).containsExactly(BOB);
      assertThat(service.world().on(ListName.ALLOW, ALICE)).containsExactly(BOB);
      assertThat(service.world().on(ListName.BLOCK, BOB)).containsExactly(ALICE);
      assertThat(service.world().person(ALICE).name()).isEqualTo("Alice");
      assertThat(service.world().person(ALICE).mailbox()).isEqualTo(3);
    }

    @Nested
    class Inside {
      @Test
      void is_served_too(MsnService service) {
        assertThat(service.world().find("dave@example.com")).isPresent();
      }
    }

    @Test
    @Emulate(time = Play.Time.VIRTUAL)
    void goes_by_virtual_time(MsnService service) throws Exception {
      try (Visitor silent =
          Visitor.connect(service, Role.DISPATCH_SERVER, service.time().sockets())) {
        service.until(world -> assertThat(world.connections()).hasSize(1));
        service.until(world -> assertThat(world.connections()).isEmpty());
      }
    }

    @Test
    @Emulate
    void speaks_TLS(MsnService service) {
      assertThat(service.nexusUrl()).hasScheme("https");
      assertThat(service.caFile()).exists();
    }
  }

  @Test
  void gives_each_test_a_service() {
    run(Users.class).testEvents().assertStatistics(all -> all.succeeded(9).failed(0));
  }

  static class Failing {
    @Test
    @Emulate(
        value = @Person(address = ALICE, password = "very-secret"),
        passport = Play.Passport.PLAIN)
    void fails(MsnService service) throws Exception {
      try (Visitor alice = Visitor.signIn(service, ALICE);
          Visitor hasty = Visitor.connect(service, Role.SWITCHBOARD)) {
        hasty.says("CAL 1 x@y").rest();
        alice.says("PNG").hears("QNG");
        assertThat(1).isEqualTo(2);
      }
    }
  }

  @Test
  void tells_what_the_world_was_like_when_a_test_failed() {
    assertThat(failures(Failing.class))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
                    .isInstanceOf(WorldAtFailure.class)
                    .hasMessageContaining("the world of the service:\n  alice@example.com FLN")
                    .hasMessageContaining("ns #1  C: PNG\n  ns #1  S: QNG 50")
                    .hasMessageContaining(
                        "what was worth knowing:\n  sb #2: CAL came before USR or ANS")
                    .message()
                    .doesNotContain("very-secret"));
  }

  @ExtendWith(EmulatorExtension.class)
  static class Wrong {
    @Test
    void has_none(MsnService service) {}

    @Test
    @Emulate(@Person(address = ALICE, contacts = "nobody@example.com"))
    void knows_nobody(MsnService service) {}

    @Test
    @Emulate(accounts = "none.yaml")
    void has_no_such_file(MsnService service) {}
  }

  @Test
  void tells_what_is_wrong_with_annotations() {
    assertThat(failures(Wrong.class))
        .hasSize(3)
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOf(ParameterResolutionException.class)
                    .hasMessageContaining("with @Emulate"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContaining("nobody@example.com"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .isInstanceOf(ExtensionConfigurationException.class)
                    .hasMessageContaining("none.yaml"));
  }
}
