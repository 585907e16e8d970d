package org.msnmock.client.signin;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * The JDK's client. It would follow redirects itself, but repeats the Authorization header on JDK
 * 17 and drops it on 25; so it doesn't. Every exchange has a client of its own: it is the one way
 * in which the JDK's 17 lets go of the connection and the threads.
 */
final class HttpPassportTransport implements PassportTransport {
  private final SSLContext trust;
  private final Duration connectTimeout;
  private final Duration replyTimeout;

  HttpPassportTransport(SSLContext trust, Duration connectTimeout, Duration replyTimeout) {
    this.trust = trust;
    this.connectTimeout = connectTimeout;
    this.replyTimeout = replyTimeout;
  }

  @Override
  public PassportResponse send(PassportRequest request) throws IOException, InterruptedException {
    ExecutorService workers = Executors.newCachedThreadPool(HttpPassportTransport::worker);
    try {
      return send(request, workers);
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread worker(Runnable work) {
    Thread thread = new Thread(work, "msn-passport-worker");
    thread.setDaemon(true);
    return thread;
  }

  private PassportResponse send(PassportRequest request, Executor workers)
      throws IOException, InterruptedException {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .sslContext(trust)
            .executor(workers)
            .build();
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(replyTimeout);
    request.headers().forEach(builder::header);
    HttpResponse<InputStream> response = http.send(builder.build(), BodyHandlers.ofInputStream());
    // what the body says is for people, and could have any length
    response.body().close();
    return new PassportResponse(response.statusCode(), response.headers().map());
  }
}
