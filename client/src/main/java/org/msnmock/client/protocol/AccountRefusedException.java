package org.msnmock.client.protocol;

/**
 * The account may not sign in: a child's without consent, not verified, of another domain, and the
 * like.
 */
public final class AccountRefusedException extends ServerRefusedException {
  public AccountRefusedException(int number, String message) {
    super(number, message);
  }
}
