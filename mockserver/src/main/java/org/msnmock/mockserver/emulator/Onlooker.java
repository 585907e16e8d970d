package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;

/** Is told at once what is going on, on the emulator's thread; it must be quick. */
public interface Onlooker {
  /** For those who don't want to know. */
  Onlooker NONE = new Onlooker() {};

  default void connected(int connection, Role role, String remote) {}

  /** It is known now who speaks there. */
  default void known(int connection, String address) {}

  /** The client has said something; secrets are in it. */
  default void heard(int connection, Frame frame) {}

  /**
   * Something is sent to the client; secrets are in it.
   *
   * @param bytes whole lines, perhaps with a payload; not to be changed
   */
  default void said(int connection, byte[] bytes) {}

  /**
   * Something worth knowing, such as why a client is hung up on.
   *
   * @param text without secrets; it may hold what a client has said
   */
  default void noted(int connection, String text) {}

  /** A client has done something that is not done for it; it has been told so before. */
  default void deviated(int connection, Misstep misstep) {
    if (misstep.closes()) {
      noted(connection, misstep.summary());
    }
  }

  /**
   * A fault of the emulator itself; the connection on which it showed is closed.
   *
   * @param connection 0: it showed on none
   */
  default void failed(int connection, RuntimeException fault) {}

  /** All is done that follows from what has happened last; the world can be looked at. */
  default void rested() {}

  /** The connection is over, by whomever. */
  default void closed(int connection) {}

  /** This one and another one, which is told everything behind it. */
  default Onlooker and(Onlooker other) {
    return new TwoOnlookers(this, other);
  }
}
