package org.msnmock.mockserver.control;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.emulator.NotKeptException;
import org.msnmock.mockserver.emulator.Onlooker;
import org.msnmock.mockserver.journal.Redaction;
import org.msnmock.mockserver.server.Audience;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Text;

/**
 * What goes on in a service, to read along: an object of JSON a line. The service never waits for a
 * reader; one that is too slow is dropped.
 *
 * <p>As an onlooker and an audience it belongs to the service's thread; all else may come from any.
 */
public final class LiveJournal implements Onlooker, Audience, AutoCloseable {
  static final int MOST_READERS = 8;

  private static final int MOST_WAITING = 100_000;
  private static final long MOST_BYTES_WAITING = 16L << 20;
  private static final int MOST_AT_ONCE = 1_000;
  private static final long ALIVE_SECONDS = 10;

  private final List<Reader> readers = new CopyOnWriteArrayList<>();
  private final Map<Integer, String> roles = new HashMap<>();
  private final Map<Integer, String> addresses = new HashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private long latest;

  /**
   * Something that happened.
   *
   * @param size of what is kept for it, in bytes, roughly
   * @param json made where it is read
   */
  private record Happened(int size, Supplier<Map<String, Object>> json) {}

  // ---- what happens ----

  @Override
  public void connected(int connection, Role role, String remote) {
    roles.put(connection, role.word());
    tell("connected", connection, 0, out -> out.put("remote", remote));
  }

  @Override
  public void known(int connection, String address) {
    addresses.put(connection, Text.printable(address));
    tell("known", connection, 0, out -> {});
  }

  @Override
  public void heard(int connection, Frame frame) {
    int size = frame.text().length() + frame.payload().map(bytes -> bytes.length).orElse(0);
    tell(
        "heard",
        connection,
        size,
        out -> {
          String line = Redaction.OF_SERVICE.hideUnscripted(frame.text());
          out.put("lines", List.of(Text.printable(line)));
          if (frame.hasPayload()) {
            out.put("payload", shownText(frame.payloadText()));
          }
        });
  }

  @Override
  public void said(int connection, byte[] bytes) {
    tell("said", connection, bytes.length, out -> addLines(Text.decode(bytes), out));
  }

  private static void addLines(String text, Map<String, Object> out) {
    int end = text.indexOf("\r\n");
    boolean hasPayload = end >= 0 && text.matches("(?s)(MSG|NOT|IPG) .*");
    String lines = hasPayload ? text.substring(0, end) : text;
    List<String> all = new ArrayList<>();
    for (String line : lines.split("\r\n")) {
      all.add(shown(line));
    }
    out.put("lines", all);
    if (hasPayload) {
      out.put("payload", shownText(text.substring(end + 2)));
    }
  }

  private static String shown(String line) {
    return Text.printable(Redaction.OF_SERVICE.hideLine(line));
  }

  private static String shownText(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\r\n", -1)) {
      lines.add(shown(line));
    }
    return String.join("\r\n", lines);
  }

  @Override
  public void noted(int connection, String text) {
    tell("noted", connection, text.length(), out -> out.put("text", shown(text)));
  }

  /** Of ports and connections. */
  @Override
  public void noted(String text) {
    noted(0, text);
  }

  @Override
  public void broke(int play, RuntimeException fault) {
    if (fault instanceof NotKeptException) {
      noted(0, "the service has ended, as " + fault.getMessage());
    } else {
      failed(0, fault);
    }
  }

  @Override
  public void failed(int connection, RuntimeException fault) {
    String text = "a fault of msnmock itself: " + fault;
    tell("noted", connection, text.length(), out -> out.put("text", shown(text)));
  }

  @Override
  public void closed(int connection) {
    tell("closed", connection, 0, out -> {});
    roles.remove(connection);
    addresses.remove(connection);
  }

  /** What is said of something. */
  private interface Details {
    void addTo(Map<String, Object> out);
  }

  private void tell(String what, int connection, int size, Details details) {
    latest++;
    if (readers.isEmpty()) {
      return;
    }
    long number = latest;
    Instant now = Instant.now();
    String role = roles.get(connection);
    String address = addresses.get(connection);
    Happened happened =
        new Happened(
            size,
            () -> {
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("number", number);
              out.put("at", now.toString());
              out.put("what", what);
              put("connection", connection == 0 ? null : connection, out);
              put("role", role, out);
              put("address", address, out);
              details.addTo(out);
              return out;
            });
    for (Reader reader : readers) {
      reader.offer(happened);
    }
  }

  private static void put(String key, @Nullable Object value, Map<String, Object> out) {
    if (value != null) {
      out.put(key, value);
    }
  }

  // ---- who reads along ----

  /** One more reader, from now on; empty where there are enough. */
  synchronized Optional<Reader> open() {
    if (open.get() >= MOST_READERS) {
      return Optional.empty();
    }
    open.incrementAndGet();
    Reader reader = new Reader();
    readers.add(reader);
    return Optional.of(reader);
  }

  /** How many there are, with those whose end is not there yet. */
  int readers() {
    return open.get();
  }

  /** Ends all readers. */
  @Override
  public void close() {
    readers.forEach(Reader::close);
  }

  /** Somebody who reads along, on a thread of their own. */
  final class Reader implements AutoCloseable {
    private final BlockingQueue<Happened> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytes = new AtomicLong();
    private @Nullable Thread thread;

    /** Gives it up before it has started. */
    void giveUp() {
      close();
      open.decrementAndGet();
    }

    /** Begins to write to them. */
    synchronized void start(HttpExchange exchange) {
      Thread made = new Thread(() -> follow(exchange), "msnmock control journal");
      made.setDaemon(true);
      thread = made;
      made.start();
    }

    private void offer(Happened happened) {
      boolean isIn =
          bytes.addAndGet(happened.size()) <= MOST_BYTES_WAITING && waiting.offer(happened);
      if (!isIn) {
        close();
      }
    }

    private void follow(HttpExchange exchange) {
      try (exchange;
          OutputStream out = exchange.getResponseBody()) {
        write(out, Map.of("what", "begin"));
        out.flush();
        while (readers.contains(this)) {
          Happened next = waiting.poll(ALIVE_SECONDS, TimeUnit.SECONDS);
          if (next == null) {
            write(out, Map.of("what", "alive")); // fails where nobody reads any more
          } else {
            out.write(gathered(next));
          }
          out.flush();
        }
      } catch (IOException e) {
        // the reader has gone, or was dropped
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        close();
        open.decrementAndGet();
      }
    }

    /** All that waits, or much of it: to write each by itself takes far longer. */
    private byte[] gathered(Happened first) throws IOException {
      List<Happened> all = new ArrayList<>();
      all.add(first);
      waiting.drainTo(all, MOST_AT_ONCE);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (Happened one : all) {
        write(out, one.json().get());
        bytes.addAndGet(-one.size());
      }
      return out.toByteArray();
    }

    private static void write(OutputStream out, Map<String, ?> json) throws IOException {
      out.write(Reply.json(json));
      out.write('\n');
    }

    /** Drops them: an interrupt ends a write for which nobody reads. */
    @Override
    public synchronized void close() {
      readers.remove(this);
      if (thread != null && thread != Thread.currentThread()) {
        thread.interrupt();
      }
    }
  }
}
