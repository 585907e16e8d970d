package org.msnmock.mockserver.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A client of its own process that says the lines of a file: {@code ns connects}, {@code ns VER 1
 * MSNP9}, {@code waits 1s}. It stands alone on its class path, without a class of the project.
 */
final class Talker {
  private static final int PATIENCE = 500;

  private Talker() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, Line> lines = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] words = line.split(" ", 2);
      if (words[0].equals("waits")) {
        // Not to wait for somebody else: this program plays a client that is late, in a process and
        // so on the machine's time, and the server's limit is what is shown.
        Thread.sleep(1000L * Integer.parseInt(words[1].replace("s", "")));
      } else if (words[1].equals("connects")) {
        String address = System.getenv("MSN_" + words[0].toUpperCase(Locale.ROOT));
        int colon = address.lastIndexOf(':');
        Socket socket =
            new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        socket.setSoTimeout(PATIENCE);
        lines.put(words[0], Line.of(socket));
      } else {
        lines.get(words[0]).say(words[1]);
      }
    }
  }

  /** A connection, with the one reader that knows what has come on it. */
  private record Line(Socket socket, BufferedReader in) {
    static Line of(Socket socket) throws IOException {
      return new Line(
          socket,
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }

    /** Says something and hears a line, if one comes. */
    void say(String text) throws IOException {
      socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.UTF_8));
      try {
        in.readLine();
      } catch (SocketTimeoutException e) {
        // not every line has an answer
      }
    }
  }
}
