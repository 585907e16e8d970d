package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.junit.DialogueFolder;
import org.msnmock.mockserver.junit.Play;
import org.msnmock.mockserver.junit.RunningPlay;

/** The program msnchat does through a pipe what the README shows. Times differ. */
@DialogueFolder("src/test/resources/chat")
class ChatExampleTest {
  private static final String COMMAND =
      "printf '%s\\n' '/chat bob' 'Are you there?' /list | client/bin/msnchat";

  @Test
  @Play(value = "chat", passport = Play.Passport.PLAIN)
  void a_pipe_is_carried_out_line_by_line(RunningPlay play) throws Exception {
    // given
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.msnmock.client.console.ChatConsole");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MSN"));
    environment.put("MSN_SERVER", play.entryAddress());
    environment.put("MSN_NEXUS_URL", play.nexusUrl().toString());
    environment.put("MSN_USER", play.user());
    environment.put("MSN_PASSWORD", play.password());
    Process process = builder.redirectErrorStream(true).start();
    // when
    try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
      input.write("/chat bob\nAre you there?\n/list\n");
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // then
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(normal(output)).isEqualTo(normal(new Readme().outputOf(COMMAND)));
    assertThat(process.exitValue()).isZero();
  }

  private static String normal(String output) {
    return output.replaceAll("(?m)^\\d\\d:\\d\\d ", "#:# ");
  }
}
