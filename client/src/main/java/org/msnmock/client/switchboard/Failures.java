package org.msnmock.client.switchboard;

import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import org.msnmock.client.protocol.ConversationFailedException;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.UndeliveredException;
import org.msnmock.client.protocol.WrongPasswordException;

/** Says what a failure means for a conversation. */
final class Failures {
  private Failures() {}

  /** The number that the server said no with; nothing where it did not. */
  static OptionalInt number(Throwable failure) {
    if (failure instanceof ServerRefusedException refused) {
      return OptionalInt.of(refused.number());
    }
    if (failure instanceof WrongPasswordException refused) {
      return refused.number();
    }
    if (failure instanceof ServiceUnavailableException refused) {
      return refused.number();
    }
    return OptionalInt.empty();
  }

  /** There is no switchboard. */
  static MsnException noSwitchboard(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof NotVisibleException hidden) {
      return hidden;
    }
    OptionalInt number = number(cause);
    if (number.isPresent() && number.getAsInt() == NotVisibleException.NUMBER) {
      return new NotVisibleException(cause);
    }
    return new ConversationFailedException(
        number, "There is no switchboard to talk on. " + cause.getMessage(), cause);
  }

  static UndeliveredException undelivered(Throwable failure) {
    return failure instanceof UndeliveredException already
        ? already
        : new UndeliveredException(
            "The message was not delivered. " + failure.getMessage(), failure);
  }
}
