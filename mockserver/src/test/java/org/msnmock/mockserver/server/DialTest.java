package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.time.Pace;
import org.msnmock.mockserver.time.Wire;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/** Peers: whoever is dialled or connects, and whose bytes are told of as they come. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DialTest {
  private static final Role NS = Role.NOTIFICATION_SERVER;
  private static final int DIAL = 7;

  private static ServerSocket listening() throws IOException {
    ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(Stage.DEADLINE_SECONDS));
    return socket;
  }

  /** Dials when a client connects to the notification server, and answers what the peer says. */
  private static Stage dialling(String to) throws IOException {
    return dialling(Stage.settings(), to);
  }

  private static Stage dialling(ServerSettings settings, String to) throws IOException {
    return Stage.playing(
        settings,
        event -> {
          if (event instanceof Event.Connected) {
            return List.of(new Action.Dial(DIAL, Service.of(Role.PEER), to));
          }
          return event instanceof Event.Bytes bytes
              ? List.of(new Action.Send(bytes.connection(), Text.encode("heard")))
              : List.of();
        });
  }

  private static String address(ServerSocket socket) {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Test
  void the_bytes_of_a_peer_are_told_of_as_they_come() throws Exception {
    try (Stage stage = Stage.silent()) {
      try (Peer peer = stage.connect(Role.PEER)) {
        assertThat(stage.next(Event.Connected.class).service()).isEqualTo(Service.of(Role.PEER));
        peer.says("VER MSN");
        assertThat(text(stage.next(Event.Bytes.class))).isEqualTo("VER MSN");
        peer.says("FTP\r\n\u0000");
        assertThat(text(stage.next(Event.Bytes.class))).isEqualTo("FTP\r\n\u0000");
      }
      assertThat(stage.next(Event.Closed.class)).isEqualTo(new Event.Closed(1, Manner.FIN, ""));
    }
  }

  private static String text(Event.Bytes bytes) {
    return Text.decode(bytes.bytes());
  }

  @Test
  void nobody_listens_for_a_peer_of_whom_no_dialogue_speaks() throws Exception {
    try (Server server = Server.open(Stage.settings())) {
      assertThat(server.addresses().port(Role.PEER)).isZero();
      assertThat(server.addresses().texts(NS)).doesNotContainKey("peer.addr");
    }
  }

  @Test
  void a_dialled_client_is_spoken_with_as_one_that_has_connected() throws Exception {
    try (ServerSocket client = listening();
        Stage stage = dialling(address(client));
        Peer first = stage.connect(NS)) {
      try (Peer peer = Peer.over(client.accept())) {
        assertThat(stage.next(Event.Dialled.class)).isEqualTo(new Event.Dialled(DIAL, 2));
        peer.says("VER MSNFTP\r\n");

        assertThat(stage.next(Event.Bytes.class).connection()).isEqualTo(2);
        assertThat(new String(peer.in.readNBytes(5), java.nio.charset.StandardCharsets.US_ASCII))
            .isEqualTo("heard");
      }
      assertThat(stage.next(Event.Closed.class).connection()).isEqualTo(2);
      assertThat(first.socket.isConnected()).isTrue();
    }
  }

  @Test
  void that_nobody_listens_is_told_in_words() throws Exception {
    String nobody;
    try (ServerSocket gone = listening()) {
      nobody = address(gone);
    }
    try (Stage stage = dialling(nobody);
        Peer first = stage.connect(NS)) {
      assertThat(stage.next(Event.DialFailed.class))
          .isEqualTo(new Event.DialFailed(DIAL, "nobody listens at " + nobody));
      assertThat(first.socket.isConnected()).isTrue();
    }
  }

  @Test
  void who_answers_and_resets_at_once_was_there() throws Exception {
    CountDownLatch reset = new CountDownLatch(1);
    AtomicInteger dials = new AtomicInteger();
    Pace pace =
        but(
            Pace.class,
            Pace.OF_THE_MACHINE,
            "begin",
            any -> {
              if (dials.incrementAndGet() == 2) { // the first is on its way, and not looked at yet
                assertThat(reset.await(Stage.DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
              }
              return null;
            });
    try (ServerSocket client = listening();
        Stage stage =
            Stage.playing(
                paced(pace),
                event ->
                    event instanceof Event.Connected
                        ? List.of(dial(DIAL, client), dial(DIAL + 1, client))
                        : List.of());
        Peer first = stage.connect(NS)) {
      Peer.over(client.accept()).reset();
      reset.countDown();

      assertThat(stage.next(Event.Dialled.class)).isEqualTo(new Event.Dialled(DIAL, 2));
      assertThat(stage.next(Event.Closed.class)).isEqualTo(new Event.Closed(2, Manner.RST, ""));
      assertThat(first.socket.isConnected()).isTrue();
    }
  }

  private static Action dial(int number, ServerSocket to) {
    return new Action.Dial(number, Service.of(Role.PEER), address(to));
  }

  @Test
  void names_are_not_looked_up() throws Exception {
    try (Stage stage = dialling("localhost:1863");
        Peer first = stage.connect(NS)) {
      assertThat(stage.next(Event.DialFailed.class).reason())
          .isEqualTo("\"localhost:1863\" is no IP address with a port");
      assertThat(first.socket.isConnected()).isTrue();
    }
  }

  @Test
  void a_client_that_is_dialled_at_the_end_is_hung_up_on() throws Exception {
    try (ServerSocket client = listening();
        Stage stage =
            Stage.playing(
                event -> {
                  if (event instanceof Event.Connected) {
                    return List.of(dial(DIAL, client));
                  }
                  return event instanceof Event.Dialled ? List.of(new Action.Ended()) : List.of();
                });
        Peer first = stage.connect(NS);
        Peer peer = Peer.over(client.accept())) {
      assertThat(peer.rest()).isEmpty();
      assertThat(first.rest()).isEmpty();
    }
  }

  @Test
  void an_attempt_ends_with_its_play() throws Exception {
    try (ServerSocket client = listening();
        Stage stage = Stage.playing(event -> List.of(dial(DIAL, client), new Action.Ended()));
        Peer first = stage.connect(NS)) {
      assertThat(first.rest()).isEmpty();
      client.setSoTimeout(1);
      assertThatThrownBy(client::accept).isInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(stage.rest()).noneMatch(Event.Dialled.class::isInstance);
    }
  }

  @Test
  void the_pace_hears_of_the_end_of_a_connection_that_breaks_before_it_is_taken_in()
      throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    Wire wire =
        but(
            Wire.class,
            Wire.UNWATCHED,
            "closed",
            any -> {
              end.complete("closed");
              return null;
            });
    Pace pace =
        but(
            Pace.class,
            Pace.OF_THE_MACHINE,
            "dialled",
            arguments -> {
              ((SocketChannel) arguments[0]).close();
              return wire;
            });
    try (ServerSocket client = listening();
        Stage stage = dialling(paced(pace), address(client));
        Peer first = stage.connect(NS)) {
      assertThat(stage.next(Event.DialFailed.class).dial()).isEqualTo(DIAL);
      assertThat(end).isCompletedWithValue("closed");
      assertThat(first.socket.isConnected()).isTrue();
    }
  }

  private static ServerSettings paced(Pace pace) {
    ServerSettings usual = Stage.settings();
    return new ServerSettings(
        usual.listen(),
        usual.advertise(),
        usual.ports(),
        usual.advertisedPorts(),
        usual.authority(),
        usual.daLogin(),
        usual.limits(),
        usual.connections(),
        usual.unsentBytes(),
        pace);
  }

  /** What a method does with its arguments. */
  private interface Deed {
    @Nullable Object on(Object[] arguments) throws Exception;
  }

  /** As the real one, but for one method. */
  private static <T> T but(Class<T> type, T real, String word, Deed deed) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals(word)
                    ? deed.on(arguments)
                    : method.invoke(real, arguments)));
  }
}
