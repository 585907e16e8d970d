package org.msnmock.client.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.msnmock.client.command.ErrorReply;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.FakeServer;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** A connection whose client is closed while it is still used, by another thread. */
class ConnectionTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final FakeServer server = new FakeServer();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private Connection connection;

  @BeforeEach
  void connect() {
    connection = Connection.open(Endpoint.from(server.address()), settings(scheduler));
    connection.start(
        new ConnectionListener() {
          @Override
          public void noticeCame(Frame frame) {}

          @Override
          public void errorCame(ErrorReply error) {}

          @Override
          public void ended(MsnException cause) {}
        });
    scheduler.shutdownNow();
  }

  private static ConnectionSettings settings(ScheduledExecutorService scheduler) {
    return new ConnectionSettings(
        SocketFactory.getDefault(),
        DEADLINE,
        DEADLINE,
        scheduler,
        Clock.systemUTC(),
        Activity.NONE,
        new TransactionId(1),
        Transcript.NONE,
        new EventQueue(Runnable::run, Activity.NONE, List.of()));
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    server.close();
  }

  @Test
  void is_closed_where_nobody_is_left_who_would_do_it_later() {
    connection.leave();

    assertThat(connection.isOpen()).isFalse();
  }
}
