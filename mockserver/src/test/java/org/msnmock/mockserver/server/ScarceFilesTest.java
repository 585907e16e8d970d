package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/** A process of its own, as nobody may use up the file descriptors of this one. */
class ScarceFilesTest {
  private static final int FILES = 150;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void serves_on_when_the_process_has_no_file_descriptors_left() throws Exception {
    Path shell = Path.of("/bin/sh");
    assumeTrue(Files.isExecutable(shell));
    Process process = start(shell);
    try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
      int port = Integer.parseInt(told.readLine());
      Peer accepted = Peer.connect(port);
      // Loads the classes: those in folders take a file descriptor each, which jars don't.
      assertThat(accepted.says("PNG\r\n").line()).isEqualTo("PNG");
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < FILES; i++) {
        peers.add(Peer.connect(port));
      }
      assertThat(told.readLine()).contains("cannot accept connections", "(ulimit -n)");

      assertThat(accepted.says("PNG\r\n").line()).isEqualTo("PNG");
      Peer waiting = peers.remove(peers.size() - 1);
      for (Peer peer : peers) {
        peer.close();
      }
      assertThat(waiting.says("QNG\r\n").line()).isEqualTo("QNG");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Path shell) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            shell.toString(),
            "-c",
            "ulimit -n " + FILES + " && exec \"$0\" \"$@\"",
            java,
            "-cp",
            classes,
            ScarceFilesTest.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Echoes, and tells its port and its notes. */
  public static void main(String[] arguments) throws IOException {
    Stage stage =
        Stage.playing(
            event ->
                event instanceof Event.Line line
                    ? List.of(
                        new Action.Send(
                            line.connection(), Text.encode(line.frame().text() + "\r\n")))
                    : List.of());
    System.out.println(stage.port(Role.NOTIFICATION_SERVER));
    while (stage.notes.isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    System.out.println(stage.notes.get(0));
    LockSupport.park();
  }
}
