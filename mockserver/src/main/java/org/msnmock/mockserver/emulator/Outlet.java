package org.msnmock.mockserver.emulator;

/** What an emulator wants done, in order, at the end of each event. */
public interface Outlet {
  /** Send these bytes; not to be changed. */
  void send(int connection, byte[] bytes);

  /** Close, once everything is sent. */
  void close(int connection);

  /** Break the connection off with RST. */
  default void reset(int connection) {
    close(connection);
  }
}
