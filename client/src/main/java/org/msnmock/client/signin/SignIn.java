package org.msnmock.client.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.msnmock.client.command.DescribeClient;
import org.msnmock.client.command.IdentifyUser;
import org.msnmock.client.command.OfferVersions;
import org.msnmock.client.command.PassportChallenge;
import org.msnmock.client.command.PresentTicket;
import org.msnmock.client.command.Redirected;
import org.msnmock.client.command.SignInAccepted;
import org.msnmock.client.connection.Connection;
import org.msnmock.client.connection.Replies;
import org.msnmock.client.protocol.Endpoint;
import org.msnmock.client.protocol.NoCommonVersionException;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.RedirectLoopException;
import org.msnmock.client.protocol.Ticket;

/** One attempt to sign in. It waits a lot, so it runs on a thread of its own. */
public final class SignIn {
  private static final int MOST_REDIRECTS = 5;

  /**
   * The user is in.
   *
   * @param dialect the version that the two agreed on
   */
  public record Admission(
      Connection connection, SignInAccepted accepted, Optional<String> dialect) {}

  /** How the talk with one server ended. */
  private sealed interface Outcome {
    record Admitted(SignInAccepted accepted) implements Outcome {}

    record SentOn(Endpoint next) implements Outcome {}
  }

  private final SignInSettings settings;
  private final Function<Endpoint, Connection> dial;
  private final Principal user;
  private final Password password;
  private Optional<String> dialect = Optional.empty();

  /**
   * @param dial opens a connection and starts it, and may wait for that
   */
  public SignIn(
      SignInSettings settings,
      Function<Endpoint, Connection> dial,
      Principal user,
      Password password) {
    this.settings = settings;
    this.dial = dial;
    this.user = user;
    this.password = password;
  }

  /**
   * Goes from server to server until one lets the user in. A server that sends the user on is left
   * before the next one is called, and a failed attempt leaves no connection behind.
   */
  public Admission run() {
    Endpoint server = settings.server();
    List<String> path = new ArrayList<>();
    while (true) {
      path.add(server.toString());
      if (path.size() > MOST_REDIRECTS + 1) {
        throw new RedirectLoopException(path);
      }
      Connection connection = dial.apply(server);
      Outcome outcome = talk(connection);
      if (outcome instanceof Outcome.Admitted admitted) {
        return new Admission(connection, admitted.accepted(), dialect);
      }
      connection.close();
      server = ((Outcome.SentOn) outcome).next();
    }
  }

  private Outcome talk(Connection connection) {
    try {
      agreeOnVersion(connection);
      await(connection.request(new DescribeClient(settings.description(), user)));
      IdentifyUser.Answer answer = await(connection.request(new IdentifyUser(user)));
      return answer instanceof Redirected redirected
          ? new Outcome.SentOn(redirected.server())
          : showTicket(connection, (PassportChallenge) answer);
    } catch (RuntimeException e) {
      // whatever went wrong: a failed attempt leaves no connection behind
      connection.close();
      throw e;
    }
  }

  private void agreeOnVersion(Connection connection) {
    List<String> answered =
        await(connection.request(new OfferVersions(settings.dialects()))).dialects();
    dialect =
        answered.stream()
            .filter(word -> word.startsWith("MSNP") && settings.dialects().contains(word))
            .findFirst();
    if (dialect.isEmpty()) {
      throw new NoCommonVersionException(settings.dialects(), answered, connection.server());
    }
  }

  private Outcome showTicket(Connection connection, PassportChallenge challenge) {
    Ticket ticket = new Passport(settings).ticket(user, password, challenge);
    PresentTicket.Answer answer = await(connection.request(new PresentTicket(ticket)));
    return answer instanceof Redirected redirected
        ? new Outcome.SentOn(redirected.server())
        : new Outcome.Admitted((SignInAccepted) answer);
  }

  private <T> T await(CompletableFuture<T> reply) {
    return Replies.await(reply, settings.activity());
  }
}
