package org.msnmock.client.console;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.Disconnected.Outlook;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.protocol.MsnException;

/** Knows when the program is done, and with which exit code. Any thread may enter. */
final class SessionWatch implements MsnListener {
  static final int SIGNED_OUT = 0;
  static final int SIGN_IN_FAILED = 1;
  static final int DISCONNECTED = 2;
  static final int USAGE = 64;
  static final int BUG = 70;

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private boolean isAwaitingOrders;
  private int runningSessions;
  private boolean isStopping;
  private int latest = SIGNED_OUT;

  /** Waits for the end. */
  int await() throws InterruptedException {
    try {
      return exitCode.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit code is never a failure", e);
    }
  }

  /** Waits for the end, which is near: until all has been told that there is to tell. */
  void awaitLastWords() {
    try {
      exitCode.get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // then they are missing; whoever stops a program doesn't wait for long
    }
  }

  /**
   * From now on, the end of a session is not the end of the program: another one may be asked for.
   */
  synchronized void ordersMayCome() {
    isAwaitingOrders = true;
  }

  /**
   * No more orders will come; so the end of the session that may be running is the end of the
   * program.
   */
  synchronized void ordersEnded() {
    if (isAwaitingOrders) {
      isAwaitingOrders = false;
      finishIfDone();
    }
  }

  /** Somebody stops the program; so a sign-in that comes to nothing by that has ended well. */
  synchronized void stopping() {
    isStopping = true;
    isAwaitingOrders = false;
    finishIfDone();
  }

  /**
   * A session is about to begin. The one before may not have been heard to end yet: whoever gave
   * the order may have heard of that earlier.
   */
  synchronized void sessionBegan() {
    runningSessions++;
  }

  /** It did not begin after all, so nothing will be heard of it. */
  synchronized void sessionRefused() {
    oneLess();
  }

  @Override
  public synchronized void signInFailed(SignInFailed event) {
    int code = event.cause() instanceof MsnException ? SIGN_IN_FAILED : BUG;
    sessionEnded(isStopping ? SIGNED_OUT : code);
  }

  @Override
  public void disconnected(Disconnected event) {
    if (event.outlook() == Outlook.RETURNS) {
      return; // it is the same session that goes on
    }
    sessionEnded(event.reason() == Disconnected.Reason.SIGNED_OUT ? SIGNED_OUT : DISCONNECTED);
  }

  private synchronized void sessionEnded(int code) {
    latest = code;
    oneLess();
  }

  private void oneLess() {
    // a session that is left just when it comes online may be heard to end twice
    runningSessions = Math.max(0, runningSessions - 1);
    finishIfDone();
  }

  private void finishIfDone() {
    if (!isAwaitingOrders && runningSessions == 0) {
      exitCode.complete(latest);
    }
  }
}
