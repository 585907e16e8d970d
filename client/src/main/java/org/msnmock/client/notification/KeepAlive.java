package org.msnmock.client.notification;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.Order;
import org.msnmock.client.command.PingAnswered;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.connection.IdleTimer;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;

/**
 * Pings a server to which nothing was said for a while, and gives the connection up when a ping is
 * not answered. While one is, there is no second.
 *
 * <p>The server tells with each answer how long the next ping may take; that shortens the interval,
 * never stretches it.
 */
final class KeepAlive {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Connection connection;
  private final ConnectionSettings settings;
  private final Duration interval;
  private final IdleTimer idle;
  private @Nullable ScheduledFuture<?> deadline;
  private boolean isStopped;

  KeepAlive(Connection connection, ConnectionSettings settings, Duration interval) {
    this.connection = connection;
    this.settings = settings;
    this.interval = interval;
    this.idle = new IdleTimer(settings.clock(), settings.scheduler(), this::ping);
  }

  synchronized void start() {
    if (!isStopped) {
      idle.start(interval);
    }
  }

  /** The server was told something else. */
  void touch() {
    idle.touch();
  }

  synchronized void answered(PingAnswered answer) {
    if (isStopped || deadline == null) {
      return;
    }
    deadline.cancel(false);
    deadline = null;
    idle.start(answer.nextWithin().map(this::shortened).orElse(interval));
  }

  synchronized void stop() {
    isStopped = true;
    idle.stop();
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  private Duration shortened(Duration nextWithin) {
    Duration wished = nextWithin.compareTo(SHORTEST) < 0 ? SHORTEST : nextWithin;
    return wished.compareTo(interval) < 0 ? wished : interval;
  }

  private synchronized void ping() {
    if (isStopped) {
      return;
    }
    deadline =
        settings
            .scheduler()
            .schedule(this::giveUp, settings.replyTimeout().toNanos(), TimeUnit.NANOSECONDS);
    connection.send(Order.PING);
  }

  private void giveUp() {
    connection.fail(
        new ConnectionLostException(
            Loss.NO_ANSWER,
            "%s did not answer a ping within %s ms."
                .formatted(connection.server(), settings.replyTimeout().toMillis())));
  }
}
