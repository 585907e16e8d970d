package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code mockserver/bin/msnmock}, and {@code client/bin/msnchat} which comes by it, in
 * a checkout of stand-ins: a Maven that makes two empty jars, and a Java that tells how it was
 * called. Every path has a blank in it.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "shell scripts; msnmock.cmd takes their place")
class LauncherTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "called: $*" >> "$MAVEN_LOG"
      echo "what Maven says"
      [ -z "${MAVEN_FAILS:-}" ] || exit 1
      sleep "${MAVEN_TAKES:-0}"
      mkdir -p client/target/quick mockserver/target/quick
      : > client/target/quick/msnmock-client.jar
      : > mockserver/target/quick/msnmock-mockserver.jar
      """;

  /**
   * Prints what it was given; where it is to leave a list of classes, or an archive of them, it
   * leaves one and prints nothing.
   */
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in
          -XX:DumpLoadedClassList=*) : > "${word#*=}"; exit ;;
          -Xshare:dump) dumps=yes ;;
          -XX:SharedArchiveFile=*) [ -z "${dumps:-}" ] || { : > "${word#*=}"; exit; } ;;
        esac
      done
      for word in "$@"; do echo "[$word]"; done
      echo "client: $MSNMOCK_BUNDLED_CLIENT"
      echo "dialogues: $MSNMOCK_BUNDLED_DIALOGUES"
      echo "reports: $MSNMOCK_REPORT_DIR"
      exit 3
      """;

  @TempDir private Path temporary;
  private Path checkout;
  private Path launcher;
  private Path javaHome;
  private Path maven;
  private Path mavenLog;

  private record Outcome(int exitCode, List<String> output, List<String> errors) {}

  @BeforeEach
  void lay_a_checkout_of_stand_ins() throws IOException {
    checkout = Files.createDirectory(temporary.toRealPath().resolve("check out"));
    launcher = checkout.resolve("mockserver/bin/msnmock");
    Files.createDirectories(launcher.getParent());
    Files.copy(Path.of("../mockserver/bin/msnmock"), launcher);
    makeExecutable(launcher);
    for (String source :
        List.of(
            "pom.xml",
            "client/pom.xml",
            "mockserver/pom.xml",
            "client/src/main/A.java",
            "mockserver/src/main/B.java")) {
      Path file = checkout.resolve(source);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    javaHome = temporary.resolve("a java");
    program(javaHome.resolve("bin/java"), JAVA);
    Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    maven = program(temporary.resolve("a maven/mvn"), MAVEN);
    mavenLog = temporary.resolve("maven.log");
  }

  @Test
  void hands_on_every_argument_as_it_is_and_the_exit_code_of_Java() throws Exception {
    Outcome outcome = launch(launcher, "test", "two words", "", "a\"quote'", "*", "--");

    assertThat(outcome.output())
        .containsSubsequence(
            "[-jar]",
            "[" + serverJar() + "]",
            "[test]",
            "[two words]",
            "[]",
            "[a\"quote']",
            "[*]",
            "[--]");
    assertThat(outcome.exitCode()).isEqualTo(3);
  }

  @Test
  void tells_Java_where_the_bundled_things_are() throws Exception {
    Outcome outcome = launch(launcher, "test");

    assertThat(outcome.output())
        .contains(
            "dialogues: " + checkout.resolve("scenarios/dialogues"),
            "reports: " + checkout.resolve("target/msnmock"));
    assertThat(outcome.output())
        .filteredOn(line -> line.startsWith("client: "))
        .singleElement()
        .asString()
        .startsWith("client: \"" + javaHome.resolve("bin/java") + "\" ")
        .endsWith(
            " -jar \""
                + checkout.resolve("client/target/quick/msnmock-client.jar")
                + "\" --adapter stdio --article-in signin.seed-article --reply-timeout 15s --reconnect 5s");
  }

  @Test
  void starts_the_chat_as_well() throws Exception {
    Path chat = checkout.resolve("client/bin/msnchat");
    Files.createDirectories(chat.getParent());
    Files.copy(Path.of("../client/bin/msnchat"), chat);
    makeExecutable(chat);
    Path link = Files.createSymbolicLink(temporary.resolve("chat link"), chat);

    Outcome outcome = launch(link, "--user", "two words");

    assertThat(outcome.output())
        .containsSubsequence(
            "[-cp]",
            "[" + checkout.resolve("client/target/quick/msnmock-client.jar") + "]",
            "[org.msnmock.client.console.ChatConsole]",
            "[--user]",
            "[two words]");
    assertThat(archive(outcome.output())).isRegularFile();
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(mavenLog).content().hasLineCount(1);
  }

  @Test
  void builds_once_and_says_so_in_one_line_on_standard_error() throws Exception {
    Outcome first = launch(launcher, "test");
    Outcome second = launch(launcher, "test");

    assertThat(first.errors())
        .containsExactly(
            "msnmock: building (the sources are newer than what is built)", "what Maven says");
    assertThat(second.errors()).isEmpty();
    assertThat(mavenLog).content().hasLineCount(1);
  }

  @Test
  void builds_again_when_a_source_is_newer() throws Exception {
    launch(launcher, "test");
    Files.setLastModifiedTime(
        checkout.resolve("client/src/main/A.java"), FileTime.from(Instant.now().plusSeconds(5)));

    assertThat(launch(launcher, "test").errors()).contains("what Maven says");
  }

  @Test
  void builds_again_when_a_source_is_gone() throws Exception {
    launch(launcher, "test");
    Files.delete(checkout.resolve("mockserver/src/main/B.java"));

    assertThat(launch(launcher, "test").errors()).contains("what Maven says");
  }

  @Test
  void gives_up_with_70_when_the_build_fails_and_tries_again_the_next_time() throws Exception {
    Outcome failed = finish(start(launcher, "MAVEN_FAILS=1", "test"));

    assertThat(failed.exitCode()).isEqualTo(70);
    assertThat(failed.output()).isEmpty();
    assertThat(failed.errors()).endsWith("msnmock: the build failed; the messages above say why");
    assertThat(launch(launcher, "test").exitCode()).isEqualTo(3);
  }

  @Test
  void two_that_start_at_once_build_once() throws Exception {
    Running one = start(launcher, "MAVEN_TAKES=1", "test");
    Running other = start(launcher, "MAVEN_TAKES=1", "test");

    assertThat(finish(one).exitCode()).isEqualTo(3);
    assertThat(finish(other).exitCode()).isEqualTo(3);
    assertThat(mavenLog).content().hasLineCount(1);
  }

  @Test
  void passes_over_the_lock_of_a_process_that_is_gone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path state = Files.createDirectories(checkout.resolve("mockserver/target/quick/launcher"));
    Files.createSymbolicLink(state.resolve("lock"), Path.of(Long.toString(gone.pid())));

    assertThat(launch(launcher, "test").exitCode()).isEqualTo(3);
    assertThat(state.resolve("lock")).doesNotExist();
    assertThat(Files.isSymbolicLink(state.resolve("lock"))).isFalse();
  }

  @Test
  void finds_its_checkout_through_symbolic_links() throws Exception {
    Path links = Files.createDirectory(temporary.resolve("some links"));
    Path absolute = Files.createSymbolicLink(links.resolve("absolute"), launcher);
    Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("absolute"));

    assertThat(launch(absolute, "test").output()).contains("[" + serverJar() + "]");
    assertThat(launch(relative, "test").output()).contains("[" + serverJar() + "]");
  }

  @Test
  void makes_an_archive_of_classes_for_each_Java() throws Exception {
    List<String> first = launch(launcher, "test").output();
    Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"25\"\n");
    List<String> second = launch(launcher, "test").output();

    assertThat(archive(first)).isRegularFile();
    assertThat(archive(second)).isRegularFile().isNotEqualTo(archive(first));
    assertThat(mavenLog).content().hasLineCount(1);
  }

  @Test
  void refuses_a_Java_that_is_too_old() throws Exception {
    Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Outcome outcome = launch(launcher, "test");

    assertThat(outcome.exitCode()).isEqualTo(70);
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .contains("Java 11.0.2", "17 or newer", "JAVA_HOME");
  }

  private Path serverJar() {
    return checkout.resolve("mockserver/target/quick/msnmock-mockserver.jar");
  }

  private static Path archive(List<String> output) {
    String option =
        output.stream()
            .filter(line -> line.startsWith("[-XX:SharedArchiveFile="))
            .findFirst()
            .orElseThrow();
    return Path.of(option.substring(option.indexOf('=') + 1, option.length() - 1));
  }

  private record Running(Process process, Path output, Path errors) {}

  private Outcome launch(Path program, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("MAVEN_TAKES=0"));
    words.addAll(List.of(arguments));
    return finish(start(program, words.toArray(String[]::new)));
  }

  /**
   * Starts the launcher in a strange folder, with one more variable and with the arguments after
   * it.
   */
  private Running start(Path program, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(words).subList(1, words.length));
    command.add(0, program.toString());
    Path output = Files.createTempFile(temporary, "output", ".txt");
    Path errors = Files.createTempFile(temporary, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    String[] variable = words[0].split("=", 2);
    builder.environment().keySet().removeIf(name -> name.startsWith("MSNMOCK_"));
    builder.environment().put(variable[0], variable[1]);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("MSNMOCK_MAVEN", maven.toString());
    builder.environment().put("MAVEN_LOG", mavenLog.toString());
    return new Running(builder.start(), output, errors);
  }

  private static Outcome finish(Running running) throws Exception {
    try {
      assertThat(running.process().waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS))
          .as("launcher has ended")
          .isTrue();
    } finally {
      running.process().destroyForcibly();
    }
    return new Outcome(
        running.process().exitValue(),
        Files.readAllLines(running.output()),
        Files.readAllLines(running.errors()));
  }

  private static Path program(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    makeExecutable(file);
    return file;
  }

  private static void makeExecutable(Path file) {
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
