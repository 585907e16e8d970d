package org.msnmock.mockserver.adapter;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A client with bad manners: a program of its own, started by tests. It stands alone on its class
 * path, without a class of the project.
 */
public final class ProgramUnderTest {
  private ProgramUnderTest() {}

  /** The command line that starts it, quoted for {@link ClientCommand}. */
  public static String command(String manner) {
    return "'" + String.join("' '", java()) + "' " + manner;
  }

  /** The program that runs Java programs. */
  public static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static List<String> java() {
    return List.of(
        javaProgram(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx32m",
        "-cp",
        classes(),
        ProgramUnderTest.class.getName());
  }

  private static String classes() {
    try {
      return new File(
              ProgramUnderTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "exits" -> System.exit(Integer.parseInt(arguments[1]));
      case "complains" -> {
        for (int i = 1; i <= 7; i++) {
          System.err.println("line " + i + " \u001b[31m " + System.getenv("MSN_PASSWORD"));
        }
        System.err.println("x".repeat(3000));
        System.exit(3);
      }
      case "shows-variables" ->
          System.getenv().entrySet().stream()
              .filter(e -> e.getKey().startsWith("MSN_"))
              .forEach(e -> System.out.println(e.getKey() + "=" + e.getValue()));
      case "floods" -> flood();
      case "has-a-child" -> haveChild();
      case "leaves-a-grandchild" -> leaveGrandchild();
      case "starts-a-child" -> startChild();
      case "ignores-all" -> ignoreAll();
      case "closes-its-input" -> closeInput();
      case "acts" -> act();
      case "leaves-its-id-and-hangs" -> {
        Path id = Path.of(arguments[1]);
        Path draft = Files.writeString(Path.of(id + ".draft"), "" + ProcessHandle.current().pid());
        Files.move(draft, id);
        ignoreAll();
      }
      case "greets" -> greet(arguments.length > 1 ? arguments[1] : "VER 1 MSNP9 CVR0");
      case "greets-and-exits" -> {
        greet("VER 1 MSNP9 CVR0");
        System.exit(Integer.parseInt(arguments[1]));
      }
      case "greets-and-hangs" -> {
        greet("VER 1 MSNP9 CVR0");
        ignoreAll();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void flood() {
    for (int i = 1; i <= 100_000; i++) {
      System.out.println("flooding all pipes, line " + i);
    }
  }

  private static void haveChild() throws IOException {
    startChild();
    ignoreAll();
  }

  /** The grandchild descends from nobody once its parent has ended. */
  private static void leaveGrandchild() throws IOException, InterruptedException {
    int code = start("starts-a-child").waitFor();
    System.out.println("left alone, code " + code);
    ignoreAll();
  }

  private static void startChild() throws IOException {
    System.out.println("child " + start("ignores-all").pid());
  }

  private static Process start(String manner) throws IOException {
    List<String> words = new ArrayList<>(java());
    words.add(manner);
    return new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Its shutdown hook never ends, and so TERM has no effect. */
  private static void ignoreAll() {
    Runtime.getRuntime().addShutdownHook(new Thread(ProgramUnderTest::hang));
    System.out.println("hanging " + ProcessHandle.current().pid());
    hang();
  }

  private static void hang() {
    while (true) {
      try {
        // To hang is what this client is for, until it is killed: this never opens.
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // nothing moves it
      }
    }
  }

  private static void closeInput() throws IOException {
    System.in.close();
    System.out.println("closed");
    hang();
  }

  /** Says one line to where it is told to go, hears one and hangs up. */
  private static void greet(String line) throws IOException {
    String server = System.getenv("MSN_SERVER");
    int colon = server.lastIndexOf(':');
    try (Socket socket =
        new Socket(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)))) {
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      System.out.println(
          "heard "
              + new BufferedReader(
                      new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                  .readLine());
    }
  }

  private static void act() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println("asked: " + line);
      System.out.println("{\"done\":" + line.replaceAll(".*\"id\":(\\d+)}", "$1") + "}");
      System.out.println("{\"see\":\"signed-in\",\"args\":{\"user\":\"alice@example.com\"}}");
    }
  }
}
