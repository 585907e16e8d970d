package org.msnmock.client.fake;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.msnmock.client.signin.PassportRequest;
import org.msnmock.client.signin.PassportResponse;
import org.msnmock.client.signin.PassportTransport;

/** Nexus and login without a network: gives the answers it was told to, and keeps the requests. */
public final class FakePassport implements PassportTransport {
  public static final URI NEXUS = URI.create("https://nexus.example.com/rdr/pprdr.asp");
  public static final String TICKET = "t=53*1hAu8ADuD3TEwdXo!2&p=5eKBBC!yBH6ex5mftp$$";

  private final Map<URI, PassportResponse> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<PassportRequest> requests = new LinkedBlockingQueue<>();

  /** With a nexus that names https://login.example.com/login2.srf, which gives a ticket. */
  public FakePassport() {
    nexusNames("login.example.com/login2.srf");
    answer("https://login.example.com/login2.srf", success(TICKET));
  }

  public FakePassport nexusNames(String daLogin) {
    return answer(
        NEXUS.toString(),
        new PassportResponse(
            200,
            Map.of(
                "PassportURLs",
                List.of("DARealm=Passport.Net,DALogin=" + daLogin + ",ConfigVersion=11"))));
  }

  public FakePassport answer(String uri, PassportResponse response) {
    answers.put(URI.create(uri), response);
    return this;
  }

  public static PassportResponse success(String ticket) {
    return new PassportResponse(
        200,
        Map.of(
            "Authentication-Info",
            List.of(
                "Passport1.4 da-status=success,tname=MSPAuth,tname=MSPProf,from-PP='%s',ru=http://messenger.msn.com"
                    .formatted(ticket))));
  }

  public static PassportResponse redirect(String location) {
    return new PassportResponse(
        302,
        Map.of(
            "Authentication-Info", List.of("Passport1.4 da-status=redir"),
            "Location", List.of(location)));
  }

  public static PassportResponse unauthorized(String fields) {
    return new PassportResponse(401, Map.of("WWW-Authenticate", List.of("Passport1.4 " + fields)));
  }

  /** All requests so far. */
  public List<PassportRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public PassportResponse send(PassportRequest request) throws IOException {
    requests.add(request);
    PassportResponse answer = answers.get(request.uri());
    if (answer == null) {
      throw new IOException("connection refused");
    }
    return answer;
  }
}
