package org.msnmock.client.console;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Brings what is typed to the chat's own thread, and at its end sees to it that the user is signed
 * out. It has a thread of its own, which waits for the keyboard.
 */
final class Typist {
  /** When the next line is read. */
  enum Pace {
    /** As soon as the one before was taken: people see what comes of it. */
    AT_ONCE,
    /** When the one before was carried out: what a script orders happens in its order. */
    WHEN_DONE
  }

  private final Keyboard keyboard;
  private final Pace pace;
  private final Desk desk;
  private final ExecutorService chat;
  private final Runnable leave;

  /**
   * @param chat the chat's own thread
   * @param leave what to do at the end of the input
   */
  Typist(Keyboard keyboard, Pace pace, Desk desk, ExecutorService chat, Runnable leave) {
    this.keyboard = keyboard;
    this.pace = pace;
    this.desk = desk;
    this.chat = chat;
    this.leave = leave;
  }

  /**
   * Begins to work.
   *
   * @param signedIn when the first line may be read; when it fails, none is
   * @return the thread; interrupting it ends it
   */
  Thread start(CompletableFuture<?> signedIn) {
    Thread thread =
        new Thread(
            () -> {
              try {
                signedIn.get();
                takeAll();
              } catch (ExecutionException e) {
                // no sign-in: the session's watch hears of it and ends the program
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "msn-typist");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void takeAll() throws InterruptedException, ExecutionException {
    try {
      boolean goesOn = true;
      while (goesOn) {
        Optional<String> line = keyboard.next();
        goesOn = line.isPresent() && take(line.get());
      }
      onChat(desk::settled).get();
    } finally {
      leave.run();
    }
  }

  /** Whether there may be more. */
  private boolean take(String line) throws InterruptedException, ExecutionException {
    CompletableFuture<?> carriedOut = onChat(() -> desk.take(Input.from(line)));
    if (pace == Pace.WHEN_DONE) {
      carriedOut.get();
    }
    return !onChat(desk::isClosed);
  }

  private <T> T onChat(Callable<T> action) throws InterruptedException, ExecutionException {
    return chat.submit(action).get();
  }
}
