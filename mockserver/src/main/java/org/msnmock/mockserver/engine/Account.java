package org.msnmock.mockserver.engine;

/**
 * The account that a client under test signs in with.
 *
 * @param client the client's name in the dialogue: {@code alice}
 * @param user the e-mail address
 * @param status the status code to sign in with
 * @param friendlyName not encoded
 * @param ticket what Passport issues to it
 */
public record Account(
    String client,
    String user,
    String password,
    String status,
    String friendlyName,
    String ticket) {

  @Override
  public String toString() {
    return "Account[" + user + ", password and ticket hidden]";
  }
}
