package org.msnmock.client.switchboard;

import java.util.concurrent.CompletableFuture;
import org.msnmock.client.message.TextMessage;

/** A text on its way. For turns. */
final class Outgoing {
  final TextMessage message;

  /** Done when everybody has it; what is chained to it runs in a turn. */
  final CompletableFuture<Void> delivery = new CompletableFuture<>();

  /** Whether it went out once, and came back as there was nobody any more. */
  boolean isSecondTry;

  private int partsLeft;
  private int partsRefused;

  Outgoing(TextMessage message) {
    this.message = message;
  }

  void sent(int parts) {
    partsLeft = parts;
    partsRefused = 0;
  }

  void partArrived() {
    partsLeft--;
  }

  void partRefused() {
    partsLeft--;
    partsRefused++;
  }

  boolean isSettled() {
    return partsLeft == 0;
  }

  int partsRefused() {
    return partsRefused;
  }
}
