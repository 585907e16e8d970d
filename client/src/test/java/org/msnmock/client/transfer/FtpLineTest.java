package org.msnmock.client.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.fake.ManualTime;

class FtpLineTest {
  /** A sender who has said all, and hears what comes back; slow to take the last word. */
  private static final class HalfClosed extends Socket {
    private final CountDownLatch endSeen = new CountDownLatch(1);
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private boolean isClosed;

    @Override
    public InputStream getInputStream() {
      return new InputStream() {
        @Override
        public int read() {
          endSeen.countDown();
          return -1;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return new OutputStream() {
        @Override
        public void write(int one) throws IOException {
          write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          awaitEnd();
          hear(bytes, from, length);
        }
      };
    }

    private void awaitEnd() throws IOException {
      try {
        endSeen.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    private synchronized void hear(byte[] bytes, int from, int length) throws IOException {
      if (isClosed) {
        throw new SocketException("closed");
      }
      heard.write(bytes, from, length);
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public synchronized void close() {
      isClosed = true;
    }

    private synchronized String heard() {
      return heard.toString(StandardCharsets.UTF_8);
    }
  }

  private final FileTransfers files = PeerTools.files(new ManualTime(), new MsnListener() {}).all();

  @Test
  void the_last_word_is_said_before_it_closes_even_where_the_other_one_has_closed_its_half()
      throws IOException {
    // given
    HalfClosed sender = new HalfClosed();
    // when
    try (FtpLine line = new FtpLine(sender, files, silent -> {})) {
      line.leave(FtpLine.RECEIVED);
      line.drain();
    }
    // then
    assertThat(sender.heard()).isEqualTo("BYE 16777989\r\n");
  }
}
