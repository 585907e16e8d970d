package org.msnmock.mockserver.engine;

/** Something that came in and waits to be taken; its number is that of its event. */
sealed interface Found {
  long number();

  /** The first line in the inbox of a connection. */
  record Line(Conn conn, long number) implements Found {}

  /** A connection that the client has closed. */
  record Closing(Conn conn, long number) implements Found {}

  /** A connection that nobody has accepted yet. */
  record Arrival(Conn conn, long number) implements Found {}

  /** A request. */
  record Call(Arrivals.Asked asked) implements Found {
    @Override
    public long number() {
      return asked.number();
    }
  }

  /** A word of the client's adapter. */
  record Word(Arrivals.Told told) implements Found {
    @Override
    public long number() {
      return told.number();
    }
  }
}
