package org.msnmock.mockserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.yaml.Loader;

/**
 * The examples of the description of the language play: each against a client whose lines stand in
 * a file beside it, written by hand. Where one line of the client is another, the play goes wrong
 * at just that place.
 */
class ExamplesPlayTest {
  private static final Path FOLDER = folder("dialogues");

  /** What stands for NICK in the lines of the client, by case: it is said as URLs say it. */
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "ascii", "Alice",
          "space", "Alice%20Liddell",
          "percent", "100%25%20Alice",
          "plus", "A%2BB",
          "hash", "Alice%20%231",
          "umlaut", "%C3%84lice");

  private static Path folder(String name) {
    try {
      return Path.of(Objects.requireNonNull(Loader.class.getResource(name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Path file(String id, String end) {
    return FOLDER.resolve(id.replace('.', '/') + end);
  }

  private static List<Dialogue> examples() {
    return Loader.root(FOLDER).loadAll().dialogues();
  }

  static Stream<String> cases() {
    return examples().stream().flatMap(one -> one.cases().stream()).map(Dialogue.Case::id);
  }

  /** Plays a case; in the lines of its client one may stand for another. */
  private static TestPlay play(String caseId, String line, String other) throws IOException {
    String id = caseId.replaceAll("\\[.*", "");
    Dialogue dialogue =
        examples().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    Dialogue.Case row =
        dialogue.cases().stream().filter(one -> one.id().equals(caseId)).findFirst().orElseThrow();
    String lines = Files.readString(file(id, ".client"));
    Optional<String> nick = row.name().map(NICKNAMES::get);
    String said = "\n" + lines.replace("NICK", nick.orElse("NICK"));
    assertThat(said.split(Pattern.quote("\n" + line + "\n"), -1))
        .as("the client says once: %s", line)
        .hasSize(line.isEmpty() ? 1 : 2);
    String changed = line.isEmpty() ? said : said.replace("\n" + line + "\n", "\n" + other + "\n");
    return TestClient.play(dialogue, row, changed.substring(1));
  }

  @Test
  void all_examples_are_here() {
    assertThat(examples()).hasSize(11);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_client_that_does_right_passes(String caseId) throws IOException {
    TestPlay play = play(caseId, "", "");

    assertThat(play.outcome()).as("%s", play.did).isEqualTo("ok");
  }

  /** A case, a line of its client, what it says instead, and what comes of it. */
  static List<List<String>> changes() {
    return List.of(
        List.of(
            "signin.redirect",
            "ds CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com",
            "ds CVR 2 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice",
            "failed at signin/redirect.dialogue.yaml:22:77, token 10: alice@example.com, not alice"),
        List.of(
            "signin.redirect",
            "ns CVR 5 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com",
            "ns CVR 5 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0500 MSMSGS alice@example.com",
            "non-strict at signin/redirect.dialogue.yaml:33:53, token 8: 6.0.0602, not 6.0.0500"),
        List.of(
            "signin.redirect",
            "| Authorization: Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in=alice%40example.com,pwd=s3cret,lc=1033,id=507,tw=40,fs=1,ct=1062764229,kpp=1,kv=5,tpf=43f8a4c8",
            "| Authorization: Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in=alice%40example.com,pwd=S3cret,lc=1033,id=507,tw=40,fs=1,ct=1062764229,kpp=1,kv=5,tpf=43f8a4c8",
            "failed at signin/redirect.dialogue.yaml:46:55, Authorization: s3cret, not S3cret"),
        List.of(
            "signin.bad-password",
            "| Authorization: Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in=alice%40example.com,pwd=wrong-on-purpose,lc=1033,id=507,tw=40,fs=1,ct=1062764229,kpp=1,kv=5,tpf=43f8a4c8",
            "| Authorization: Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in=alice%40example.com,pwd=s3cret,lc=1033,id=507,tw=40,fs=1,ct=1062764229,kpp=1,kv=5,tpf=43f8a4c8",
            "failed at signin/bad-password.dialogue.yaml:13:41, Authorization: wrong-on-purpose, not s3cret"),
        List.of(
            "signin.bad-password",
            "ns closes",
            "ns USR 3 TWN S t=1&p=2",
            "failed at signin/bad-password.dialogue.yaml:30:13: no ticket was issued, so there was nothing to send"),
        List.of(
            "signin.no-common-version",
            "ds closes",
            "ds CVR 1 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com",
            "failed at signin/no-common-version.dialogue.yaml:17:20, check: cvr.time < 0.300 s, not 0.300 s"),
        List.of(
            "signin.no-common-version",
            "ds VER 0 MSNP9 MSNP8 CVR0",
            "ds VER MSNP9 MSNP8 CVR0",
            "failed at signin/no-common-version.dialogue.yaml:7:12, token 2: a transaction id, 0 to 4294967295, not MSNP9"),
        List.of(
            "contacts.sync",
            "ns ADD 8 AL dave@example.com Dave",
            "ns ADD 8 BL dave@example.com Dave",
            "failed at contacts/sync.dialogue.yaml:39:25, token 3: AL, not BL"),
        List.of(
            "contacts.sync",
            "| 071d76ae9c5d84ba9e56f489977ae452",
            "| 071D76AE9C5D84BA9E56F489977AE452",
            "failed at contacts/sync.dialogue.yaml:33:17, payload: 071d76ae9c5d84ba9e56f489977ae452, not 071D76AE9C5D84BA9E56F489977AE452"),
        List.of(
            "contacts.sync",
            "tells contacts {\"forward\":[\"carol@example.com\",\"bob@example.com\"],\"groups\":{\"Other Contacts\":[\"carol@example.com\"],\"Friends\":[\"bob@example.com\",\"carol@example.com\"]}}",
            "tells contacts {\"forward\":[\"carol@example.com\",\"bob@example.com\"],\"groups\":{\"Other Contacts\":[\"carol@example.com\"],\"Friends\":[\"bob@example.com\"]}}\nwaits 6s",
            "failed at contacts/sync.dialogue.yaml:42:5: the client did not tell \"contacts\" within 5.0 s"),
        List.of(
            "contacts.sync",
            "ns SYN 5 0",
            "ns PRP 5 MOB Y",
            "non-strict at contacts/sync.dialogue.yaml:10:8, token 1: SYN, not PRP"),
        List.of(
            "faults.transport",
            "tells presence {\"who\":\"bob@example.com\",\"status\":\"BSY\"}",
            "waits 5s",
            "failed at faults/transport.dialogue.yaml:24:7: the client did not tell \"presence\" within 5.0 s"),
        List.of(
            "faults.transport",
            "ns CHG 6 AWY 268435456",
            "ns CHG 6 AWAY 268435456",
            "failed at fragments/ns-online.yaml:27:19, token 3: one of NLN BSY IDL BRB AWY LUN PHN HDN FLN, not AWAY"),
        List.of(
            "faults.transport",
            "ns CHG 5 AWY 268435456",
            "ns CHG 5 NLN 268435456",
            "informational at faults/transport.dialogue.yaml:38:20, check: after == \"AWY\", not \"NLN\""),
        List.of(
            "contacts.edit-session",
            "ns BLP 8 BL",
            "ns BLP 8 AL",
            "failed at contacts/edit-session.dialogue.yaml:22:25, token 3: BL, not AL"),
        List.of(
            "contacts.edit-session",
            "ns ADD 13 FL carol@example.com Carol 0",
            "ns ADD 13 FL carol Carol 0",
            "failed at contacts/edit-session.dialogue.yaml:37:32, token 4: an e-mail address, not carol"),
        List.of(
            "contacts.edit-session",
            "ns REM 15 FL bob@example.com",
            "ns REM 15 RL bob@example.com",
            "failed at contacts/edit-session.dialogue.yaml:45:19, token 3: FL, not RL"),
        List.of(
            "chat.mime-formats",
            "| X-MMS-IM-Format: FN=Arial; EF=B; CO=0; CS=0; PF=22",
            "| X-MMS-IM-Format: FN=Arial; EF=I; CO=0; CS=0; PF=22",
            "failed at chat/mime-formats.dialogue.yaml:36:14, check: effects contains \"B\", not \"I\""),
        List.of(
            "chat.mime-formats",
            "| second line",
            "| SECOND LINE",
            "failed at chat/mime-formats.dialogue.yaml:32:9, payload: second line, not SECOND LINE"),
        List.of(
            "chat.mime-formats",
            "sb USR 1 alice@example.com 1234.5678.9",
            "sb USR 1 alice@example.com 1234.5678.90",
            "failed at chat/mime-formats.dialogue.yaml:15:26, token 4: 1234.5678.9, not 1234.5678.90"),
        List.of(
            "chat.two-clients",
            "alice.sb USR 1 alice@example.com <alice.ns 6>",
            "alice.sb USR 1 bob@example.com <alice.ns 6>",
            "failed at chat/two-clients.dialogue.yaml:31:19, token 3: alice@example.com, not bob@example.com"),
        List.of(
            "chat.two-clients",
            "waits 300ms",
            "alice.sb CAL 2 bob@example.com\nwaits 300ms",
            "failed at chat/two-clients.dialogue.yaml:34:5: CAL came too early: before the server began to send the line that it depends on"),
        List.of(
            "chat.two-clients",
            "bob.sb ANS 1 bob@example.com <bob.ns 5> <bob.ns 2>",
            "bob.sb ANS 1 bob@example.com <bob.ns 2> <bob.ns 5>",
            "failed at chat/two-clients.dialogue.yaml:41:30, token 4: 89393886.5323688769.79096, not 76128110"),
        List.of(
            "chat.two-clients",
            "| Hello Bob",
            "| HELLO Bob",
            "failed at chat/two-clients.dialogue.yaml:53:19, payload: Hello Bob, not HELLO Bob"),
        List.of("chat.two-clients", "bob.sb OUT", "bob.sb closes", "non-strict"),
        List.of(
            "timing.keepalive",
            "| 8f2f5a91b72102cd28355e9fc9000d6e",
            "| 8F2F5A91B72102CD28355E9FC9000D6E",
            "failed at timing/keepalive.dialogue.yaml:23:15, payload: 8f2f5a91b72102cd28355e9fc9000d6e, not 8F2F5A91B72102CD28355E9FC9000D6E"),
        List.of(
            "timing.keepalive",
            "waits 10s",
            "waits 0s",
            "non-strict at timing/keepalive.dialogue.yaml:41:7: the connection to the notification server came 0.00 s after \"lost\", at least 1.00 s were asked for"),
        List.of(
            "quick.pasted",
            "ns CVR 1 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 MSMSGS alice@example.com",
            "ns CVR 1 0x0409 winnt 5.1 i386 MSNMSGR 6.0.0602 alice@example.com",
            "failed at quick/pasted.dialogue.yaml:8:47, token 10: alice@example.com, not "),
        List.of(
            "presence.nicknames[percent]",
            "ns REA 6 alice@example.com 100%25%20Alice",
            "ns REA 6 alice@example.com 100%%20Alice",
            "failed at presence/nicknames.dialogue.yaml:15:26, token 4: 100%25%20Alice, not 100%%20Alice"),
        List.of(
            "presence.nicknames[umlaut]",
            "ns REA 6 alice@example.com %C3%84lice",
            "ns REA 6 alice@example.com %C4lice",
            "failed at presence/nicknames.dialogue.yaml:15:26, token 4: %C3%84lice, not %C4lice"),
        List.of(
            "presence.nicknames[plus]",
            "ns REA 6 alice@example.com A%2BB",
            "ns REA 6 alice@example.com A%20B",
            "failed at presence/nicknames.dialogue.yaml:15:26, token 4: A%2BB, not A%20B"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void another_line_is_a_deviation_at_its_place(List<String> change) throws IOException {
    TestPlay play = play(change.get(0), change.get(1), change.get(2));

    assertThat(TestClient.verdict(play)).isEqualTo(change.get(3));
  }

  @Test
  void each_example_is_failed_by_a_change() {
    TreeSet<String> failed = new TreeSet<>();
    for (List<String> change : changes()) {
      if (change.get(3).startsWith("failed")) {
        failed.add(change.get(0).replaceAll("\\[.*", ""));
      }
    }

    assertThat(examples()).extracting(Dialogue::id).allMatch(failed::contains);
  }
}
