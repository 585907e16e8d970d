package org.msnmock.mockserver.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.journal.Entry.Manner;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServerTest {
  private static final Role NS = Role.NOTIFICATION_SERVER;
  private static final Role SB = Role.SWITCHBOARD;

  /** More than the buffers of both sockets hold. */
  private static final int MUCH = 6 * 1024 * 1024;

  @ParameterizedTest
  @EnumSource(names = {"DISPATCH_SERVER", "NOTIFICATION_SERVER", "SWITCHBOARD"})
  void tells_of_a_connection_its_lines_and_its_close(Role role) throws Exception {
    try (Stage stage = Stage.silent()) {
      try (Peer peer = stage.connect(role)) {
        peer.says("VER 1 MSNP9\r\nCVR 2\r\n");

        assertThat(stage.next(Event.Connected.class))
            .isEqualTo(
                new Event.Connected(
                    1, Service.of(role), "127.0.0.1:" + peer.socket.getLocalPort()));
        assertThat(stage.next(Event.Line.class).frame().text()).isEqualTo("VER 1 MSNP9");
        assertThat(stage.next(Event.Line.class).frame().text()).isEqualTo("CVR 2");
      }
      assertThat(stage.next(Event.Closed.class)).isEqualTo(new Event.Closed(1, Manner.FIN, ""));
    }
  }

  @Test
  void puts_lines_together_wherever_the_network_cut_them() throws Exception {
    try (Stage stage = Stage.silent();
        Peer peer = stage.connect(NS)) {
      for (String piece : "MSG 3 U 5\r\nhelloPNG\r\n".split("")) {
        peer.says(piece);
      }

      assertThat(stage.next(Event.Line.class).frame().payloadText()).isEqualTo("hello");
      assertThat(stage.next(Event.Line.class).frame().text()).isEqualTo("PNG");
    }
  }

  @Test
  void tells_what_was_begun_when_the_client_closes() throws Exception {
    try (Stage stage = Stage.silent()) {
      stage.connect(NS).says("VER 1 MS").close();

      assertThat(stage.next(Event.Closed.class).unfinished()).contains("VER 1 MS");
    }
  }

  @Test
  void tells_of_bytes_that_make_no_line_and_then_only_of_the_close() throws Exception {
    try (Stage stage = Stage.silent()) {
      try (Peer peer = stage.connect(NS)) {
        peer.says("MSG 3 U many\r\n");
        assertThat(stage.next(Event.Malformed.class).what()).contains("many");
        peer.says("PNG\r\n");
      }
      assertThat(stage.next(Event.Closed.class).manner()).isEqualTo(Manner.FIN);
      assertThat(stage.rest()).isEmpty();
    }
  }

  @Test
  void tells_a_reset_from_a_close() throws Exception {
    try (Stage stage = Stage.silent()) {
      Peer peer = stage.connect(NS).says("PNG\r\n");
      stage.next(Event.Line.class);
      peer.reset();

      assertThat(stage.next(Event.Closed.class).manner()).isEqualTo(Manner.RST);
    }
  }

  @Test
  void sends_everything_to_a_client_that_begins_to_read_late() throws Exception {
    byte[] much = much();
    try (Stage stage =
            Stage.playing(
                event ->
                    event instanceof Event.Line line && line.frame().text().equals("PNG")
                        ? List.of(new Action.Send(1, much), send(1, "end"))
                        : List.of());
        Peer peer = stage.connect(NS)) {
      peer.says("PNG\r\n");
      stage.next(Event.Line.class);
      peer.says("QNG\r\n"); // is heard while the rest still waits: writing blocks nobody
      stage.next(Event.Line.class);

      byte[] read = peer.in.readNBytes(much.length);

      assertThat(Arrays.equals(read, much)).isTrue();
      assertThat(peer.line()).isEqualTo("end");
    }
  }

  @Test
  void gives_a_client_that_has_half_closed_all_that_was_meant_for_it() throws Exception {
    byte[] much = much();
    try (Stage stage = Stage.playing(onLine(new Action.Send(1, much)));
        Peer peer = stage.connect(NS)) {
      peer.says("PNG\r\n");
      peer.socket.shutdownOutput();
      assertThat(stage.next(Event.Closed.class).manner()).isEqualTo(Manner.FIN);

      assertThat(Arrays.equals(peer.rest(), much)).isTrue();
    }
  }

  @Test
  void resets_a_client_that_never_reads_once_too_much_waits() throws Exception {
    ServerSettings narrow = Stage.settings(10, MUCH);
    Action send = new Action.Send(1, much());
    try (Stage stage = Stage.playing(narrow, onLine(send, send, send));
        Peer peer = stage.connect(NS)) {
      peer.says("PNG\r\n");

      assertThat(stage.next(Event.Closed.class).manner()).isEqualTo(Manner.RST);
      assertThat(stage.notes).singleElement().asString().contains("did not read");
      assertThatThrownBy(peer::rest).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void closes_without_losing_its_last_words_though_input_is_unread() throws Exception {
    byte[] much = much();
    try (Stage stage = Stage.playing(onLine(new Action.Send(1, much), new Action.Close(1)));
        Peer peer = stage.connect(NS)) {
      peer.says("PNG\r\n" + "never heard\r\n".repeat(100_000));

      assertThat(Arrays.equals(peer.rest(), much)).isTrue();
    }
  }

  @Test
  void hears_nothing_more_of_a_connection_that_it_has_closed() throws Exception {
    try (Stage stage = Stage.playing(onLine(new Action.Close(1)));
        Peer peer = stage.connect(NS)) {
      peer.says("OUT\r\nPNG\r\n");
      assertThat(peer.rest()).isEmpty();
      peer.says("PNG\r\n").close();
      stage.next(Event.Line.class);
      stage.connect(SB).says("end\r\n").close();

      assertThat(stage.next(Event.Connected.class).service().role()).isEqualTo(SB);
      assertThat(stage.next(Event.Line.class).frame().text()).isEqualTo("end");
    }
  }

  @Test
  void resets_so_that_the_client_sees_it() throws Exception {
    try (Stage stage = Stage.playing(onLine(new Action.Reset(1)));
        Peer peer = stage.connect(NS)) {
      peer.says("PNG\r\n");

      assertThatThrownBy(peer::rest)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void bears_that_one_connection_ends_others_that_have_something_to_say() throws Exception {
    int most = 50;
    try (Stage stage =
        Stage.playing(
            event ->
                event instanceof Event.Line line && line.connection() == most
                    ? resets(most - 1)
                    : List.of())) {
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        peers.add(stage.connect(NS));
      }
      await().until(() -> stage.rest().size() <= most);
      peers.parallelStream().forEach(ServerTest::talk);
      peers.get(most - 1).says("go\r\n");
      for (Peer peer : peers.subList(0, most - 1)) {
        assertThatThrownBy(peer::rest).isInstanceOf(SocketException.class);
      }
      stage.connect(SB).says("still here\r\n");

      Event.Line line;
      do {
        line = stage.next(Event.Line.class);
      } while (!line.frame().text().equals("still here"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refuses_and_keeps_the_port_from_others(boolean reuse) throws Exception {
    int port;
    try (Stage stage =
            Stage.playing(onLine(new Action.Refuse(Service.of(SB)), send(1, "refused")));
        Peer peer = stage.connect(NS)) {
      peer.says("go\r\n");
      assertThat(peer.line()).isEqualTo("refused"); // so it holds before anything is sent after it
      port = stage.port(SB);

      assertThatThrownBy(() -> Peer.connect(port)).isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> bind(port, reuse)).isInstanceOf(BindException.class);
    }
    bind(port, reuse).close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refuses_on_a_port_whose_connections_live_on(boolean reuse) throws Exception {
    try (Stage stage =
            Stage.playing(onLine(new Action.Refuse(Service.of(NS)), send(1, "refused")));
        Peer peer = stage.connect(NS)) {
      peer.says("go\r\n");
      assertThat(peer.line()).isEqualTo("refused");

      assertThatThrownBy(() -> stage.connect(NS)).isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> bind(stage.port(NS), reuse)).isInstanceOf(BindException.class);
      peer.says("again\r\n");
      assertThat(peer.line()).isEqualTo("refused");
      assertThat(stage.notes).isEmpty();
    }
  }

  @Test
  void serves_many_connections_though_thousands_say_nothing() throws Exception {
    try (Stage stage = Stage.playing(ServerTest::echo)) {
      List<Peer> silent = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        silent.add(stage.connect(SB));
      }
      List<Peer> talking = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        talking.add(stage.connect(NS).says("PNG " + i + "\r\n"));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(talking.get(i).line()).isEqualTo("PNG " + i);
      }
      for (Peer peer : silent) {
        peer.close();
      }
    }
  }

  @Test
  void accepts_all_that_connected_before_anything_was_played() throws Exception {
    try (Server server = Server.open(Stage.settings())) {
      List<Peer> early = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        early.add(Peer.connect(server.addresses().port(NS)).says("PNG " + i + "\r\n"));
      }
      try (Stage echo = Stage.silent()) {
        server.play(echo, new Audience() {});
        for (int i = 0; i < early.size(); i++) {
          assertThat(echo.next(Event.Line.class).frame().text()).startsWith("PNG");
          early.get(i).close();
        }
      }
    }
  }

  @Test
  void closes_connections_beyond_the_bound_at_once_and_says_so_once() throws Exception {
    ServerSettings few = Stage.settings(2, ServerSettings.UNSENT_BYTES);
    try (Stage stage = Stage.playing(few, ServerTest::echo)) {
      Peer first = stage.connect(NS).says("a\r\n");
      Peer second = stage.connect(NS).says("b\r\n");
      assertThat(first.line()).isEqualTo("a");
      assertThat(second.line()).isEqualTo("b");

      assertThat(stage.connect(NS).rest()).isEmpty();
      assertThat(stage.connect(SB).rest()).isEmpty();
      assertThat(stage.notes).singleElement().asString().startsWith("2 connections are open");

      first.close();
      stage.next(Event.Closed.class);
      assertThat(stage.connect(NS).says("c\r\n").line()).isEqualTo("c");
    }
  }

  @Test
  void lets_time_pass_for_a_play_that_waits_for_it() throws Exception {
    try (Stage stage = Stage.silent()) {
      stage.wishes.due = 1;
      stage.connect(NS);

      assertThat(stage.next(Event.Tick.class)).isNotNull();
    }
  }

  @Test
  void tells_that_the_client_ended_after_all_that_its_sockets_held() throws Exception {
    try (Stage stage = Stage.silent()) {
      for (int i = 0; i < 20; i++) {
        stage.connect(NS).says("a\r\nb\r\n").close();
      }
      stage.server().tell(Server.ONLY, new Event.ClientEnded("", 0, false));

      List<Event> before = new ArrayList<>();
      Event event = stage.next(Event.class);
      for (; !(event instanceof Event.ClientEnded); event = stage.next(Event.class)) {
        before.add(event);
      }
      assertThat(before).filteredOn(Event.Closed.class::isInstance).hasSize(20);
      assertThat(before).filteredOn(Event.Line.class::isInstance).hasSize(40);
    }
  }

  @Test
  void asks_the_client_and_passes_on_its_words() throws Exception {
    try (Stage stage =
        Stage.playing(
            event ->
                event instanceof Event.Line
                    ? List.of(new Action.Ask(7, "", "send-message", Map.of()))
                    : List.of())) {
      stage.connect(NS).says("go\r\n");
      await().until(() -> stage.notes.contains("asked: send-message"));
      stage.server().tell(Server.ONLY, new Event.ActionDone(7, Event.Reply.DONE, ""));

      assertThat(stage.next(Event.ActionDone.class).ask()).isEqualTo(7);
    }
  }

  @Test
  void closes_what_is_left_when_a_play_is_over_and_whoever_comes_later() throws Exception {
    try (Stage stage = Stage.playing(onLine(new Action.Ended()))) {
      Peer idle = stage.connect(SB);
      stage.next(Event.Connected.class);
      Peer peer = stage.connect(NS).says("go\r\n");

      assertThat(peer.rest()).isEmpty();
      assertThat(idle.rest()).isEmpty();
      assertThat(stage.result).succeedsWithin(Duration.ofSeconds(Stage.DEADLINE_SECONDS));
      assertThat(stage.connect(NS).rest()).isEmpty();
    }
  }

  @Test
  void plays_on_when_one_of_many_plays_breaks() throws Exception {
    try (Stage stage =
        Stage.serving(
            (play, role) -> false,
            (play, event) -> {
              if (event instanceof Event.Line line && line.frame().text().equals("break")) {
                throw new IllegalStateException("our bug");
              }
              return echo(event);
            })) {
      Peer healthy = stage.connect(NS);
      assertThat(stage.connect(NS).says("break\r\n").rest()).isEmpty();

      assertThat(healthy.says("PNG\r\n").line()).isEqualTo("PNG");
      await().untilAsserted(() -> assertThat(stage.broken).containsExactly(2));
    }
  }

  @Test
  void gives_a_connection_to_the_oldest_play_that_awaits_it() throws Exception {
    try (Stage stage =
        Stage.serving(
            (play, role) -> role == SB && play >= 2, (play, event) -> names(play, event))) {
      for (int i = 1; i <= 3; i++) {
        assertThat(stage.connect(NS).says("who\r\n").line()).isEqualTo("play " + i);
      }

      assertThat(stage.connect(SB).says("who\r\n").line()).isEqualTo("play 2");
      assertThat(stage.begun).containsExactly(1, 2, 3);
    }
  }

  @Test
  void notices_what_a_play_no_longer_awaits() throws Exception {
    Set<Integer> awaiting = ConcurrentHashMap.newKeySet();
    awaiting.addAll(List.of(1, 2));
    try (Stage stage =
        Stage.serving(
            (play, role) -> role == SB && awaiting.contains(play),
            (play, event) -> {
              if (event instanceof Event.Connected connected && connected.service().role() == SB) {
                awaiting.remove(play);
              }
              return names(play, event);
            })) {
      assertThat(stage.connect(NS).says("who\r\n").line()).isEqualTo("play 1");
      assertThat(stage.connect(NS).says("who\r\n").line()).isEqualTo("play 2");

      assertThat(stage.connect(SB).says("who\r\n").line()).isEqualTo("play 1");
      assertThat(stage.connect(SB).says("who\r\n").line()).isEqualTo("play 2");
      assertThat(stage.connect(SB).rest()).isEmpty();
      assertThat(stage.notes).singleElement().asString().contains("switchboard", "no play awaits");
    }
  }

  @Test
  void forgets_plays_that_are_over() throws Exception {
    try (Stage stage =
        Stage.serving(
            (play, role) -> true,
            (play, event) ->
                event instanceof Event.Line ? List.of(new Action.Ended()) : List.of())) {
      assertThat(stage.connect(NS).says("go\r\n").rest()).isEmpty();
      assertThat(stage.connect(NS).says("go\r\n").rest()).isEmpty();

      assertThat(stage.begun).containsExactly(1, 2);
      await().untilAsserted(() -> assertThat(stage.ended).containsExactly(1, 2));
    }
  }

  @Test
  void closes_twice_and_leaves_neither_ports_nor_threads() throws Exception {
    Stage stage = Stage.silent();
    Peer peer = stage.connect(NS);
    stage.next(Event.Connected.class);
    String name = "msnmock 127.0.0.1:" + stage.port(NS);
    assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).contains(name);

    stage.close();
    stage.close();

    assertThat(peer.rest()).isEmpty();
    assertThat(stage.ended).containsExactly(1);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(name);
    for (Role role : Role.values()) {
      bind(stage.port(role), true).close();
    }
  }

  @Test
  void closes_though_nothing_was_played() throws Exception {
    Server server = Server.open(Stage.settings());
    server.close();
    server.close();

    bind(server.addresses().port(NS), true).close();
    assertThatThrownBy(() -> server.tell(1, new Event.Told("", "a", Map.of())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void names_the_port_that_is_taken_and_lets_go_of_the_others() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Stage other = Stage.silent()) {
      ServerSettings settings = Stage.settings(Map.of(SB, taken.getLocalPort()));

      assertThatThrownBy(() -> Server.open(settings))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " for sb");
      assertThatThrownBy(() -> other.server().play(other, new Audience() {}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static Function<Event, List<Action>> onLine(Action... actions) {
    return event -> event instanceof Event.Line ? List.of(actions) : List.of();
  }

  private static List<Action> echo(Event event) {
    return event instanceof Event.Line line
        ? List.of(send(line.connection(), line.frame().text()))
        : List.of();
  }

  private static List<Action> names(int play, Event event) {
    return event instanceof Event.Line line
        ? List.of(send(line.connection(), "play " + play))
        : List.of();
  }

  private static List<Action> resets(int most) {
    List<Action> resets = new ArrayList<>();
    for (int i = 1; i <= most; i++) {
      resets.add(new Action.Reset(i));
    }
    return resets;
  }

  private static void talk(Peer peer) {
    try {
      peer.says("a\r\n".repeat(100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Action send(int connection, String line) {
    return new Action.Send(connection, Text.encode(line + "\r\n"));
  }

  private static byte[] much() {
    byte[] much = new byte[MUCH];
    new Random(1).nextBytes(much);
    return much;
  }

  private static Socket bind(int port, boolean reuse) throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(reuse);
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }
}
