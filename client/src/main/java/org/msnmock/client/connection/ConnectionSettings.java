package org.msnmock.client.connection;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.protocol.TransactionId;

/**
 * What all connections of a client have in common.
 *
 * @param sockets makes every socket, unconnected; whoever wants to see or change each byte wraps
 *     these
 * @param scheduler runs the deadlines, none of which block
 * @param clock the same time as the scheduler's
 * @param activity hears of all that the client's threads do
 * @param firstId each connection counts from here
 */
public record ConnectionSettings(
    SocketFactory sockets,
    Duration connectTimeout,
    Duration replyTimeout,
    ScheduledExecutorService scheduler,
    Clock clock,
    Activity activity,
    TransactionId firstId,
    Transcript transcript,
    EventQueue events) {

  /** The same for connections that count from somewhere else. */
  public ConnectionSettings countingFrom(TransactionId first) {
    return new ConnectionSettings(
        sockets,
        connectTimeout,
        replyTimeout,
        scheduler,
        clock,
        activity,
        first,
        transcript,
        events);
  }

  /** Lets the transcript see something, unless it falls too far behind. */
  void note(Consumer<Transcript> sight) {
    if (transcript != Transcript.NONE) {
      events.offer(() -> sight.accept(transcript));
    }
  }
}
