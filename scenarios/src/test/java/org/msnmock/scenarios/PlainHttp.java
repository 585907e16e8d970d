package org.msnmock.scenarios;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;
import org.msnmock.client.signin.PassportRequest;
import org.msnmock.client.signin.PassportResponse;
import org.msnmock.client.signin.PassportTransport;

/**
 * Asks a Passport without TLS, whatever its address says, over sockets that can be watched; the
 * client bounds each exchange in time.
 */
record PlainHttp(SocketFactory sockets) implements PassportTransport {
  @Override
  public PassportResponse send(PassportRequest request) throws IOException {
    URI uri = request.uri();
    try (Socket socket = sockets.createSocket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      socket.getOutputStream().write(head(request).getBytes(StandardCharsets.ISO_8859_1));
      return response(
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)));
    }
  }

  private static String head(PassportRequest request) {
    URI uri = request.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder head =
        new StringBuilder("GET %s%s HTTP/1.1\r\n".formatted(uri.getRawPath(), query));
    head.append("Host: %s\r\nConnection: close\r\n".formatted(uri.getAuthority()));
    request.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    return head.append("\r\n").toString();
  }

  private static PassportResponse response(BufferedReader in) throws IOException {
    String status = in.readLine();
    if (status == null || status.indexOf(' ') < 0) {
      throw new IOException("no answer, or the beginning of one: " + status);
    }
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = in.readLine(); !"".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("the answer was broken off in its head");
      }
      String[] header = line.split(": ?", 2);
      headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1]);
    }
    return new PassportResponse(Integer.parseInt(status.split(" ")[1]), headers);
  }
}
