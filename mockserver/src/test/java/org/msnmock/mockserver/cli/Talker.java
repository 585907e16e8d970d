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
    Map<String, Socket> sockets = new HashMap<>();
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] words = line.split(" ", 2);
      if (words[0].equals("waits")) {
        // No test waits for this: a client that is late has to be.
        Thread.sleep(1000L * Integer.parseInt(words[1].replace("s", "")));
      } else if (words[1].equals("connects")) {
        String address = System.getenv("MSN_" + words[0].toUpperCase(Locale.ROOT));
        int colon = address.lastIndexOf(':');
        Socket socket =
            new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        socket.setSoTimeout(PATIENCE);
        sockets.put(words[0], socket);
      } else {
        say(sockets.get(words[0]), words[1]);
      }
    }
  }

  /** Says a line and hears one, if one comes. */
  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    try {
      new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    } catch (SocketTimeoutException e) {
      // not every line has an answer
    }
  }
}
