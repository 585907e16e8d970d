package org.msnmock.mockserver.time;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The server's end of a connection: what it says here is how one knows what is under way. */
public interface Wire {
  /** Of a connection that nobody watches. */
  Wire UNWATCHED =
      new Wire() {
        @Override
        public void sent(long bytes) {}

        @Override
        public void received(long bytes) {}

        @Override
        public void sentEnd() {}

        @Override
        public void receivedEnd() {}

        @Override
        public void closed() {}

        @Override
        public InputStream in(InputStream in) {
          return in;
        }

        @Override
        public OutputStream out(OutputStream out) {
          return out;
        }
      };

  /** Bytes are with the operating system. */
  void sent(long bytes);

  void received(long bytes);

  /** No more will be sent. */
  void sentEnd();

  /** No more will come. */
  void receivedEnd();

  /** Neither is anything sent nor heard any more. */
  void closed();

  /**
   * Counts what comes, for a thread that waits for it: it is not at work meanwhile.
   *
   * @see Pace#begin
   */
  InputStream in(InputStream in) throws IOException;

  OutputStream out(OutputStream out) throws IOException;
}
