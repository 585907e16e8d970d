package org.msnmock.mockserver.cli;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Somebody who is signed in to a served world; names and lists are ASCII. */
final class Chatter implements AutoCloseable {
  private static final int DEADLINE_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader in;
  private final Consumer<String> notices;
  private int id;

  /**
   * @param told the file of {@code --addresses}
   * @param notices hears the lines that answer nothing
   */
  Chatter(Path told, String address, Consumer<String> notices) throws IOException {
    Map<String, String> servers = servers(told);
    this.notices = notices;
    socket = connect(servers.get("MSN_NS"));
    in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    ask("VER", "MSNP9 CVR0");
    String challenge = ask("USR", "TWN I " + address).split(" ")[4];
    String answer = login(told, address, "s3cret", challenge);
    int from = answer.indexOf("from-PP='") + 9;
    ask("USR", "TWN S " + answer.substring(from, answer.indexOf('\'', from)));
  }

  private static Map<String, String> servers(Path told) throws IOException {
    Map<String, String> servers = new HashMap<>();
    for (String line : Files.readAllLines(told)) {
      servers.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return servers;
  }

  private static Socket connect(String address) throws IOException {
    String[] parts = address.split(":");
    Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(DEADLINE_MILLIS);
    return socket;
  }

  /** Logs in, with or without a challenge, and returns all that is answered. */
  static String login(Path told, String address, String password, String challenge)
      throws IOException {
    URI login = URI.create(servers(told).get("MSN_LOGIN_URL"));
    String request =
        "GET %s HTTP/1.0\r\nAuthorization: Passport1.4 OrgVerb=GET,OrgURL=x,sign-in=%s,pwd=%s,%s\r\n\r\n"
            .formatted(login.getPath(), address, password, challenge);
    try (Socket socket = connect(login.getAuthority())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Asks for something and returns the line that answers it: the same command, or an error. */
  String ask(String command, String words) throws IOException {
    id++;
    String line = "%s %s %s\r\n".formatted(command, id, words);
    socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
    String answer = "(%s|[0-9]{3}) %s( .*)?".formatted(command, id);
    for (String next = line(); ; next = line()) {
      if (next.matches(answer)) {
        return next;
      }
      notices.accept(next);
    }
  }

  /** What SYN answers, without its own line at first. */
  List<String> lists() throws IOException {
    String[] head = ask("SYN", "0").split(" ");
    List<String> lines = new ArrayList<>();
    lines.add("SYN " + head[2]);
    int left = Integer.parseInt(head[3]) + Integer.parseInt(head[4]);
    while (left > 0) {
      String line = line();
      lines.add(line);
      left -= line.startsWith("LST ") || line.startsWith("LSG ") ? 1 : 0;
    }
    return lines;
  }

  private String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("the server has closed");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
