package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.journal.Redaction;

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

  /** What {@code {user}} and its like stand for, by their words. */
  public Map<String, String> texts() {
    return Map.of(
        "user",
        user,
        "password",
        password,
        "status",
        status,
        "name",
        friendlyName,
        "ticket",
        ticket);
  }

  /** Hides what is secret in these. */
  public static Redaction redaction(List<Account> accounts) {
    List<String> secrets = new ArrayList<>();
    for (Account account : accounts) {
      secrets.add(account.password());
      secrets.add(account.ticket());
    }
    return Redaction.BY_PLACE.and(secrets);
  }

  @Override
  public String toString() {
    return "Account[" + user + ", password and ticket hidden]";
  }
}
