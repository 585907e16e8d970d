package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.msnmock.mockserver.CaseRunner;
import org.msnmock.mockserver.CaseSettings;
import org.msnmock.mockserver.adapter.ClientCommand;
import org.msnmock.mockserver.adapter.ClientProcess;
import org.msnmock.mockserver.adapter.ClientProcesses;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Outcome;
import org.msnmock.mockserver.engine.PlaySettings.Strictness;
import org.msnmock.mockserver.server.Authority;
import org.msnmock.mockserver.server.ServerSettings;
import org.msnmock.mockserver.verdict.Explanation;
import org.msnmock.mockserver.verdict.Result;
import org.msnmock.mockserver.yaml.Loader;

/**
 * The client of the README, in another language: right, and with the mistakes that authors make.
 * Each mistake is one replacement in its text, and has to be named by the report.
 */
class ForeignClientTest {
  private static final Path DIALOGUES = Path.of("dialogues");
  private static final long SEED = 1;

  private static Authority authority;
  private static String client;

  @TempDir private Path folder;

  @BeforeAll
  static void read_the_client() throws IOException, InterruptedException {
    assumeTrue(Python.isThere(), "there is no python3 on this machine");
    authority = Authority.temporary();
    client = new Readme().only("python");
  }

  /** A mistake, and words of the report that name it. */
  private enum Mistake {
    LINES_END_IN_LF("b\"\\r\\n\"", "b\"\\n\"", "the line ends in LF without CR"),
    REPEATED_ID(
        "        self.id += 1\n",
        "",
        "transaction id 0 was used before on this connection, by VER"),
    CVR_LEFT_OUT(
        "    connection.ask(\"CVR\", \"0x0409\", \"win\", \"4.10\", \"i386\", \"MSNMSGR\", \"5.0.0544\", \"MSMSGS\", user)\n",
        "",
        "MSMSGS {user} was left out"),
    ANOTHER_CVR_ON_THE_SECOND_SERVER(
        "\"5.0.0544\"",
        "\"5.0.0544\" if address == os.environ[\"MSN_SERVER\"] else \"6.0.0602\"",
        "expected  5.0.0544"),
    SMALL_LETTERS("[command, ", "[command.lower(), ", "commands are written in capital letters"),
    TWO_BLANKS("[command, ", "[command + \" \", ", "two blanks in a row before token 2"),
    ONE_FIELD_MORE(
        "\"I\", user)", "\"I\", user, \"x\")", "USR goes on after its last token: 1 more"),
    DISPATCH_LEFT_OPEN(
        "    connection.close()\n", "    kept = connection\n", "the client did not close ds"),
    ANOTHER_USER_ON_THE_SECOND_SERVER(
        "\"I\", user)",
        "\"I\", user if address == os.environ[\"MSN_SERVER\"] else \"bob@example.com\")",
        "another account: the client was given alice@example.com"),
    CHG_BEFORE_USR_IS_ANSWERED(
        "connection.ask(\"USR\", \"TWN\", \"S\", ticket)\nconnection.ask(\"CHG\", \"NLN\")\n",
        "connection.socket.sendall(f\"USR 3 TWN S {ticket}\\r\\nCHG 4 NLN\\r\\n\".encode())\n",
        "CHG came too early"),
    TICKET_CUT_AT_AN_AMPERSAND(
        "\"S\", ticket)", "\"S\", ticket.split(\"&\")[0])", "it ends before the first '&'"),
    TICKET_IN_ITS_QUOTES("\"S\", ticket)", "\"S\", \"'\" + ticket + \"'\")", "it stands in quotes"),
    NAME_ESCAPED_TWICE(
        "sign-in={quote(user, safe='')}",
        "sign-in={quote(quote(user, safe=''), safe='')}",
        "the value is percent-encoded twice"),
    PASSWORD_NOT_ESCAPED(
        "pwd={quote(password, safe='')}",
        "pwd={password}",
        "a comma inside a value must be sent as %2C");

    private final String right;
    private final String wrong;
    private final String named;

    Mistake(String right, String wrong, String named) {
      this.right = right;
      this.wrong = wrong;
      this.named = named;
    }
  }

  @Test
  void a_client_that_follows_the_article_passes() throws Exception {
    Result result = play(client);

    assertThat(result.outcome()).as(Explanation.of(result)).isEqualTo(Outcome.OK);
  }

  @ParameterizedTest
  @EnumSource(Mistake.class)
  void a_mistake_fails_and_is_named(Mistake mistake) throws Exception {
    assertThat(client).contains(mistake.right);

    Result result = play(client.replace(mistake.right, mistake.wrong));

    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Explanation.of(result)).contains(mistake.named).doesNotContain("s3cret");
  }

  private Result play(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("client.py"), text);
    Dialogue dialogue =
        Loader.root(DIALOGUES)
            .load(DIALOGUES.resolve("signin/seed-article.dialogue.yaml"))
            .dialogues()
            .get(0);
    ServerSettings server = ServerSettings.onLoopback(Optional.of(authority));
    CaseSettings settings =
        new CaseSettings(server, Strictness.STRICT, 3, Duration.ofSeconds(60), SEED);
    ClientProcess process =
        new ClientProcess(
            ClientCommand.parse("python3 \"" + file + "\""),
            ClientProcess.Adapter.NONE,
            new ClientProcesses());
    return new CaseRunner(settings).run(dialogue, dialogue.cases().get(0), () -> process).result();
  }
}
