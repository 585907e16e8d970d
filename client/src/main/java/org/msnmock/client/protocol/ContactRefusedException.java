package org.msnmock.client.protocol;

/** The server refused to change something about one person; the contact list stays as it was. */
public final class ContactRefusedException extends ServerRefusedException {
  private final Principal who;

  public ContactRefusedException(Principal who, int number, String message) {
    super(number, message);
    this.who = who;
  }

  public Principal who() {
    return who;
  }
}
