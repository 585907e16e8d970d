package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  private static final Environment NONE = new Environment(Map.of());

  @TempDir private Path home;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void lies_in_a_folder_of_its_owner_alone() throws Exception {
    Path file = HistoryFile.in(NONE, home.toString(), "Linux").orElseThrow();

    assertThat(file).isEqualTo(home.resolve(".local/state/msnchat/history"));
    assertThat(Files.getPosixFilePermissions(file.getParent()))
        .noneMatch(permission -> !permission.name().startsWith("OWNER"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void is_for_its_owner_alone_where_the_folder_was_there_before() throws Exception {
    // given
    Path folder = Files.createDirectories(home.resolve(".local/state/msnchat"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    // when
    Path made = HistoryFile.in(NONE, home.toString(), "Linux").orElseThrow();
    String first = PosixFilePermissions.toString(Files.getPosixFilePermissions(made));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
    Path found = HistoryFile.in(NONE, home.toString(), "Linux").orElseThrow();
    // then
    assertThat(first).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found)))
        .isEqualTo("rw-------");
  }

  @Test
  void lies_where_the_system_has_such_things() {
    assertThat(
            HistoryFile.in(
                new Environment(Map.of("XDG_STATE_HOME", home.resolve("x").toString())),
                "/",
                "Linux"))
        .contains(home.resolve("x/msnchat/history"));
    assertThat(
            HistoryFile.in(
                new Environment(Map.of("LOCALAPPDATA", home.resolve("y").toString())),
                "/",
                "Windows 11"))
        .contains(home.resolve("y/msnchat/history"));
    assertThat(HistoryFile.in(NONE, home.toString(), "windows"))
        .contains(home.resolve("AppData/Local/msnchat/history"));
  }

  @Test
  void is_nowhere_when_there_can_be_no_folder() throws Exception {
    Path file = Files.createFile(home.resolve("file"));

    assertThat(HistoryFile.in(NONE, file.toString(), "Linux")).isEmpty();
  }
}
