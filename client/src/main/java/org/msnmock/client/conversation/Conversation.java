package org.msnmock.client.conversation;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.Principal;

/**
 * A talk with one person or several. It can be used at once, whether anybody is there yet or not:
 * texts wait until somebody is. When everybody has left it can still be used; the next text calls
 * whoever left last again. It is over when the user leaves it or is no longer signed in.
 *
 * <p>All methods may be called from any thread. Futures are completed on the application's
 * executor.
 */
public interface Conversation {
  /** Who is in it besides the user; the same for ever, even if people come and go later. */
  Set<Principal> people();

  /**
   * Says something to everybody who is in it. Texts that are too long for one message go as
   * several.
   *
   * @return done when everybody has it. Fails with an {@link
   *     org.msnmock.client.protocol.UndeliveredException} when somebody has not, when nobody came,
   *     when the server does not tell, or when very many texts wait already
   */
  CompletableFuture<Void> send(TextMessage message);

  /** Says something in the usual font. */
  default CompletableFuture<Void> send(String text) {
    return send(TextMessage.of(text));
  }

  /**
   * Tells the others that the user is writing; to be called as often as a key is pressed. They hear
   * of it every five seconds at the most.
   */
  void typing();

  /**
   * Asks somebody to come.
   *
   * @return done when the invitation is on its way, which is no acceptance. Fails with a {@link
   *     org.msnmock.client.protocol.ServerRefusedException} when that person can't be called (217,
   *     216, 208), is there already (215), or too many were called (713); the conversation goes on
   */
  CompletableFuture<Void> invite(Principal who);

  /** Leaves for good. Doing it twice is harmless. */
  void leave();

  /** Whether the user has left it, or is no longer signed in. */
  boolean isOver();
}
