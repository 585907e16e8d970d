package org.msnmock.client.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.client.console.Input.Order;
import org.msnmock.client.conversation.FileTransfer;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileFailed;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;

class FileDeskTest {
  private static final Principal BOB = new Principal("bob@example.com");

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final FileDesk desk =
      new FileDesk(
          new Teller(
              new PlainScreen(new PrintStream(out, true, StandardCharsets.UTF_8)),
              Clock.fixed(Instant.parse("2004-06-01T20:15:00Z"), ZoneOffset.UTC)));
  private final Chat chat = new Chat(1, Set.of(BOB));
  private Path picture;

  /** Goes nowhere, and keeps what it was told. */
  private static final class FakeTransfer implements FileTransfer {
    private final Direction direction;
    private final List<String> told = new ArrayList<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    FakeTransfer(Direction direction) {
      this.direction = direction;
    }

    @Override
    public Principal peer() {
      return BOB;
    }

    @Override
    public String name() {
      return "a\u202Epicture.png";
    }

    @Override
    public long size() {
      return 2048;
    }

    @Override
    public Direction direction() {
      return direction;
    }

    @Override
    public CompletableFuture<Path> accept(Path file) {
      told.add("accept " + file.getFileName());
      return done.thenApply(nothing -> file);
    }

    @Override
    public void decline() {
      told.add("decline");
    }

    @Override
    public void cancel() {
      told.add("cancel");
    }

    @Override
    public CompletableFuture<Void> done() {
      return done;
    }
  }

  @BeforeEach
  void draw_a_picture() throws Exception {
    picture = Files.createFile(folder.resolve("picture.png"));
  }

  private FakeTransfer offered() {
    FakeTransfer file = new FakeTransfer(FileTransfer.Direction.RECEIVING);
    desk.fileOffered(new FileOffered(file));
    return file;
  }

  private static Order order(Verb verb, String... words) {
    return new Order(verb, List.of(words));
  }

  private List<String> shown() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void a_file_is_sent_and_tells_how_far_it_is() {
    // given
    FakeTransfer file = new FakeTransfer(FileTransfer.Direction.SENDING);
    // when
    desk.send((to, path) -> file, chat, picture.toString());
    CompletableFuture<?> settled = desk.settled();
    desk.fileProgressed(new FileProgressed(file, 1024));
    desk.fileDone(new FileDone(file));
    // then
    assertThat(shown())
        .containsExactly(
            "20:15 * file 1, \"a\uFFFDpicture.png\", is offered to bob@example.com; /cancel 1 ends it",
            "20:15 * 1 file is on the way, and the program ends after that",
            "file 1, a\uFFFDpicture.png: 50 %",
            "20:15 * file 1, \"a\uFFFDpicture.png\", is at bob@example.com");
    assertThat(settled).isNotDone();
    file.done.complete(null);
    assertThat(settled).isDone();
  }

  @Test
  void files_that_are_broken_off_are_counted() {
    desk.tellOfBreakingOff();
    offered();
    desk.send(
        (to, path) -> new FakeTransfer(FileTransfer.Direction.SENDING), chat, picture.toString());
    desk.tellOfBreakingOff();
    desk.send(
        (to, path) -> new FakeTransfer(FileTransfer.Direction.SENDING), chat, picture.toString());
    desk.tellOfBreakingOff();

    assertThat(shown())
        .filteredOn(line -> line.contains("broken off"))
        .containsExactly("20:15 * 1 file is broken off", "20:15 * 2 files are broken off");
  }

  @Test
  void a_file_that_is_offered_is_taken_under_another_name() {
    // given
    FakeTransfer first = offered();
    FakeTransfer second = offered();
    // when
    desk.accept(order(Verb.ACCEPT, "2", folder.resolve("new.png").toString()));
    desk.accept(order(Verb.ACCEPT, folder.toString()));
    desk.fileDone(new FileDone(second));
    // then
    assertThat(second.told).containsExactly("accept new.png");
    assertThat(first.told).containsExactly("accept a\u202Epicture.png");
    assertThat(shown())
        .contains(
            "20:15 * bob@example.com offers the file \"a\uFFFDpicture.png\", 2.0 KiB: /accept 1 or /decline 1",
            "20:15 * file 2, \"a\uFFFDpicture.png\", has come");
  }

  @Test
  void a_number_alone_takes_that_file_under_its_own_name() {
    // given
    FakeTransfer first = offered();
    FakeTransfer second = offered();
    // when
    desk.accept(order(Verb.ACCEPT, "2"));
    // then
    assertThat(first.told).isEmpty();
    assertThat(second.told).containsExactly("accept a\u202Epicture.png");
  }

  @Test
  void a_number_alone_never_takes_another_file() {
    // given
    FakeTransfer first = offered();
    FakeTransfer second = offered();
    desk.fileFailed(
        new FileFailed(first, new TransferFailedException(Reason.CANCELLED, "taken back")));
    // then
    assertThatThrownBy(() -> desk.accept(order(Verb.ACCEPT, "1")))
        .hasMessage("there is no file 1 here; there are [2]");
    assertThat(second.told).isEmpty();
    // when
    desk.accept(order(Verb.ACCEPT, folder.resolve("1").toString()));
    // then
    assertThat(second.told).containsExactly("accept 1");
  }

  @Test
  void the_only_file_is_meant_when_nothing_is_said() {
    // given
    FakeTransfer file = offered();
    // when
    desk.accept(order(Verb.ACCEPT));
    // then
    assertThat(file.told).containsExactly("accept a\u202Epicture.png");
  }

  @Test
  void a_file_never_replaces_another_one() {
    FakeTransfer file = offered();

    assertThatThrownBy(() -> desk.accept(order(Verb.ACCEPT, picture.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give another name");
    assertThat(file.told).isEmpty();
  }

  @Test
  void files_are_declined_and_cancelled() {
    // given
    FakeTransfer unwanted = offered();
    FakeTransfer given = new FakeTransfer(FileTransfer.Direction.SENDING);
    desk.send((to, path) -> given, chat, picture.toString());
    // when
    desk.decline(Optional.empty());
    desk.cancel(Optional.of("2"));
    desk.fileFailed(
        new FileFailed(given, new TransferFailedException(Reason.CANCELLED, "you ended it")));
    // then
    assertThat(unwanted.told).containsExactly("decline");
    assertThat(given.told).containsExactly("cancel");
    assertThat(shown())
        .endsWith("20:15 ! file 2, \"a\uFFFDpicture.png\", came to nothing: you ended it");
  }

  @Test
  void it_has_to_be_said_which_file_is_meant_where_that_is_open() {
    assertThatThrownBy(() -> desk.decline(Optional.empty()))
        .hasMessage("there is no file to do that with");
    offered();
    offered();
    assertThatThrownBy(() -> desk.decline(Optional.empty()))
        .hasMessage("say which file: one of [1, 2]");
    assertThatThrownBy(() -> desk.decline(Optional.of("3")))
        .hasMessage("there is no file 3 here; there are [1, 2]");
  }

  @Test
  void a_file_goes_to_one_person_and_must_be_there() {
    assertThatThrownBy(() -> desk.send((to, path) -> offered(), chat, folder.toString()))
        .hasMessageContaining("there is no file");
    chat.joined(new Principal("carol@example.com"));
    assertThatThrownBy(() -> desk.send((to, path) -> offered(), chat, picture.toString()))
        .hasMessageContaining("there are several here");
  }

  @Test
  void very_many_offers_are_declined() {
    for (int i = 0; i < 100; i++) {
      assertThat(offered().told).isEmpty();
    }
    assertThat(offered().told).containsExactly("decline");
  }
}
