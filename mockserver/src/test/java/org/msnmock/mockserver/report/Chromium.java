package org.msnmock.mockserver.report;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless browser of this machine, driven by its own protocol (DevTools, over a WebSocket). It
 * is the one that {@code MSNMOCK_BROWSER} names, else the first Chromium or Chrome on the path. Its
 * profile is a new folder; closing ends it with all its processes.
 */
final class Chromium implements AutoCloseable {
  /** Only ends a test that hangs. */
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  /** The height of a picture. */
  private static final int PICTURE = 3000;

  private static final String READY = "DevTools listening on ";

  private final Process process;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final Map<String, Consumer<JsonNode>> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final WebSocket socket;

  /** How a page is looked at. */
  record View(int width, int height, boolean isPhone, String scheme) {
    static final View DESKTOP = new View(1280, 900, false, "light");
    static final View DARK = new View(1280, 900, false, "dark");
    static final View PHONE = new View(360, 740, true, "light");
  }

  /**
   * Starts one.
   *
   * @param profile a new folder, which is made
   * @throws IllegalStateException if there is no browser: this test can't be passed over
   */
  static Chromium start(Path profile) throws IOException {
    Files.createDirectories(profile);
    return new Chromium(program(), profile);
  }

  private Chromium(String program, Path profile) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--headless",
                "--disable-gpu",
                "--disable-quic",
                "--disable-extensions",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-default-apps",
                "--disable-sync",
                "--no-first-run",
                "--force-color-profile=srgb",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile.toAbsolutePath()));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--no-sandbox");
    }
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try {
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create(get(address())), new Listener())
              .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException
        | ExecutionException
        | TimeoutException
        | IllegalStateException e) {
      close(process); // whatever kept it from coming up, nobody else knows of it
      throw new IllegalStateException("no browser came up; it said: " + said, e);
    }
  }

  private static String program() {
    String named = System.getenv("MSNMOCK_BROWSER");
    if (named != null && !named.isEmpty()) {
      return named;
    }
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no browser on this machine: none of %s is on the path. Install one, or name it in"
                            .formatted(NAMES)
                        + " MSNMOCK_BROWSER"))
        .toString();
  }

  /** Reads what it says, to its end; completes with the address of its WebSocket. */
  private CompletableFuture<String> address() {
    CompletableFuture<String> address = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  said.add(line);
                  if (line.startsWith(READY)) {
                    address.complete(line.substring(READY.length()));
                  }
                }
              } catch (IOException e) {
                said.add(e.toString());
              }
              address.completeExceptionally(new IOException("it ended"));
            },
            "browser output");
    reader.setDaemon(true);
    reader.start();
    return address;
  }

  /** Opens a file and waits until it is loaded. */
  Page open(Path file, View view) {
    String target =
        ask("", "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
    String session =
        ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asString();
    return new Page(session, target, file, view);
  }

  private JsonNode ask(String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message =
        session.isEmpty()
            ? Map.of("id", id, "method", method, "params", parameters)
            : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
    socket.sendText(JsonMapper.shared().writeValueAsString(message), true).join();
    JsonNode whole = get(answer);
    if (whole.has("error")) {
      throw new IllegalStateException(method + ": " + whole.path("error"));
    }
    return whole.path("result");
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the browser does not answer", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    close(process);
  }

  private static void close(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().orTimeout(30, TimeUnit.SECONDS).join());
  }

  /** Puts messages together and hands them on. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonNode message = JsonMapper.shared().readTree(text.toString());
        text.setLength(0);
        if (message.has("id")) {
          answers.remove(message.path("id").asInt()).complete(message);
        } else {
          sessions
              .getOrDefault(message.path("sessionId").asString(""), event -> {})
              .accept(message);
        }
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
      answers.values().forEach(answer -> answer.completeExceptionally(fault));
    }
  }

  /** A page that was opened, with all that it did unasked. */
  final class Page {
    private final String session;
    private final String target;
    private final Path file;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CompletableFuture<JsonNode> loaded = new CompletableFuture<>();

    private Page(String session, String target, Path file, View view) {
      this.session = session;
      this.target = target;
      this.file = file;
      sessions.put(session, this::happened);
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        ask(domain + ".enable", Map.of());
      }
      look(view);
      ask("Page.navigate", Map.of("url", file.toUri().toString()));
      get(loaded);
    }

    private void happened(JsonNode event) {
      JsonNode about = event.path("params");
      switch (event.path("method").asString()) {
        case "Page.loadEventFired" -> loaded.complete(about);
        case "Page.javascriptDialogOpening" -> complain("dialog", about.path("message"));
        case "Page.windowOpen" -> complain("window", about.path("url"));
        case "Page.downloadWillBegin" -> complain("download", about.path("url"));
        case "Runtime.consoleAPICalled" -> complain("console", about.path("args"));
        case "Runtime.exceptionThrown" -> complain("exception", about.path("exceptionDetails"));
        case "Log.entryAdded" -> complain("log", about.path("entry"));
        case "Network.requestWillBeSent" ->
            requests.add(about.path("request").path("url").asString());
        default -> {}
      }
    }

    private void complain(String kind, JsonNode about) {
      complaints.add(kind + ": " + about);
    }

    /** Errors, warnings and anything else on the console, dialogs, windows. */
    List<String> complaints() {
      return List.copyOf(complaints);
    }

    /** Addresses of all that was asked for. */
    List<String> requests() {
      return List.copyOf(requests);
    }

    void look(View view) {
      ask(
          "Emulation.setDeviceMetricsOverride",
          Map.of(
              "width", view.width(),
              "height", view.height(),
              "deviceScaleFactor", view.isPhone() ? 2 : 1,
              "mobile", view.isPhone()));
      ask(
          "Emulation.setEmulatedMedia",
          Map.of(
              "features", List.of(Map.of("name", "prefers-color-scheme", "value", view.scheme()))));
    }

    /** The value of an expression; of a promise, what it comes to. */
    JsonNode value(String expression) {
      JsonNode result =
          ask(
              "Runtime.evaluate",
              Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
      if (result.has("exceptionDetails")) {
        throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
      }
      return result.path("result").path("value");
    }

    String text(String expression) {
      return value("String(%s)".formatted(expression)).asString();
    }

    int number(String expression) {
      return value(expression).asInt();
    }

    List<String> texts(String expression) {
      return value("Array.from(%s, String)".formatted(expression))
          .valueStream()
          .map(JsonNode::asString)
          .toList();
    }

    /** Waits, a frame at a time, until an expression is true. */
    void until(String expression) {
      value(
          """
          new Promise((done) => {
            const look = () => ((%s) ? done(true) : requestAnimationFrame(look));
            look();
          })"""
              .formatted(expression));
    }

    void press(String key) {
      boolean isEnter = key.equals("Enter");
      int code = isEnter ? 13 : 9;
      Map<String, Object> down =
          Map.of(
              "type", isEnter ? "keyDown" : "rawKeyDown",
              "key", key,
              "code", key,
              "windowsVirtualKeyCode", code,
              "text", isEnter ? "\r" : "");
      ask("Input.dispatchKeyEvent", down);
      ask(
          "Input.dispatchKeyEvent",
          Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /** Types a text where the focus is. */
    void type(String text) {
      ask("Input.insertText", Map.of("text", text));
    }

    /** Puts a picture of its upper part beside the file. */
    void picture() {
      int height = Math.min(PICTURE, number("document.documentElement.scrollHeight"));
      int width = number("innerWidth");
      JsonNode picture =
          ask(
              "Page.captureScreenshot",
              Map.of(
                  "captureBeyondViewport",
                  true,
                  "clip",
                  Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
      try {
        Files.write(
            file.resolveSibling(file.getFileName() + ".png"),
            Base64.getDecoder().decode(picture.path("data").asString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      Chromium.this.ask("", "Target.closeTarget", Map.of("targetId", target));
    }

    private JsonNode ask(String method, Map<String, ?> parameters) {
      return Chromium.this.ask(session, method, parameters);
    }
  }
}
