package org.msnmock.client.protocol;

/** The server has too much to do. Trying again later may succeed. */
public final class ServerBusyException extends ServerRefusedException {
  public ServerBusyException(int number, String message) {
    super(number, message);
  }
}
