package org.msnmock.scenarios;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.msnmock.client.signin.PassportRequest;
import org.msnmock.client.signin.PassportResponse;
import org.msnmock.client.signin.PassportTransport;

/** Wrong ways to ask Passport. */
final class Passports {
  private static final int FOR_EVER = 40;

  private Passports() {}

  static PassportResponse oneSpelling(PassportRequest request, PassportTransport transport)
      throws IOException, InterruptedException {
    PassportResponse response = transport.send(request);
    Map<String, List<String>> headers = new HashMap<>(response.headers());
    headers.keySet().removeIf(name -> name.equals("passporturls"));
    return new PassportResponse(response.status(), headers);
  }

  /** The requests of one sign-in that carry a password, from the second on. */
  static UnaryOperator<PassportTransport> droppingAuthorization() {
    AtomicInteger asked = new AtomicInteger();
    return Exchanges.by(
        (request, transport) -> {
          boolean isRepeated = isLogin(request) && asked.incrementAndGet() > 1;
          return transport.send(isRepeated ? Exchanges.without("Authorization", request) : request);
        });
  }

  static UnaryOperator<PassportTransport> following(int most) {
    AtomicInteger redirects = new AtomicInteger();
    return Exchanges.by(
        (request, transport) -> {
          PassportResponse response = transport.send(request);
          boolean isTooMuch = isRedirect(response) && redirects.incrementAndGet() > most;
          return isTooMuch ? new PassportResponse(500, Map.of()) : response;
        });
  }

  static PassportResponse followingForEver(PassportRequest request, PassportTransport transport)
      throws IOException, InterruptedException {
    PassportResponse response = transport.send(request);
    for (int i = 0; i < FOR_EVER && isRedirect(response); i++) {
      List<String> to = response.header("Location");
      if (to.isEmpty()) {
        return response;
      }
      response =
          transport.send(new PassportRequest(request.uri().resolve(to.get(0)), request.headers()));
    }
    return response;
  }

  static PassportResponse askingAgainWithoutAddress(
      PassportRequest request, PassportTransport transport)
      throws IOException, InterruptedException {
    PassportResponse response = transport.send(request);
    return isRedirect(response) && response.header("Location").isEmpty()
        ? transport.send(request)
        : response;
  }

  static PassportResponse askingAgainAfterRefusal(
      PassportRequest request, PassportTransport transport)
      throws IOException, InterruptedException {
    PassportResponse response = transport.send(request);
    return response.header("WWW-Authenticate").stream().anyMatch(v -> v.contains("noretry"))
        ? transport.send(request)
        : response;
  }

  /** Whatever the services say, and if they say nothing, there is a ticket. */
  static PassportResponse makingUpTickets(PassportRequest request, PassportTransport transport)
      throws InterruptedException {
    String header = isLogin(request) ? "Authentication-Info" : "PassportURLs";
    String good = isLogin(request) ? "from-PP='t" : "DALogin=";
    try {
      PassportResponse response = transport.send(request);
      if (response.header(header).stream().anyMatch(value -> value.contains(good))
          || isRedirect(response)) {
        return response;
      }
    } catch (IOException e) {
      // then a made-up one has to do
    }
    String madeUp =
        isLogin(request)
            ? "Passport1.4 from-PP='t=none&p=none'"
            : "DALogin=" + URI.create("http://127.0.0.1:1/login2.srf");
    return new PassportResponse(200, Map.of(header, List.of(madeUp)));
  }

  private static boolean isLogin(PassportRequest request) {
    return request.headers().containsKey("Authorization");
  }

  private static boolean isRedirect(PassportResponse response) {
    return response.status() == 302;
  }
}
