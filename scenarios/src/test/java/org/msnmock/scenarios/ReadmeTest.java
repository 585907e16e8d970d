package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.yaml.AccountsReader;

/** What the README shows is what happens. Times, ports and seeds differ from run to run. */
class ReadmeTest {
  private static final String CVR_LINE =
      "    connection.ask(\"CVR\", \"0x0409\", \"win\", \"4.10\", \"i386\", \"MSNMSGR\", \"5.0.0544\", \"MSMSGS\", user)\n";

  @TempDir private Path folder;
  private Readme readme;

  @BeforeEach
  void save_the_examples() throws IOException {
    readme = new Readme();
    Files.writeString(folder.resolve("hello.dialogue.yaml"), readme.only("yaml", "dialogue: 1"));
    String client = readme.only("python");
    Files.writeString(folder.resolve("client.py"), client);
    assertThat(client).contains(CVR_LINE);
    Files.writeString(folder.resolve("hasty.py"), client.replace(CVR_LINE, ""));
  }

  @Test
  void the_bundled_client_passes_the_first_dialogue() throws Exception {
    assertOutput("hello.dialogue.yaml");
  }

  @Test
  void a_client_without_CVR_fails_as_shown() throws Exception {
    assumeTrue(Python.isThere(), "there is no python3 on this machine");
    assertOutput("hello.dialogue.yaml --client 'python3 hasty.py'");
  }

  @Test
  void what_that_client_did_is_accepted_as_shown() throws Exception {
    assumeTrue(Python.isThere(), "there is no python3 on this machine");
    run("hello.dialogue.yaml --client 'python3 hasty.py'");

    assertThat(output(List.of("accept", "--report", "target/msnmock", "hello.dialogue.yaml")))
        .isEqualTo(readme.outputOf("mockserver/bin/msnmock accept hello.dialogue.yaml"));
  }

  @Test
  void the_client_in_another_language_passes() throws Exception {
    assumeTrue(Python.isThere(), "there is no python3 on this machine");
    assertOutput("signin.seed-article --client 'python3 client.py'");
  }

  @Test
  void the_client_in_another_language_is_about_forty_lines() {
    assertThat(readme.only("python").lines()).hasSizeBetween(35, 50);
  }

  @Test
  void the_example_for_JUnit_is_a_test() throws IOException {
    Path source = Path.of("src/test/java/org/msnmock/scenarios/SignInExampleTest.java");

    assertThat(Files.readString(source))
        .contains(readme.only("java", "@Play").replaceAll("(?m)^(?=.)", "  "));
  }

  @Test
  void the_example_of_a_whole_service_in_JUnit_is_a_test() throws IOException {
    Path source = Path.of("src/test/java/org/msnmock/scenarios/EmulateExampleTest.java");

    assertThat(Files.readString(source))
        .contains(readme.only("java", "@Emulate").replaceAll("(?m)^(?=.)", "  "));
  }

  @Test
  void the_accounts_are_some() throws IOException {
    Path file = Files.writeString(folder.resolve("people.yaml"), readme.only("yaml", "eve@"));

    assertThat(AccountsReader.read(file, "people.yaml").findings()).isEmpty();
    assertThat(AccountsReader.read(file, "people.yaml").accounts()).hasSize(3);
  }

  @Test
  void the_bot_is_one_that_is_tested_and_about_thirty_lines() throws IOException {
    String bot = readme.only("java", "EchoBot");

    assertThat(Files.readString(Path.of("src/test/java/org/msnmock/scenarios/EchoBot.java")))
        .endsWith(bot);
    assertThat(bot.lines()).hasSizeBetween(25, 40);
  }

  private void assertOutput(String arguments) throws Exception {
    String shown = readme.outputOf("mockserver/bin/msnmock test " + arguments);

    assertThat(normal(run(arguments))).isEqualTo(normal(shown));
  }

  private String run(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("test", "--out", "target/msnmock"));
    int client = arguments.indexOf(" --client ");
    command.add(client < 0 ? arguments : arguments.substring(0, client));
    if (client >= 0) {
      String words = arguments.substring(client + " --client ".length());
      command.addAll(List.of("--client", words.substring(1, words.length() - 1)));
    }
    return output(command);
  }

  private String output(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(java(), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.msnmock.mockserver.cli.Msnmock");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MSNMOCK_"));
    environment.remove("GITHUB_ACTIONS");
    environment.put("MSNMOCK_BUNDLED_DIALOGUES", Path.of("dialogues").toRealPath().toString());
    environment.put("MSNMOCK_BUNDLED_CLIENT", bundledClient());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  private static String bundledClient() {
    return "\"%s\" -XX:TieredStopAtLevel=1 -cp \"%s\" org.msnmock.client.console.SignInConsole --adapter stdio --reply-timeout 15s"
        .formatted(java(), System.getProperty("java.class.path"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Without what differs from run to run. */
  private static String normal(String output) {
    return output
        .replaceAll("\\d+\\.\\d\\d s", "# s")
        .replaceAll("(?m)^ +\\d+\\.\\d\\d\\d  ", "  #  ")
        .replaceAll("seed \\d+", "seed #")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:#");
  }
}
