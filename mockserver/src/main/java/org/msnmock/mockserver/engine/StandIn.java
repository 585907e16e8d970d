package org.msnmock.mockserver.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.emulator.Emulator;
import org.msnmock.mockserver.emulator.ListName;
import org.msnmock.mockserver.emulator.Manners;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.emulator.Outlet;
import org.msnmock.mockserver.emulator.Places;
import org.msnmock.mockserver.journal.Entry;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.LineEnd;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * The emulator of a play: it says what the script leaves to it. Its people are the accounts of the
 * dialogue, who know and allow one another. Owned by the play's thread.
 */
final class StandIn implements Outlet, Onlooker {
  private static final Set<Role> ROLES =
      Set.of(Role.DISPATCH_SERVER, Role.NOTIFICATION_SERVER, Role.SWITCHBOARD);
  private static final String LINE_END = "\r\n";

  private final Stage stage;
  private final Arrivals arrivals;
  private final Speaker speaker;
  private final Emulator emulator;
  private final Set<Conn> waiting = new LinkedHashSet<>(0);

  /** How many connections clients were sent to make and have not made yet. */
  private final Map<Service, Integer> promised = new HashMap<>(4);

  private boolean isOver;

  private StandIn(Stage stage, Arrivals arrivals, Speaker speaker) {
    this.stage = stage;
    this.arrivals = arrivals;
    this.speaker = speaker;
    this.emulator =
        new Emulator(
            people(stage.script.accounts()),
            Manners.USUAL,
            places(""),
            stage.settings.seed(),
            stage.settings.epochSeconds(),
            this,
            this);
    for (Account account : stage.script.accounts()) {
      if (isAddress(account)) {
        emulator.honour(account.user(), account.ticket());
      } else {
        stage.note(
            "the emulator lets nobody in as %s: that is no address".formatted(account.user()));
      }
    }
  }

  /** That of a dialogue that leaves something to it. */
  static Optional<StandIn> of(Stage stage, Arrivals arrivals, Speaker speaker) {
    return stage.script.dialogue().otherwise() == Otherwise.EMULATOR
        ? Optional.of(new StandIn(stage, arrivals, speaker))
        : Optional.empty();
  }

  /** Two clients may have one account; with what is no address nobody signs in. */
  private static List<org.msnmock.mockserver.emulator.Account> people(List<Account> accounts) {
    Map<String, Account> byAddress = new LinkedHashMap<>();
    for (Account account : accounts) {
      if (isAddress(account)) {
        byAddress.putIfAbsent(account.user().toLowerCase(Locale.ROOT), account);
      }
    }
    List<org.msnmock.mockserver.emulator.Account> people = new ArrayList<>();
    for (Account account : byAddress.values()) {
      people.add(
          org.msnmock.mockserver.emulator.Account.of(
                  account.user(), account.password(), account.friendlyName())
              .with(friends(account, byAddress.values())));
    }
    return people;
  }

  private static List<org.msnmock.mockserver.emulator.Account.Contact> friends(
      Account account, Collection<Account> all) {
    return all.stream()
        .filter(other -> !other.user().equals(account.user()))
        .map(
            other ->
                new org.msnmock.mockserver.emulator.Account.Contact(
                    other.user(), "", Set.of(ListName.FORWARD, ListName.ALLOW), Set.of()))
        .toList();
  }

  private static boolean isAddress(Account account) {
    return org.msnmock.mockserver.emulator.Account.isAddress(account.user());
  }

  private Places places(String client) {
    return new Places(
        address(client, "ds.addr"),
        address(client, "ns.addr"),
        address(client, "sb.addr"),
        address(client, "login.site"));
  }

  private String address(String client, String word) {
    return stage.script.address(client, word).orElse("");
  }

  // ---- what happens ----

  /** Whether it speaks on connections of this service. */
  static boolean serves(Service service) {
    return ROLES.contains(service.role());
  }

  void connected(Conn conn, String remote) {
    promised.computeIfPresent(conn.service(), (service, count) -> count == 1 ? null : count - 1);
    emulator.connected(
        conn.id, conn.service().role(), remote, places(conn.service().client()), stage.elapsed());
  }

  void line(Conn conn, Frame frame) {
    emulator.line(conn.id, frame, stage.elapsed());
  }

  /** A connection is over, by whomever. */
  void closed(Conn conn) {
    if (serves(conn.service()) && !isOver) {
      emulator.closed(conn.id, stage.elapsed());
    }
  }

  /** The play is over: nobody is told anything any more. */
  void stop() {
    isOver = true;
    waiting.clear();
  }

  /** The script or a rule has taken a line of which the emulator does not hear. */
  void passedBy(Conn conn, Frame frame) {
    if (serves(conn.service())) {
      emulator.passedBy(conn.id, frame, stage.elapsed());
    }
  }

  void tick() {
    emulator.tick(stage.elapsed());
  }

  /** When a {@link #tick} is wanted, on the clock of the play's caller. */
  long nextDue() {
    long due = emulator.nextDue();
    return due == Long.MAX_VALUE ? Play.NEVER : stage.clock(due);
  }

  /** Whether a client was sent to this service and has not come there yet. */
  boolean expects(Service service) {
    return promised.containsKey(service);
  }

  // ---- what it does ----

  @Override
  public void send(int connection, byte[] bytes) {
    arrivals.connection(connection).ifPresent(conn -> send(conn, bytes));
  }

  private void send(Conn conn, byte[] bytes) {
    act(conn, Optional.of(bytes));
  }

  /** In its order, and never in the midst of what the script says there. */
  private void act(Conn conn, Optional<byte[]> bytes) {
    if (isOver) {
      return;
    }
    if (conn.isBusy() || !conn.emulated.isEmpty()) {
      conn.emulated.addLast(bytes);
      waiting.add(conn);
    } else {
      perform(conn, bytes);
    }
  }

  private void perform(Conn conn, Optional<byte[]> bytes) {
    if (bytes.isPresent()) {
      say(conn, bytes.get());
    } else {
      speaker.hangUpBeside(conn);
    }
  }

  /** Does what had to wait and need not any more; true where there was something. */
  boolean goOn() {
    if (waiting.isEmpty()) {
      return false;
    }
    boolean any = false;
    for (Conn conn : List.copyOf(waiting)) {
      while (!conn.emulated.isEmpty() && (!conn.isBusy() || !conn.isOpen())) {
        perform(conn, conn.emulated.removeFirst());
        any = true;
      }
      if (conn.emulated.isEmpty()) {
        waiting.remove(conn);
      }
    }
    return any;
  }

  private void say(Conn conn, byte[] bytes) {
    if (!conn.isOpen() || conn.stalled) {
      return;
    }
    for (Frame frame : frames(conn.service().role(), bytes)) {
      stage.journal.add(new Entry.Emulated(stage.elapsed(), conn.name, frame));
      conn.answered(frame.text());
      promise(conn.service(), frame);
    }
    speaker.sendBeside(conn, bytes);
  }

  /** Whole lines, or one with its payload. */
  private static List<Frame> frames(Role role, byte[] bytes) {
    String text = Text.decode(bytes);
    List<Frame> frames = new ArrayList<>(1);
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf(LINE_END, from);
      String line = text.substring(from, end < 0 ? text.length() : end);
      from = end < 0 ? text.length() : end + LINE_END.length();
      if (PayloadCommands.BUILT_IN.fromServer(role, Frame.line(line).command())) {
        frames.add(new Frame(line, LineEnd.CRLF, Text.encode(text.substring(from))));
        from = text.length();
      } else {
        frames.add(Frame.line(line));
      }
    }
    return frames;
  }

  /** Looks whether a line sends its client somewhere, be it the script's. */
  void promise(Service from, Frame frame) {
    String[] tokens = frame.tokens();
    if (tokens[0].equals("XFR") && tokens.length > 2) {
      Role.fromWord(tokens[2].toLowerCase(Locale.ROOT))
          .ifPresent(role -> promise(new Service(from.client(), role)));
    } else if (tokens[0].equals("RNG")) {
      promise(new Service(from.client(), Role.SWITCHBOARD));
    }
  }

  private void promise(Service service) {
    promised.merge(service, 1, Integer::sum);
  }

  @Override
  public void close(int connection) {
    arrivals.connection(connection).ifPresent(this::close);
  }

  @Override
  public void reset(int connection) {
    close(connection); // only who steps in by hand breaks connections, and nobody does in a play
  }

  private void close(Conn conn) {
    act(conn, Optional.empty());
  }

  @Override
  public void noted(int connection, String text) {
    String where = arrivals.connection(connection).map(conn -> conn.name + ": ").orElse("");
    stage.note(where + text);
  }

  /** Its faults are ours: the play breaks off. */
  @Override
  public void failed(int connection, RuntimeException fault) {
    throw fault;
  }
}
