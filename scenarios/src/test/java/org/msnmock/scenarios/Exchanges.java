package org.msnmock.scenarios;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.msnmock.client.signin.PassportRequest;
import org.msnmock.client.signin.PassportResponse;
import org.msnmock.client.signin.PassportTransport;

/** Changes requests to Passport and their answers. */
final class Exchanges {
  private Exchanges() {}

  /** An exchange that may take place more than once, or not at all. */
  @FunctionalInterface
  interface Change {
    PassportResponse send(PassportRequest request, PassportTransport transport)
        throws IOException, InterruptedException;
  }

  static UnaryOperator<PassportTransport> by(Change change) {
    return transport -> request -> change.send(request, transport);
  }

  /** Changes the value of one header of requests, where it is there. */
  static UnaryOperator<PassportTransport> authorization(UnaryOperator<String> change) {
    return by(
        (request, transport) -> {
          Map<String, String> headers = new HashMap<>(request.headers());
          headers.computeIfPresent("Authorization", (name, value) -> change.apply(value));
          return transport.send(new PassportRequest(request.uri(), headers));
        });
  }

  /** Changes the header of either service that says what was asked for. */
  static UnaryOperator<PassportTransport> answer(UnaryOperator<String> change) {
    return by(
        (request, transport) -> {
          PassportResponse response = transport.send(request);
          Map<String, List<String>> headers = new HashMap<>();
          response
              .headers()
              .forEach((name, values) -> headers.put(name, values.stream().map(change).toList()));
          return new PassportResponse(response.status(), headers);
        });
  }

  static PassportRequest without(String header, PassportRequest request) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.remove(header);
    return new PassportRequest(request.uri(), headers);
  }
}
