package org.msnmock.client.transfer;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.FileDone;
import org.msnmock.client.event.FileProgressed;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.Peer;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.protocol.TransferFailedException;
import org.msnmock.client.protocol.TransferFailedException.Reason;

/** Bob fetches a file; the test decides what the connection does. */
class FtpSenderTest {
  private static final long COOKIE = 4711;

  private final List<Object> told = new CopyOnWriteArrayList<>();
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final ManualTime time = new ManualTime();
  private final FileTransfers files =
      new FileTransfers(
          FileSettings.USUAL.listeningWith(listeners()),
          new ConnectionSettings(
              SocketFactory.getDefault(),
              Duration.ofSeconds(1),
              Duration.ofSeconds(1),
              time,
              time.clock(),
              Activity.NONE,
              new TransactionId(1),
              Transcript.NONE,
              new EventQueue(Runnable::run, Activity.NONE, List.of(listener()))));

  @TempDir private Path folder;
  private AfterWriting afterWriting = () -> {};

  /** What happens when the end of the file is written. */
  private interface AfterWriting {
    void run() throws IOException;
  }

  private MsnListener listener() {
    return new MsnListener() {
      @Override
      public void fileProgressed(FileProgressed event) {
        told.add(event.bytes());
      }

      @Override
      public void fileDone(FileDone event) {
        told.add("done");
      }
    };
  }

  private ServerSocketFactory listeners() {
    return new ServerSocketFactory() {
      @Override
      public ServerSocket createServerSocket() throws IOException {
        return new ServerSocket() {
          @Override
          public Socket accept() throws IOException {
            Socket socket = socket();
            implAccept(socket);
            accepted.add(socket);
            return socket;
          }
        };
      }

      @Override
      public ServerSocket createServerSocket(int port) {
        throw new UnsupportedOperationException();
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog) {
        throw new UnsupportedOperationException();
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
        throw new UnsupportedOperationException();
      }
    };
  }

  private Socket socket() {
    return new Socket() {
      @Override
      public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            if (length >= 3 && bytes[from + length - 3] == 1) {
              afterWriting.run();
            }
          }
        };
      }
    };
  }

  @AfterEach
  void close() {
    files.leave();
    files.close();
  }

  private Transfer sending(int size) throws IOException {
    Path file = Files.write(folder.resolve("notes.bin"), new byte[size]);
    return files.sending(file, new Principal("bob@example.com"));
  }

  private Peer comesFor(Transfer transfer) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Path file = folder.resolve("notes.bin");
    FtpSender sender = new FtpSender(files, transfer, file, COOKIE, here, () -> {});
    return Peer.to(here.getHostAddress(), sender.port())
        .send("VER MSNFTP")
        .expect("VER MSNFTP")
        .send("USR bob@example.com " + COOKIE)
        .expect("FIL " + transfer.size())
        .send("TFR");
  }

  @Test
  void the_last_progress_is_told_before_the_end_however_quick_the_receiver_is() throws Exception {
    // given
    CountDownLatch isOver = new CountDownLatch(1);
    afterWriting = () -> awaitQuietly(isOver);
    Transfer transfer = sending(5);
    Peer bob = comesFor(transfer);
    // when
    bob.readBytes(3 + 5 + 3);
    bob.send("BYE 16777989");
    transfer.done().get(20, SECONDS);
    isOver.countDown();
    bob.expectEnd();
    // then
    assertThat(told).containsExactly(5L, "done");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    await().until(() -> latch.getCount() == 0);
  }

  @Test
  void an_empty_file_breaks_off_as_others_do() throws Exception {
    afterWriting =
        () -> {
          throw new IOException("the other one is gone");
        };
    Transfer transfer = sending(0);
    Peer bob = comesFor(transfer);
    assertThat(reason(transfer.done())).isEqualTo(Reason.BROKEN_OFF);
    bob.close();
  }

  @Test
  void little_waits_to_be_read() throws Exception {
    Transfer transfer = sending(5);
    Peer bob = comesFor(transfer);
    bob.readBytes(3 + 5 + 3);
    assertThat(accepted.get(0).getSendBufferSize()).isBetween(1, 2 * 64 * 1024);
    bob.send("BYE 16777989");
    transfer.done().get(20, SECONDS);
  }

  private static Reason reason(CompletableFuture<?> future) {
    Throwable failure = catchThrowable(() -> future.get(20, SECONDS));
    return ((TransferFailedException) failure.getCause()).reason();
  }
}
