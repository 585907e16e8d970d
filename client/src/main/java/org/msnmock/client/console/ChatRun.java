package org.msnmock.client.console;

import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.msnmock.client.MsnClient;
import org.msnmock.client.MsnClientBuilder;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;

/** One run of the chat, from the sign-in to its end. */
final class ChatRun {
  private final Screen screen;
  private final Keyboard keyboard;
  private final Typist.Pace pace;
  private final Runnable tidyUp;
  private final SessionWatch watch = new SessionWatch();

  /** Who signs in. */
  record Account(Principal user, Password password, Status status) {}

  /**
   * @param tidyUp what else to do when somebody stops the program
   */
  ChatRun(Screen screen, Keyboard keyboard, Typist.Pace pace, Runnable tidyUp) {
    this.screen = screen;
    this.keyboard = keyboard;
    this.pace = pace;
    this.tidyUp = tidyUp;
  }

  /**
   * Signs in and chats.
   *
   * @param build makes a client of the settings, which have all in them then
   * @return the exit code
   */
  int run(MsnClientBuilder settings, Account who, Function<MsnClientBuilder, MsnClient> build)
      throws InterruptedException {
    ExecutorService chat = Executors.newSingleThreadExecutor(ChatRun::thread);
    Teller teller = new Teller(screen, Clock.system(ZoneId.systemDefault()));
    Chats chats = new Chats();
    News news = new News(teller, chats);
    FileDesk files = new FileDesk(teller);
    settings.executor(chat).listener(news).listener(files);
    // the watch ends the program, so it hears of everything last
    try (MsnClient client = build.apply(settings.listener(watch))) {
      Desk desk = new Desk(client, chats, news, files, teller);
      return chat(client, who, new Typist(keyboard, pace, desk, chat, () -> leave(client)));
    } finally {
      chat.shutdown();
    }
  }

  private int chat(MsnClient client, Account who, Typist typist) throws InterruptedException {
    try (StopSignal signal = new StopSignal(() -> stop(client, typist))) {
      keyboard.onInterrupt(() -> leaveAtOnce(client));
      watch.sessionBegan();
      typist.start(client.signIn(who.user(), who.password(), who.status()));
      int code = watch.await();
      typist.stop();
      return typist.hasFailed() ? SessionWatch.BUG : code;
    }
  }

  private void leave(MsnClient client) {
    watch.stopping();
    CompletableFuture<Void> unused = client.signOut();
  }

  private void leaveAtOnce(MsnClient client) {
    watch.stopping();
    client.close();
  }

  private void stop(MsnClient client, Typist typist) {
    leaveAtOnce(client);
    watch.awaitLastWords();
    typist.stop();
    tidyUp.run();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "msn-chat");
    thread.setDaemon(true);
    return thread;
  }
}
