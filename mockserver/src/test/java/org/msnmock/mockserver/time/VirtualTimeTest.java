package org.msnmock.mockserver.time;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private static final long MINUTE = MINUTES.toNanos(1);
  private static final long NEVER = Long.MAX_VALUE;

  /** The time that goes on outside, which stands still in a test. */
  private final AtomicLong reality = new AtomicLong();

  private final VirtualTime time = new VirtualTime(reality::get);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  /** Nothing comes, and nobody waits for it. */
  private static boolean nothing(long millis) {
    return false;
  }

  private boolean passesTo(long due) throws IOException {
    return time.await(due, VirtualTimeTest::nothing);
  }

  /** A test that takes too long is interrupted, which ends a loop here. */
  private static void yieldToOthers() throws InterruptedIOException {
    if (Thread.interrupted()) {
      throw new InterruptedIOException("what was waited for did not come");
    }
    Thread.onSpinWait();
  }

  /** Lets the client's own tasks run as time comes to them. */
  private void passToTheEndOf(Future<?> last) throws IOException {
    while (!last.isDone()) {
      boolean unused = passesTo(NEVER);
      yieldToOthers();
    }
  }

  /** Reads as a client's thread does; it waits for something to come when this returns. */
  private FutureTask<Integer> reader(Socket client) throws IOException {
    time.begin();
    FutureTask<Integer> reader =
        new FutureTask<>(
            () -> {
              try {
                return client.getInputStream().read(new byte[8]);
              } finally {
                time.end();
              }
            });
    new Thread(reader, "reader").start();
    long due = time.now() + 1;
    while (!passesTo(due)) {
      yieldToOthers(); // it works until it waits
    }
    return reader;
  }

  @Test
  void jumps_to_what_is_due_when_nobody_works() throws IOException {
    Instant before = time.clock().instant();

    assertThat(passesTo(MINUTE)).isTrue();

    assertThat(time.now()).isEqualTo(MINUTE);
    assertThat(Duration.between(before, time.clock().instant())).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void never_goes_back() throws IOException {
    assertThat(passesTo(MINUTE)).isTrue();
    assertThat(passesTo(MINUTE / 2)).isTrue();
    assertThat(time.now()).isEqualTo(MINUTE);
  }

  @Test
  void stands_still_where_nothing_is_due() throws IOException {
    assertThat(passesTo(NEVER)).isFalse();
    assertThat(time.now()).isZero();
  }

  @Test
  void stands_still_while_somebody_works() throws IOException {
    time.begin();
    assertThat(passesTo(MINUTE)).isFalse();
    assertThat(time).hasToString("PT0S, 1 at work, 0 connections with something under way");

    time.end();
    assertThat(passesTo(MINUTE)).isTrue();
  }

  @Test
  void stands_still_when_something_has_come() throws IOException {
    assertThat(time.await(MINUTE, millis -> true)).isFalse();
    assertThat(time.now()).isZero();
  }

  @Test
  void whoever_completes_a_future_begins_the_work_of_those_who_wait_for_it() throws Exception {
    CompletableFuture<String> future = new CompletableFuture<>();
    time.begin();
    FutureTask<String> waiter = new FutureTask<>(() -> time.await(future));
    new Thread(waiter, "waiter").start();
    while (!passesTo(MINUTE)) {
      yieldToOthers(); // it works until it waits
    }

    future.complete("there");

    assertThat(passesTo(2 * MINUTE)).as("it has been completed, and has not ended").isFalse();
    assertThat(waiter.get()).isEqualTo("there");
    time.end();
    assertThat(passesTo(2 * MINUTE)).isTrue();
  }

  @Nested
  class Of_the_scheduler {
    @Test
    void tasks_run_when_time_has_come_to_them_in_the_order_of_their_times() throws Exception {
      Future<?> last = time.scheduler().schedule(() -> runs("late"), 2, MINUTES);
      Future<?> unused = time.scheduler().schedule(() -> runs("first"), 1, MINUTES);
      Future<?> second = time.scheduler().schedule(() -> runs("second"), 1, MINUTES);

      passToTheEndOf(last);

      assertThat(second.isDone()).isTrue();
      assertThat(done).containsExactly("first, 1 min", "second, 1 min", "late, 2 min");
    }

    private boolean runs(String name) {
      return done.add("%s, %s min".formatted(name, time.now() / MINUTE));
    }

    @Test
    void tasks_go_before_what_is_due_for_the_server_at_the_same_time() throws Exception {
      Future<?> task = time.scheduler().schedule(() -> done.add("task"), 1, MINUTES);

      assertThat(passesTo(MINUTE)).isFalse();
      task.get();
      while (!passesTo(MINUTE)) {
        yieldToOthers(); // its thread has a moment to go
      }

      assertThat(done).containsExactly("task");
      assertThat(time.now()).isEqualTo(MINUTE);
    }

    @Test
    void a_task_that_runs_is_work() throws Exception {
      CompletableFuture<Void> begun = new CompletableFuture<>();
      CompletableFuture<Void> mayEnd = new CompletableFuture<>();
      Future<?> task =
          time.scheduler()
              .schedule(
                  () -> {
                    begun.complete(null);
                    mayEnd.join();
                  },
                  1,
                  SECONDS);
      assertThat(passesTo(MINUTE)).isFalse();
      begun.get();

      assertThat(passesTo(MINUTE)).isFalse();

      mayEnd.complete(null);
      task.get();
    }

    @Test
    void a_cancelled_task_is_not_waited_for() throws Exception {
      ScheduledFuture<?> task = time.scheduler().schedule(() -> done.add("task"), 1, SECONDS);

      assertThat(task.cancel(false)).isTrue();

      assertThat(passesTo(MINUTE)).isTrue();
      assertThat(time.now()).isEqualTo(MINUTE);
      assertThat(done).isEmpty();
    }

    @Test
    void a_task_may_run_again_and_again() throws Exception {
      CompletableFuture<Void> third = new CompletableFuture<>();
      ScheduledFuture<?> task =
          time.scheduler()
              .scheduleAtFixedRate(
                  () -> {
                    done.add(time.now() / MINUTE + " min");
                    if (done.size() == 3) {
                      third.complete(null);
                    }
                  },
                  1,
                  2,
                  MINUTES);

      passToTheEndOf(third);

      assertThat(task.isDone()).isFalse();
      task.cancel(false);
      assertThat(done).startsWith("1 min", "3 min", "5 min");
    }

    @Test
    void a_period_of_nothing_would_never_let_time_pass() {
      assertThatThrownBy(() -> time.scheduler().scheduleWithFixedDelay(() -> {}, 1, 0, MINUTES))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("more than nothing");
    }

    @Test
    void a_task_tells_how_long_it_will_wait() throws IOException {
      ScheduledFuture<?> late = time.scheduler().schedule(() -> {}, 3, MINUTES);
      ScheduledFuture<?> soon = time.scheduler().schedule(() -> "", 2, MINUTES);
      assertThat(passesTo(MINUTE)).isTrue();

      assertThat(late.getDelay(SECONDS)).isEqualTo(120);
      assertThat(late.compareTo(soon)).isPositive();
    }

    @Test
    void never_is_a_time_that_never_comes() throws IOException {
      assertThat(passesTo(MINUTE)).isTrue();
      Future<?> unused = time.scheduler().schedule(() -> done.add("task"), Long.MAX_VALUE, SECONDS);

      assertThat(passesTo(2 * MINUTE)).isTrue();
      assertThat(done).isEmpty();
    }

    @Test
    void a_task_that_is_refused_is_nobodys_work() throws Exception {
      assertThat(time.scheduler().shutdownNow()).isEmpty();

      assertThatThrownBy(() -> time.scheduler().execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class);
      assertThat(passesTo(MINUTE)).isTrue();
    }

    @Test
    void nothing_runs_after_the_end() throws Exception {
      Future<?> unused = time.scheduler().schedule(() -> done.add("task"), 1, SECONDS);

      assertThat(time.scheduler().shutdownNow()).hasSize(1);

      assertThat(time.scheduler().awaitTermination(1, MINUTES)).isTrue();
      assertThat(time.scheduler().isShutdown()).isTrue();
      assertThat(passesTo(MINUTE)).isTrue();
      assertThat(done).isEmpty();
    }
  }

  /** A server's end that has called, and a client's that has listened. */
  @Nested
  class Of_dialled_connections {
    private final ServerSocket listening;
    private final SocketChannel server;
    private final Wire wire;

    Of_dialled_connections() throws IOException {
      listening = time.serverSockets().createServerSocket();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      server = SocketChannel.open(listening.getLocalSocketAddress());
      wire = time.dialled(server);
    }

    @AfterEach
    void close() throws IOException {
      server.close();
      listening.close();
    }

    @Test
    void one_that_the_client_has_not_taken_is_under_way() throws IOException {
      assertThat(passesTo(MINUTE)).isFalse();

      time.begin();
      try (Socket client = listening.accept()) {
        time.end();
        assertThat(client.isConnected()).isTrue();
        assertThat(passesTo(MINUTE)).isTrue();
      }
    }

    @Test
    void who_listens_may_choose_what_it_accepts() throws IOException {
      WatchedSocket chosen = new WatchedSocket(time);
      try (ServerSocket other = time.serverSockets(() -> chosen).createServerSocket()) {
        other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (SocketChannel caller = SocketChannel.open(other.getLocalSocketAddress())) {
          time.begin();
          assertThat(other.accept()).isSameAs(chosen);
          time.end();
          assertThat(chosen.getPort()).isEqualTo(caller.socket().getLocalPort());
        }
      }
      chosen.close();
    }

    @Test
    void one_that_the_client_never_takes_holds_nothing_up_for_long() throws IOException {
      reality.addAndGet(VirtualTime.TAKEN_SOON.toNanos() - 1);
      assertThat(passesTo(MINUTE)).isFalse();

      reality.incrementAndGet();

      assertThat(passesTo(MINUTE)).isTrue();
    }

    @Test
    void one_that_is_taken_late_is_under_way_as_any_other() throws IOException {
      reality.addAndGet(VirtualTime.TAKEN_SOON.toNanos());
      time.begin();
      try (Socket client = listening.accept()) {
        time.end();
        client.getOutputStream().write(1);
        assertThat(passesTo(MINUTE)).isFalse();
      }
    }

    @Test
    void one_that_we_have_given_up_is_not() throws IOException {
      wire.closed();

      assertThat(passesTo(MINUTE)).isTrue();
    }

    @Test
    void what_is_said_on_it_is_under_way_until_it_is_read() throws Exception {
      time.begin();
      try (Socket client = listening.accept()) {
        client.getOutputStream().write("VER".getBytes(StandardCharsets.US_ASCII));
        time.end();
        assertThat(passesTo(MINUTE)).isFalse();

        wire.received(3);
        assertThat(passesTo(MINUTE)).isTrue();

        FutureTask<Integer> reader = reader(client);
        wire.sent(2);
        assertThat(passesTo(2 * MINUTE)).isFalse();
        assertThat(server.write(ByteBuffer.wrap(new byte[2]))).isEqualTo(2);
        assertThat(reader.get()).isEqualTo(2);
        assertThat(passesTo(2 * MINUTE)).isTrue();
      }
    }

    @Test
    void who_waits_to_be_called_is_not_at_work() throws Exception {
      time.begin();
      try (Socket first = listening.accept()) {
        FutureTask<Socket> waiter = new FutureTask<>(listening::accept);
        new Thread(waiter, "waiter").start();
        while (!passesTo(MINUTE)) {
          yieldToOthers(); // it works until it waits
        }
        try (SocketChannel second = SocketChannel.open(listening.getLocalSocketAddress());
            Socket taken = waiter.get()) {
          assertThat(taken.getPort()).isNotEqualTo(first.getPort());
          assertThat(second.isConnected()).isTrue();
          assertThat(passesTo(2 * MINUTE)).as("it has been called, and works").isFalse();
        }
      }
    }
  }

  /** A server's end that says what happens to it, and a client's that is watched. */
  @Nested
  class Of_connections {
    private final ServerSocketChannel listening;
    private final Socket client;

    Of_connections() throws IOException {
      listening = ServerSocketChannel.open();
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = time.sockets().createSocket("127.0.0.1", port());
    }

    private int port() throws IOException {
      return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    @AfterEach
    void close() throws IOException {
      client.close();
      listening.close();
    }

    private Wire accepted(SocketChannel channel) throws IOException {
      return time.accepted(channel, port());
    }

    @Test
    void one_that_was_not_accepted_is_under_way() throws IOException {
      assertThat(passesTo(MINUTE)).isFalse();

      try (SocketChannel server = listening.accept()) {
        Wire unused = accepted(server);
        assertThat(passesTo(MINUTE)).isTrue();
      }
    }

    @Test
    void one_that_is_never_accepted_holds_nothing_up_for_ever() throws IOException {
      reality.addAndGet(VirtualTime.ACCEPTED_SOON.toNanos() - 1);
      assertThat(passesTo(MINUTE)).isFalse();

      reality.incrementAndGet();

      assertThat(passesTo(MINUTE)).isTrue();
    }

    @Test
    void what_a_stranger_says_and_is_told_is_not_under_way() throws IOException {
      try (SocketChannel server = listening.accept();
          Socket stranger = new Socket("127.0.0.1", port());
          SocketChannel other = listening.accept()) {
        Wire unused = accepted(server);
        Wire wire = time.accepted(other, port());
        wire.received(3);
        wire.sent(2);
        assertThat(stranger.isConnected()).isTrue();

        assertThat(passesTo(MINUTE)).isTrue();
        wire.receivedEnd();
        assertThat(passesTo(2 * MINUTE)).isTrue();
        wire.closed();
        assertThat(passesTo(3 * MINUTE)).isTrue();
      }
    }

    @Test
    void one_that_has_the_port_of_a_strangers_is_another() throws IOException {
      client.close();
      listening.accept().close();
      try (Socket stranger = new Socket("127.0.0.1", port());
          SocketChannel server = listening.accept()) {
        Wire first = accepted(server);
        first.received(2);
        first.closed();

        time.called(stranger.getLocalPort(), port());
        Wire second = accepted(server);

        assertThat(passesTo(MINUTE)).isTrue();
        second.received(1);
        assertThat(passesTo(2 * MINUTE)).as("it is counted").isFalse();
      }
    }

    @Test
    void one_that_has_the_port_of_one_given_up_is_another() throws IOException {
      client.close();
      listening.accept().close();
      try (Socket caller = new Socket("127.0.0.1", port());
          SocketChannel server = listening.accept()) {
        time.called(caller.getLocalPort(), port()).clientClosed();

        Wire second = accepted(server);
        time.called(caller.getLocalPort(), port());

        assertThat(passesTo(MINUTE)).isTrue();
        second.received(1);
        assertThat(passesTo(2 * MINUTE)).as("it is counted").isFalse();
      }
    }

    @Test
    void what_the_client_leaves_unread_holds_nothing_up() throws IOException {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);
        time.begin();
        wire.sent(server.write(ByteBuffer.wrap(new byte[2])));
        assertThat(client.getInputStream().read()).isZero();
        assertThat(passesTo(MINUTE)).as("it works").isFalse();
        time.end();
        assertThat(passesTo(MINUTE)).isTrue();

        wire.sentEnd();
        assertThat(passesTo(2 * MINUTE)).isTrue();
      }
    }

    @Test
    void what_the_client_sends_is_under_way_until_the_server_has_read_it() throws IOException {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);

        client.getOutputStream().write("VER".getBytes(StandardCharsets.US_ASCII));
        assertThat(passesTo(MINUTE)).isFalse();
        wire.received(2);
        assertThat(passesTo(MINUTE)).isFalse();
        wire.received(1);

        assertThat(passesTo(MINUTE)).isTrue();
      }
    }

    @Test
    void what_the_server_sends_is_under_way_until_the_client_has_read_it() throws Exception {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);
        FutureTask<Integer> reader = reader(client);

        wire.sent(2);
        assertThat(passesTo(MINUTE)).isFalse();
        time.begin(); // what comes of it
        assertThat(server.write(ByteBuffer.wrap(new byte[2]))).isEqualTo(2);
        assertThat(reader.get()).isEqualTo(2);
        assertThat(passesTo(MINUTE)).as("it has been read, and somebody works").isFalse();
        time.end();

        assertThat(passesTo(MINUTE)).isTrue();
      }
    }

    @Test
    void the_end_that_the_server_sends_is_under_way_until_the_client_has_read_it()
        throws Exception {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);
        FutureTask<Integer> reader = reader(client);

        wire.sentEnd();
        assertThat(passesTo(MINUTE)).isFalse();
        server.shutdownOutput();
        assertThat(reader.get()).isEqualTo(-1);

        assertThat(passesTo(MINUTE)).isTrue();
      }
    }

    @Test
    void the_end_that_the_client_sends_is_under_way_until_the_server_has_read_it()
        throws IOException {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);

        client.shutdownOutput();
        assertThat(passesTo(MINUTE)).isFalse();
        wire.receivedEnd();
        assertThat(passesTo(MINUTE)).isTrue();
      }
    }

    @Test
    void what_is_sent_to_a_closed_end_is_lost_and_not_under_way() throws IOException {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);
        wire.sent(5);
        client.close();
        assertThat(passesTo(MINUTE)).as("the server does not know it is closed").isFalse();
        wire.closed();

        assertThat(passesTo(MINUTE)).isTrue();
        assertThat(time).hasToString("PT1M, 0 at work, 0 connections with something under way");
      }
    }

    @Test
    void a_client_that_closes_what_nobody_accepted_waits_for_nobody() throws IOException {
      client.close();
      assertThat(passesTo(MINUTE)).isTrue();
    }

    @Test
    void a_timeout_of_the_socket_is_not_its_end() throws Exception {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);
        client.setSoTimeout(1);
        time.begin();
        assertThatThrownBy(() -> client.getInputStream().read())
            .isInstanceOf(SocketTimeoutException.class);
        time.end();
        client.setSoTimeout(0);
        FutureTask<Integer> reader = reader(client);

        wire.sent(1);

        assertThat(passesTo(MINUTE)).isFalse();
        assertThat(server.write(ByteBuffer.wrap(new byte[1]))).isEqualTo(1);
        assertThat(reader.get()).isEqualTo(1);
      }
    }

    @Test
    void streams_of_the_server_count_by_themselves() throws IOException {
      try (SocketChannel server = listening.accept()) {
        Wire wire = accepted(server);
        time.begin();
        wire.out(server.socket().getOutputStream()).write(7);
        assertThat(client.getInputStream().read()).isEqualTo(7);
        client.getOutputStream().write(8);
        assertThat(wire.in(server.socket().getInputStream()).read()).isEqualTo(8);
        time.end();

        assertThat(passesTo(MINUTE)).isTrue();
      }
    }
  }
}
