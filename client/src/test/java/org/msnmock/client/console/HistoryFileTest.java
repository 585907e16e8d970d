package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  private static final Environment NONE = new Environment(Map.of());

  private final List<String> told = new ArrayList<>();
  private final HistoryFile file = new HistoryFile(told::add);

  @TempDir private Path home;

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void lies_in_a_folder_of_its_owner_alone() throws Exception {
    Path made = file.in(NONE, home.toString(), "Linux").orElseThrow();

    assertThat(made).isEqualTo(home.resolve(".local/state/msnchat/history"));
    assertThat(Files.getPosixFilePermissions(made.getParent()))
        .noneMatch(permission -> !permission.name().startsWith("OWNER"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void is_for_its_owner_alone_where_the_folder_was_there_before() throws Exception {
    // given
    Path folder = Files.createDirectories(home.resolve(".local/state/msnchat"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    // when
    Path made = file.in(NONE, home.toString(), "Linux").orElseThrow();
    String first = PosixFilePermissions.toString(Files.getPosixFilePermissions(made));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
    Path found = file.in(NONE, home.toString(), "Linux").orElseThrow();
    // then
    assertThat(first).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void what_a_link_leads_to_keeps_its_permissions() throws Exception {
    // given
    Path folder = Files.createDirectories(home.resolve(".local/state/msnchat"));
    Path target = Files.writeString(home.resolve("mine"), "/chat bob");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path link = Files.createSymbolicLink(folder.resolve("history"), target);
    // when
    var made = file.in(NONE, home.toString(), "Linux");
    // then
    assertThat(made).contains(link);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rwxr-xr-x");
    assertThat(told).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void a_folder_in_its_place_is_left_as_it_is() throws Exception {
    // given
    Path folder = Files.createDirectories(home.resolve(".local/state/msnchat/history"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    // then
    assertThat(file.in(NONE, home.toString(), "Linux")).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such permissions")
  void is_kept_and_told_of_once_where_its_permissions_stay() throws Exception {
    // given
    Path folder = Files.createDirectories(home.resolve(".local/state/msnchat"));
    Path open = Files.createFile(folder.resolve("history"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    HistoryFile foreign =
        new HistoryFile(
            path -> {
              throw new FileSystemException(path.toString(), null, "Operation not permitted");
            },
            told::add);
    // then
    assertThat(foreign.in(NONE, home.toString(), "Linux")).contains(open);
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("others may read " + open)
        .contains("Operation not permitted", "--no-history");
  }

  @Test
  void lies_where_the_system_has_such_things() {
    assertThat(
            file.in(
                new Environment(Map.of("XDG_STATE_HOME", home.resolve("x").toString())),
                "/",
                "Linux"))
        .contains(home.resolve("x/msnchat/history"));
    assertThat(
            file.in(
                new Environment(Map.of("LOCALAPPDATA", home.resolve("y").toString())),
                "/",
                "Windows 11"))
        .contains(home.resolve("y/msnchat/history"));
    assertThat(file.in(NONE, home.toString(), "windows"))
        .contains(home.resolve("AppData/Local/msnchat/history"));
  }

  @Test
  void is_nowhere_when_there_can_be_no_folder() throws Exception {
    Path wrong = Files.createFile(home.resolve("file"));

    assertThat(file.in(NONE, wrong.toString(), "Linux")).isEmpty();
  }
}
