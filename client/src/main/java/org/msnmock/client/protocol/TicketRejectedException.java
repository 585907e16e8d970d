package org.msnmock.client.protocol;

/**
 * The notification server did not take the ticket that Passport issued. A new sign-in fetches a new
 * one.
 */
public final class TicketRejectedException extends ServerRefusedException {
  public TicketRejectedException(int number, String message) {
    super(number, message);
  }
}
