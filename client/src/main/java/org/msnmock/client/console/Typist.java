package org.msnmock.client.console;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(Typist.class);

  private static final int TIDYING_UP_MILLIS = 1000;

  private final Keyboard keyboard;
  private final Pace pace;
  private final Desk desk;
  private final ExecutorService chat;
  private final Runnable leave;
  private volatile boolean isStopped;
  private volatile boolean hasFailed;
  private volatile Optional<Thread> thread = Optional.empty();

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
   */
  void start(CompletableFuture<?> signedIn) {
    Thread started = new Thread(() -> run(signedIn), "msn-typist");
    started.setDaemon(true);
    thread = Optional.of(started);
    started.start();
  }

  private void run(CompletableFuture<?> signedIn) {
    try {
      if (isDone(signedIn)) {
        takeAll();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the work, wherever it is; what is being typed leads to nothing. */
  void stop() {
    isStopped = true;
    keyboard.end();
    thread.ifPresent(Thread::interrupt);
    try {
      if (thread.isPresent()) {
        thread.get().join(TIDYING_UP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there was a bug in what was to be carried out. */
  boolean hasFailed() {
    return hasFailed;
  }

  /** Of a failure, the session's watch hears and ends the program. */
  private static boolean isDone(CompletableFuture<?> signedIn) throws InterruptedException {
    try {
      signedIn.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private void takeAll() throws InterruptedException {
    try {
      boolean goesOn = true;
      while (goesOn) {
        Optional<String> line = keyboard.next();
        goesOn = line.isPresent() && !isStopped && take(line.get());
      }
      if (!isStopped) {
        onChat(() -> desk.settled(pace)).get();
      }
    } catch (ExecutionException e) {
      hasFailed = true;
      LOG.error("A command failed", e);
    } finally {
      leave.run();
    }
  }

  /** Whether there may be more. */
  private boolean take(String line) throws InterruptedException, ExecutionException {
    if (pace == Pace.WHEN_DONE) {
      onChat(() -> desk.take(Input.from(line))).get();
    } else {
      onChat(() -> takeSafely(line));
    }
    return !onChat(desk::isClosed);
  }

  /** A bug in one command is no reason to throw somebody out of all conversations. */
  private CompletableFuture<?> takeSafely(String line) {
    try {
      return desk.take(Input.from(line));
    } catch (RuntimeException e) {
      LOG.error("A command failed", e);
      desk.tellOfBug(e);
      return CompletableFuture.completedFuture(null);
    }
  }

  private <T> T onChat(Callable<T> action) throws InterruptedException, ExecutionException {
    return chat.submit(action).get();
  }
}
