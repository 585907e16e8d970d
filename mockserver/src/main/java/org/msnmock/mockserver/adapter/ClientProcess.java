package org.msnmock.mockserver.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.wire.Text;

/** A client that is a program: one process a case, started without a shell. */
public final class ClientProcess implements ClientUnderTest {
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Once the process has ended, how long its last words may take if somebody holds the pipe. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** A process that a signal has ended tells this and the signal's number; Linux has 64. */
  private static final int NO_SIGNAL = 128;

  private static final int LAST_SIGNAL = 64;

  /** Requests to act that a client which does not read may leave lying. */
  private static final int UNREAD = 1000;

  /** Ends the thread that writes. */
  private static final String NO_MORE = "";

  private static final int LOG_PART = 128 * 1024;

  /** By its value, whatever a client has started is known to be of its making. */
  private static final String MARK = "MSNMOCK_CLIENT";

  private final String mark = UUID.randomUUID().toString();
  private final ClientCommand command;
  private final Adapter adapter;
  private final ClientProcesses processes;
  private final ClientLog log = new ClientLog(LOG_PART);
  private final BlockingQueue<String> toClient = new LinkedBlockingQueue<>(UNREAD);
  private final List<Thread> threads = new ArrayList<>();

  private @Nullable Process process;
  private @Nullable ProcessTree tree;
  private @Nullable StdioProtocol protocol;
  private boolean stopped;

  public ClientProcess(ClientCommand command, Adapter adapter, ClientProcesses processes) {
    this.command = command;
    this.adapter = adapter;
    this.processes = processes;
  }

  /** How a program can be asked to act. */
  public enum Adapter {
    /** Not at all: it signs in when it is started, and nobody knows what its user sees. */
    NONE,
    /** By lines of JSON on its standard input and output. */
    STDIO
  }

  @Override
  public PlaySettings.Partner partner() {
    return adapter == Adapter.STDIO ? PlaySettings.Partner.ADAPTER : PlaySettings.Partner.NONE;
  }

  @Override
  public synchronized void start(Briefing briefing, ClientEvents events) {
    if (process != null) {
      throw new IllegalStateException("the client was started before");
    }
    if (stopped) {
      return;
    }
    Process started = start(briefing);
    process = started;
    tree = new ProcessTree(started.toHandle(), MARK + "=" + mark);
    processes.add(this);
    StdioProtocol words = new StdioProtocol(events, line -> log.add("out  " + line));
    protocol = words;
    Consumer<String> output =
        adapter == Adapter.STDIO ? words::heard : line -> log.add("out  " + line);
    String name = "msn-client " + briefing.caseId() + " ";
    Thread out = run(name + "output", () -> read(started.getInputStream(), output));
    Thread err =
        run(name + "errors", () -> read(started.getErrorStream(), line -> log.add("err  " + line)));
    List<Thread> served = new ArrayList<>(List.of(out, err));
    if (adapter == Adapter.STDIO) {
      served.add(run(name + "input", () -> write(started.getOutputStream())));
    }
    run(name + "end", () -> awaitEnd(started, served, events));
  }

  private Process start(Briefing briefing) {
    List<String> words = command.fill(briefing);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(briefing.environment());
    builder.environment().put(MARK, mark);
    try {
      return builder.start();
    } catch (IOException | UnsupportedOperationException e) { // the latter: no processes here
      throw new ClientNotStartedException(
          """
          The client could not be started: %s
            program   %s
            command   %s
            folder    %s
          Give the path of a program that may be executed; no shell reads the command, so write what needs one as: sh -c '...'"""
              .formatted(e.getMessage(), words.get(0), command, System.getProperty("user.dir")),
          e);
    }
  }

  @Override
  public void act(int ask, String verb, Map<String, String> arguments) {
    started()
        .filter(words -> !toClient.offer(words.ask(ask, verb, arguments)))
        .ifPresent(words -> log.add("note the client does not read what it is asked to do"));
  }

  private synchronized Optional<StdioProtocol> started() {
    return Optional.ofNullable(protocol);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The process and all its descendants are asked to end and, after a grace, killed. Takes no
   * longer than some seconds, whatever the client does.
   */
  @Override
  public void stop() {
    Optional<ProcessTree> ending = noMoreStarts();
    if (ending.isEmpty()) {
      return;
    }
    try {
      ending.get().end(GRACE);
      for (Thread thread : threads()) {
        thread.join(LAST_WORDS.toMillis());
      }
    } catch (InterruptedException e) {
      ending.get().kill();
      Thread.currentThread().interrupt();
    } finally {
      processes.remove(this);
    }
  }

  /** Ends it the hard way; for a run that is interrupted. */
  void kill() {
    noMoreStarts().ifPresent(ProcessTree::kill);
  }

  @Override
  public List<String> log() {
    return log.lines();
  }

  private synchronized Optional<ProcessTree> noMoreStarts() {
    stopped = true;
    return tree();
  }

  private synchronized Optional<ProcessTree> tree() {
    return Optional.ofNullable(tree);
  }

  private synchronized List<Thread> threads() {
    return List.copyOf(threads);
  }

  private Thread run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private void read(InputStream in, Consumer<String> sink) {
    try (in) {
      new Lines(sink).readAll(in);
    } catch (IOException e) {
      log.add("note its output broke off: " + e.getMessage());
    }
  }

  private void write(OutputStream out) {
    try (out) {
      for (String line = toClient.take(); !line.equals(NO_MORE); line = toClient.take()) {
        out.write(Text.encode(line + "\n"));
        out.flush();
      }
    } catch (IOException e) {
      log.add("note the client has closed its standard input");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd(Process ended, List<Thread> served, ClientEvents events) {
    try {
      int code = ended.waitFor();
      toClient.clear();
      toClient.add(NO_MORE);
      for (Thread thread : served) {
        thread.join(LAST_WORDS.toMillis());
      }
      log.add("note the client ended, exit code " + code);
      events.ended(code, code > NO_SIGNAL && code <= NO_SIGNAL + LAST_SIGNAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
