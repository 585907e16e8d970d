package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msnmock.mockserver.emulator.Account;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.emulator.Outlet;
import org.msnmock.mockserver.emulator.Places;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.yaml.AccountsReader;

class WorldCommandsTest {
  private final StringBuilder sent = new StringBuilder();
  private final Emulator emulator =
      new Emulator(accounts(), Manners.USUAL, places(), 1, 1, new Sent(), Onlooker.NONE);
  @TempDir private Path folder;
  private WorldCommands commands;

  private final class Sent implements Outlet {
    @Override
    public void send(int connection, byte[] bytes) {
      sent.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void close(int connection) {
      sent.append("#%s closed".formatted(connection));
    }

    @Override
    public void reset(int connection) {
      sent.append("#%s reset".formatted(connection));
    }
  }

  private static List<Account> accounts() {
    return List.of(
        new Account(
            "alice@example.com",
            "s3cret",
            "Alice",
            true,
            false,
            2,
            Account.Settings.USUAL,
            new TreeMap<>(),
            List.of()),
        Account.of("bob@example.com", "s3cret", "Bob"));
  }

  private static Places places() {
    return new Places("ds:1", "ns:2", "sb:3", "login:4");
  }

  @BeforeEach
  void alice_signs_in() {
    commands = new WorldCommands(folder);
    emulator.connected(1, Role.NOTIFICATION_SERVER, "127.0.0.1:4", 0);
    tell(1, "VER 0 MSNP9 CVR0");
    tell(1, "USR 1 TWN I alice@example.com");
    String challenge = sent.substring(sent.indexOf("lc=")).strip();
    Request login =
        new Request(
            "GET",
            "/login2.srf",
            "HTTP/1.1",
            List.of(
                new String[][] {
                  {
                    "Authorization",
                    "Passport1.4 sign-in=alice%40example.com,pwd=s3cret," + challenge
                  }
                }));
    String info = emulator.answer(Role.LOGIN, login, 0).headers().get(0)[1];
    int from = info.indexOf("from-PP='") + 9;
    tell(1, "USR 2 TWN S " + info.substring(from, info.indexOf('\'', from)));
    sent.setLength(0);
  }

  private void tell(int connection, String line) {
    emulator.line(connection, Frame.line(line), 0);
  }

  private List<String> typed(String line) {
    return commands.run(emulator, line);
  }

  @Test
  void shows_who_is_there() {
    emulator.connected(2, Role.DISPATCH_SERVER, "127.0.0.1:5", 0);

    assertThat(typed("who"))
        .containsExactly(
            "alice@example.com  FLN  ns #1  \"Alice\"", "1 of 2 accounts are signed in");
    assertThat(typed(" Connections "))
        .containsExactly(
            "#1  ns  127.0.0.1:4  alice@example.com  since 1970-01-01T00:00:01Z",
            "#2  ds  127.0.0.1:5  nobody yet  since 1970-01-01T00:00:01Z",
            "2 connections");
    assertThat(typed("talks")).containsExactly("0 conversations");
  }

  @Test
  void shows_accounts_without_passwords() {
    assertThat(typed("accounts"))
        .containsExactly(
            "alice@example.com:",
            "  password: hidden",
            "  name: Alice",
            "  mailbox: 2",
            "bob@example.com:",
            "  password: hidden",
            "  name: Bob",
            "2 accounts");
  }

  @Test
  void writes_accounts_to_a_new_file_for_its_owner_alone() throws IOException {
    Path file = folder.resolve("people.yaml");

    assertThat(typed("accounts people.yaml")).containsExactly("2 accounts are in people.yaml");

    assertThat(AccountsReader.read(file, "people.yaml").accounts()).isEqualTo(emulator.accounts());
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    Files.writeString(file, "mine");
    assertThat(typed("accounts people.yaml"))
        .containsExactly("not done: there is a file people.yaml already; name a new one");
    assertThat(file).hasContent("mine");
    assertThat(typed("accounts none/people.yaml").get(0))
        .startsWith("not done: none/people.yaml cannot be written: there is no such place");
  }

  @Test
  void shows_conversations_and_cuts_one() {
    assertThat(typed("ring alice@example.com bob@example.com").get(0))
        .isEqualTo("alice@example.com is called by bob@example.com to the conversation 11752013");
    String word = sent.toString().split(" ")[4];
    emulator.connected(2, Role.SWITCHBOARD, "127.0.0.1:5", 0);
    tell(2, "ANS 1 alice@example.com %s 11752013".formatted(word));

    assertThat(typed("talks")).containsExactly("11752013  alice@example.com #2", "1 conversations");
    assertThat(typed("cut 11752013")).isEmpty();
    assertThat(sent).endsWith("#2 closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "say 1 NLN  BSY x@y X ~ NLN  BSY x@y X",
        "'say #1 X' ~ X",
        "kick alice@example.com ~ OUT OTH/#1 closed",
        "kick 1 SSD ~ OUT SSD/#1 closed",
        "kick 1 out ~ OUT/#1 closed",
        "kick 1 close ~ #1 closed",
        "kick 1 reset ~ #1 reset",
        "cut 1 ~ #1 closed",
        "cut 1 reset ~ #1 reset",
        "remove alice@example.com ~ OUT/#1 closed"
      })
  void does_what_is_typed(String line, String said) {
    typed(line);

    assertThat(sent.toString().strip().replace("\r\n", "/")).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "cut 1 9, MSG 34567#1 closed",
    "cut 1 after 9, MSG 34567#1 closed",
    "cut 1 9 reset, MSG 34567#1 reset",
    "cut 1 message 1, MSG 345#1 closed",
    "cut 1 message 1 reset, MSG 345#1 reset"
  })
  void cuts_in_the_midst(String line, String said) {
    typed(line);
    typed("say 1 MSG 34567 90");
    emulator.tick(100_000_000);

    assertThat(sent).hasToString(said);
  }

  @Test
  void slows_down() {
    typed("slow 1 2s");
    typed("say 1 X");
    emulator.tick(1_999_999_999);
    assertThat(sent).isEmpty();

    emulator.tick(2_000_000_000);

    assertThat(sent).hasToString("X\r\n");
  }

  @Test
  void brings_mail_and_goes_down() {
    assertThat(typed("mail alice@example.com bob@example.com How are you?"))
        .containsExactly("3 letters wait for alice@example.com");
    assertThat(typed("shutdown 5")).containsExactly("all sessions end in 5 minutes");

    assertThat(sent).contains("Subject: How are you?", "From-Addr: bob@example.com", "Arg1: 5");
  }

  @Test
  void accounts_come_and_go() {
    assertThat(typed("add eve@example.com pass wo rd"))
        .containsExactly("eve@example.com may sign in");
    assertThat(emulator.overview().person("eve@example.com").name()).isEqualTo("wo rd");
    assertThat(typed("remove eve@example.com"))
        .containsExactly("eve@example.com has no account any more");
    assertThat(emulator.overview().population()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "kik alice@example.com ~ there is no command \"kik\"; did you mean \"kick\"? \"help\" lists them",
        "zzzzzz ~ there is no command \"zzzzzz\"; \"help\" lists them",
        "say 1 ~ usage: say N LINE",
        "kick ~ usage: kick WHO|N [oth|ssd|out|close|reset]",
        "say one X ~ not done: \"one\" is no number; usage: say N LINE",
        "say 7 X ~ not done: there is no connection 7",
        "kick alice@example.com hard ~ not done: \"hard\" is none of oth, ssd, out, close, reset",
        "kick bob@example.com ~ not done: bob@example.com is not signed in",
        "mail bob@example.com ~ not done: bob@example.com has no mailbox; give the account one first",
        "slow 1 long ~ not done: 'long' is no duration; write 200ms, 5s or 2m",
        "slow 1 99m ~ not done: a connection is slow by 0 s to 600 s",
        "cut 1 before 9 ~ not done: \"before\" is no place; usage: cut N [after BYTES | message K] [reset]",
        "shutdown soon ~ not done: \"soon\" is no number; usage: shutdown MINUTES",
        "add eve word ~ not done: no e-mail address: eve; usage: add ADDRESS PASSWORD [NAME]",
        "add bob@example.com word ~ not done: there is an account bob@example.com already",
        "remove eve@example.com ~ not done: there is no account eve@example.com",
      })
  void says_what_is_wrong_and_changes_nothing(String line, String said) {
    assertThat(String.join(" / ", typed(line))).isEqualTo(said.strip());
    assertThat(sent).isEmpty();
  }

  @Test
  void helps() {
    assertThat(typed("help"))
        .anyMatch(line -> line.matches("say N LINE +send a line on connection N, as it is"))
        .hasSizeGreaterThan(10);
  }
}
