package org.msnmock.mockserver.engine;

import org.msnmock.mockserver.wire.Blocks;
import org.msnmock.mockserver.wire.Frame;

/** Something that came in and waits to be taken; its number is that of its event. */
sealed interface Found {
  long number();

  /** When it came, on the clock of the play's caller. */
  long time();

  /** Whether nothing had to come for it: a file without bytes. */
  default boolean isNothing() {
    return false;
  }

  /** The first line in the inbox of a connection. */
  record Line(Conn conn, long number) implements Found {
    @Override
    public long time() {
      return conn.inbox.getFirst().time();
    }

    @Override
    public boolean isNothing() {
      Frame frame = conn.inbox.getFirst().frame();
      return frame.text().equals(Blocks.LINE)
          && frame.payload().filter(bytes -> bytes.length == 0).isPresent();
    }
  }

  /** A connection that the client has closed. */
  record Closing(Conn conn, long number) implements Found {
    @Override
    public long time() {
      return conn.closedTime;
    }
  }

  /** A connection that nobody has accepted yet. */
  record Arrival(Conn conn, long number) implements Found {
    @Override
    public long time() {
      return conn.connectedTime;
    }
  }

  /** A request. */
  record Call(Arrivals.Asked asked) implements Found {
    @Override
    public long number() {
      return asked.number();
    }

    @Override
    public long time() {
      return asked.time();
    }
  }

  /** A word of the client's adapter. */
  record Word(Arrivals.Told told) implements Found {
    @Override
    public long number() {
      return told.number();
    }

    @Override
    public long time() {
      return told.time();
    }
  }
}
