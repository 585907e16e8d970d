package org.msnmock.client.switchboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.msnmock.client.command.Invite;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.Connection.Unanswered;
import org.msnmock.client.connection.ConnectionSettings;
import org.msnmock.client.event.Activity;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.ParticipantLeft;
import org.msnmock.client.event.Transcript;
import org.msnmock.client.fake.ManualTime;
import org.msnmock.client.fake.ScriptedServer;
import org.msnmock.client.fake.ScriptedServer.Part;
import org.msnmock.client.fake.StandardError;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.MsnException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.Payload;

class LineTest {
  private static final int PORT = 1864;

  private static final LineOwner NOBODY =
      new LineOwner() {
        @Override
        public void joined(Line line, Principal who, String friendlyName) {}

        @Override
        public void left(Line line, Principal who, ParticipantLeft.Reason reason) {}

        @Override
        public void messageCame(Line line, Principal from, MimeMessage message) {}

        @Override
        public void peerMessageCame(Line line, Principal from, Payload message) {}

        @Override
        public void idle(Line line) {}

        @Override
        public void ended(Line line, MsnException cause) {}
      };

  private final ManualTime time = new ManualTime();
  private final ScriptedServer server = new ScriptedServer();
  private final Turns turns = new Turns(Activity.NONE);
  private final ConnectionSettings settings = settings(server);
  private final Connection connection = open();
  private final Line line =
      new Line(connection, settings, turns, new Principal("alice@example.com"), NOBODY);

  private ConnectionSettings settings(SocketFactory sockets) {
    return new ConnectionSettings(
        sockets,
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        time,
        time.clock(),
        Activity.NONE,
        new TransactionId(1),
        Transcript.NONE,
        new EventQueue(Runnable::run, Activity.NONE, List.of()));
  }

  private Connection open() {
    List<Part> parts = new ArrayList<>();
    server.on(PORT, parts);
    parts.add(server.until(PORT));
    return Connection.open(new Endpoint("127.0.0.1", PORT), settings);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void what_the_server_says_is_not_read_on_while_much_of_it_waits_for_its_turn() throws Exception {
    // given
    AtomicInteger read = new AtomicInteger();
    AtomicInteger readThen = new AtomicInteger();
    Thread reader =
        new Thread(
            () -> {
              for (int i = 0; i < 100; i++) {
                line.noticeCame(Frame.of("JOI", "guest" + i + "@example.com", "Guest"));
                read.incrementAndGet();
              }
            });
    // when
    turns.take(
        () -> {
          reader.start();
          await().until(() -> read.get() > 0 && reader.getState() == Thread.State.WAITING);
          readThen.set(read.get());
        });
    // then
    assertThat(readThen).hasValueBetween(1, 99);
    reader.join();
    assertThat(line.people()).hasSize(100);
  }

  @Test
  void what_is_asked_when_the_client_is_closed_is_answered_with_that() {
    // given
    CompletableFuture<String> outcome = new CompletableFuture<>();
    // when
    String log =
        StandardError.during(
            () ->
                turns.take(
                    () -> {
                      line.start();
                      time.shutdown();
                      line.request(
                          new Invite(new Principal("bob@example.com")),
                          Unanswered.DOES_NOT_MATTER,
                          (rings, failure) -> outcome.complete(String.valueOf(failure)));
                    }));
    // then
    assertThat(outcome)
        .succeedsWithin(Duration.ofSeconds(20))
        .asString()
        .contains("closed by this client");
    assertThat(log).doesNotContain("fell over");
  }

  @Test
  void a_line_that_opens_when_the_client_is_closed_ends() {
    // given
    time.shutdown();
    // when
    String log = StandardError.during(() -> turns.take(line::start));
    // then
    assertThat(connection.isOpen()).isFalse();
    assertThat(log).doesNotContain("fell over");
  }
}
