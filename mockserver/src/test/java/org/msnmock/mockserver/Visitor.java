package org.msnmock.mockserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;
import org.msnmock.mockserver.wire.Role;

/** A client of a service that speaks plain HTTP, which signs in by hand. */
public final class Visitor implements AutoCloseable {
  private final Socket socket;

  private Visitor(Socket socket) {
    this.socket = socket;
  }

  public static Visitor connect(MsnService service, Role role) throws IOException {
    return connect(service, role, SocketFactory.getDefault());
  }

  public static Visitor connect(MsnService service, Role role, SocketFactory sockets)
      throws IOException {
    Socket socket = sockets.createSocket("127.0.0.1", service.addresses().port(role));
    socket.setSoTimeout(60_000);
    return new Visitor(socket);
  }

  /** Somebody who is signed in and has sent nothing more; the profile is heard. */
  public static Visitor signIn(MsnService service, String address) throws IOException {
    Visitor visitor = connect(service, Role.NOTIFICATION_SERVER);
    visitor.says("VER 1 MSNP9 CVR0\r\nUSR 2 TWN I " + address);
    String challenge = visitor.hears("USR 2 TWN S ").substring(12);
    visitor.says("USR 3 TWN S " + ticket(service, address, challenge));
    visitor.hears("ClientPort");
    visitor.line();
    return visitor;
  }

  private static String ticket(MsnService service, String address, String challenge)
      throws IOException {
    try (Visitor login = connect(service, Role.LOGIN)) {
      login.says(
          "GET /login2.srf HTTP/1.0\r\nAuthorization: Passport1.4 OrgVerb=GET,sign-in=%s,pwd=%s,%s\r\n"
              .formatted(address, service.password(address), challenge));
      String answer =
          new String(login.socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int from = answer.indexOf("from-PP='") + 9;
      return answer.substring(from, answer.indexOf('\'', from));
    }
  }

  public Visitor says(String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = socket.getInputStream().read();
        next != '\n';
        next = socket.getInputStream().read()) {
      assertThat(next).as("more behind \"%s\"", line).isNotNegative();
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** The next line that begins so. */
  public String hears(String begin) throws IOException {
    String line = line();
    while (!line.startsWith(begin)) {
      line = line();
    }
    return line;
  }

  /** All that comes before the end. */
  public String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
