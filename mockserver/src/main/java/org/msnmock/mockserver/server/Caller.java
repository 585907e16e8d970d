package org.msnmock.mockserver.server;

import org.msnmock.mockserver.dialogue.PercentCode;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Request;

/**
 * Somebody for whom a play is sought, as far as is known by now. What is not known is empty.
 *
 * @param host from where they come
 * @param user the account that they name
 * @param signature the {@code tpf} of the challenge that they bring to the login
 * @param word what they come to a switchboard with
 */
record Caller(String host, String user, String signature, String word) {
  private static final int TOKENS = 4;

  /** The most that can speak for a play: {@link Guest#likeness}. */
  int most() {
    return Guest.PRESENT
        + Guest.HOST
        + (user.isEmpty() ? 0 : Guest.USER)
        + (signature.isEmpty() ? 0 : Guest.SIGNATURE)
        + (word.isEmpty() ? 0 : Guest.WORD);
  }

  /**
   * @param remote {@code host:port}
   */
  static Caller connecting(String remote) {
    return new Caller(host(remote), "", "", "");
  }

  /** Somebody who has said something on a switchboard, the first thing there. */
  Caller saying(Frame frame) {
    String[] tokens = frame.tokens();
    return tokens.length < TOKENS ? this : new Caller(host, tokens[2], signature, tokens[3]);
  }

  /**
   * @param remote {@code host:port}
   */
  static Caller asking(String remote, Request request) {
    String user = "";
    String signature = "";
    if (request.passportPairs().isPresent()) {
      for (String[] pair : request.passportPairs().get()) {
        user = pair[0].equals("sign-in") ? PercentCode.decode(pair[1]) : user;
        signature = pair[0].equals("tpf") ? pair[1] : signature;
      }
    }
    return new Caller(host(remote), user, signature, "");
  }

  private static String host(String remote) {
    return remote.substring(0, Math.max(0, remote.lastIndexOf(':')));
  }
}
