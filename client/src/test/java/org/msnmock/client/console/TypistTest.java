package org.msnmock.client.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.msnmock.client.MsnClient;
import org.msnmock.client.fake.StandardError;

class TypistTest {
  private final ExecutorService chat = Executors.newSingleThreadExecutor();
  private final BrokenScreen screen = new BrokenScreen();
  private final MsnClient client = MsnClient.builder().server("127.0.0.1:1").executor(chat).build();

  /** Has a bug in it that shows with one text. */
  private static final class BrokenScreen implements Screen {
    private final BlockingQueue<String> shown = new LinkedBlockingQueue<>();

    @Override
    public void show(Line line) {
      if (line.text().get(0).startsWith("/chat ")) {
        throw new UnsupportedOperationException("nobody thought of this");
      }
      shown.add(line.text().get(0));
    }

    @Override
    public void prompt(String to, int unread) {}

    @Override
    public void progress(Progress progress) {}

    @Override
    public void progressEnded(int number) {}
  }

  private static Keyboard typing(String... lines) {
    BlockingQueue<String> left = new LinkedBlockingQueue<>(List.of(lines));
    return new Keyboard() {
      @Override
      public Optional<String> next() {
        return Optional.ofNullable(left.poll());
      }

      @Override
      public void end() {}
    };
  }

  @AfterEach
  void stop() {
    client.close();
    chat.shutdown();
  }

  @ParameterizedTest
  @EnumSource(Typist.Pace.class)
  void a_bug_in_a_command_ends_a_script_but_not_a_chat(Typist.Pace pace) throws Exception {
    // given
    Teller teller = new Teller(screen, Clock.systemUTC());
    Chats chats = new Chats();
    Desk desk = new Desk(client, chats, new News(teller, chats), new FileDesk(teller), teller);
    CompletableFuture<Boolean> left = new CompletableFuture<>();
    Typist typist =
        new Typist(typing("/help", "/chat"), pace, desk, chat, () -> left.complete(true));
    // when
    String log =
        StandardError.during(
            () -> {
              typist.start(CompletableFuture.completedFuture(null));
              left.orTimeout(20, SECONDS).join();
            });
    // then
    assertThat(log).contains("A command failed");
    boolean isScript = pace == Typist.Pace.WHEN_DONE;
    assertThat(typist.hasFailed()).isEqualTo(isScript);
    assertThat(screen.shown.contains("no conversations yet; /chat ADDRESS begins one"))
        .isNotEqualTo(isScript);
    assertThat(screen.shown.stream().anyMatch(text -> text.contains("a bug in this program")))
        .isNotEqualTo(isScript);
  }
}
