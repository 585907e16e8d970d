package org.msnmock.client.transfer;

import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.protocol.TransactionId;

/** What links need, without a connection. */
final class PeerTools {
  private PeerTools() {}

  /**
   * @param listener is told at once, on the thread that brings the event
   */
  static PeerFiles files(ManualTime time, MsnListener listener) {
    ConnectionSettings settings =
        new ConnectionSettings(
            SocketFactory.getDefault(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            time,
            time.clock(),
            Activity.NONE,
            new TransactionId(1),
            Transcript.NONE,
            new EventQueue(Runnable::run, Activity.NONE, List.of(listener)));
    return new PeerFiles(new FileTransfers(FileSettings.USUAL, settings), Runnable::run, () -> {});
  }
}
