package org.msnmock.mockserver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.mockserver.adapter.ProgramUnderTest;
import org.msnmock.mockserver.yaml.Manual;

/**
 * What the manual shows on a console is what comes. Times, ports and seeds differ from run to run.
 */
@Timeout(180)
class ManualConsoleTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Manual manual = Manual.read();

  @TempDir private Path folder;

  @TestFactory
  List<DynamicTest> each_command_prints_what_is_shown() throws IOException {
    manual.save(folder);
    List<DynamicTest> tests = new ArrayList<>();
    Map<String, String> clients = new HashMap<>();
    String file = "";
    for (Manual.Block block : manual.blocks()) {
      if (block.isDialogue()) {
        file = block.id() + ".dialogue.yaml";
      } else if (Manual.isClient(block)) {
        clients.put(file, manual.client(block));
      } else if (block.info().equals("console")) {
        Map<String, String> now = Map.copyOf(clients);
        tests.add(
            dynamicTest(block.text().lines().findFirst().orElse(""), () -> check(block, now)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(3);
    return tests;
  }

  /** The client of a command is the one shown last for its dialogue. */
  private void check(Manual.Block block, Map<String, String> clients) throws Exception {
    String command = block.text().lines().findFirst().orElse("");
    List<String> words = words(command.substring("$ msnmock ".length()));
    String printed;
    if (words.contains("./mychat")) {
      makeClient(Objects.requireNonNull(clients.get(words.get(1)), command));
      printed = start(words);
    } else {
      printed = run(words);
    }
    if (Manual.isRewritten()) {
      Manual.rewrite(block, command + "\n" + printed);
      return;
    }

    assertThat(normal(command + "\n" + printed)).as(Manual.REWRITE).isEqualTo(normal(block.text()));
  }

  private void makeClient(String lines) throws IOException, URISyntaxException {
    assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "a script is a program only on POSIX");
    File classes =
        new File(Talker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path said = Files.writeString(folder.resolve("lines.txt"), lines);
    Path script =
        Files.writeString(
            folder.resolve("mychat"),
            "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s '%s'\n"
                .formatted(ProgramUnderTest.javaProgram(), classes, Talker.class.getName(), said));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static List<String> words(String line) {
    List<String> out = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      out.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return out;
  }

  private String run(List<String> words) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    Msnmock.run(new Console(writer, writer, Map.of(), folder), words.toArray(String[]::new));
    return out.toString();
  }

  /** In a process of its own, since the client is searched in the folder of that. */
  private String start(List<String> words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(ProgramUnderTest.javaProgram(), "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Msnmock.class.getName()));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("MSNMOCK_"));
    builder.environment().remove("GITHUB_ACTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return output;
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
