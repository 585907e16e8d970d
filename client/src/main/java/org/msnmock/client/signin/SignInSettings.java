package org.msnmock.client.signin;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.msnmock.client.command.ClientDescription;
import org.msnmock.client.event.Activity;
import org.msnmock.client.protocol.Endpoint;

/**
 * What a sign-in needs to know.
 *
 * @param server where to begin; a dispatch server as a rule
 * @param dialects the protocol versions to offer, best first
 * @param nexusUrl where to ask for the address of the login service
 * @param loginUrl what to use when the nexus gives no address
 * @param exchangeTimeout how long each exchange with Passport may take as a whole
 * @param activity hears when the sign-in works, and when it waits
 */
public record SignInSettings(
    Endpoint server,
    List<String> dialects,
    ClientDescription description,
    URI nexusUrl,
    Optional<URI> loginUrl,
    PassportTransport transport,
    Duration exchangeTimeout,
    ScheduledExecutorService scheduler,
    Activity activity) {
  public SignInSettings {
    dialects = List.copyOf(dialects);
  }

  /** The same, but for where to begin. */
  public SignInSettings beginningAt(Endpoint otherServer) {
    return new SignInSettings(
        otherServer,
        dialects,
        description,
        nexusUrl,
        loginUrl,
        transport,
        exchangeTimeout,
        scheduler,
        activity);
  }
}
