package org.msnmock.client.signin;

import java.net.URI;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.command.PassportChallenge;
import org.msnmock.client.connection.BoundedCalls;
import org.msnmock.client.protocol.Password;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.RedirectLoopException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.Ticket;
import org.msnmock.client.protocol.UntrustedCertificateException;
import org.msnmock.client.protocol.WrongPasswordException;
import org.msnmock.client.protocol.WrongPasswordException.Retry;
import org.msnmock.client.wire.PercentEncoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a ticket from Passport 1.4: asks the nexus where the login service is, and shows that
 * account and password.
 *
 * @see "[MS-PASS], Passport server side include 1.4; Gaim 0.82, nexus.c"
 */
final class Passport {
  private static final Logger LOG = LoggerFactory.getLogger(Passport.class);

  /** What BitlBee allowed; the real service needed one. */
  private static final int MOST_REDIRECTS = 3;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private static final Map<String, String> COMMON_HEADERS =
      Map.of("User-Agent", "MSMSGS", "Cache-Control", "no-cache");

  private final SignInSettings settings;

  Passport(SignInSettings settings) {
    this.settings = settings;
  }

  /** Waits for both web services. */
  Ticket ticket(Principal user, Password password, PassportChallenge challenge) {
    URI login = loginUrl();
    String authorization = authorization(user, password, challenge);
    List<String> path = new ArrayList<>();
    while (true) {
      path.add(login.toString());
      if (path.size() > MOST_REDIRECTS + 1) {
        throw new RedirectLoopException(path);
      }
      PassportResponse response = send(login, authorization, "login service");
      if (!REDIRECTS.contains(response.status())) {
        return ticketFrom(response, login);
      }
      login = redirectFrom(response, login);
    }
  }

  static String authorization(Principal user, Password password, PassportChallenge challenge) {
    return "Passport1.4 OrgVerb=GET,OrgURL=http%3A%2F%2Fmessenger%2Emsn%2Ecom,sign-in="
        + PercentEncoding.encode(user.address())
        + ",pwd="
        + PercentEncoding.encode(password.reveal())
        + ","
        + challenge.text();
  }

  private URI loginUrl() {
    try {
      PassportResponse response = send(settings.nexusUrl(), null, "nexus");
      Optional<String> address =
          PassportFields.from(response.header("PassportURLs")).value("DALogin");
      if (response.status() == 200 && address.isPresent()) {
        String given = address.get();
        URI login = webAddress(given.contains("://") ? given : "https://" + given, "The nexus");
        requireStillEncrypted(settings.nexusUrl(), login, "nexus", response);
        return login;
      }
      throw unavailable(
          OptionalInt.of(response.status()),
          "The nexus at %s named no login service (HTTP status %s)"
              .formatted(settings.nexusUrl(), response.status()),
          null);
    } catch (UntrustedCertificateException e) {
      throw e;
    } catch (ServiceUnavailableException e) {
      if (settings.loginUrl().isEmpty()) {
        throw e;
      }
      LOG.info("{} Going on with {}", e.getMessage(), settings.loginUrl().get());
      return settings.loginUrl().get();
    }
  }

  private PassportResponse send(URI uri, @Nullable String authorization, String name) {
    Map<String, String> headers = new HashMap<>(COMMON_HEADERS);
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    PassportRequest request = new PassportRequest(uri, headers);
    try {
      return new BoundedCalls(settings.scheduler(), settings.activity())
          .call(
              "msn-passport " + uri.getHost(),
              settings.exchangeTimeout(),
              () -> settings.transport().send(request),
              late -> {});
    } catch (TimeoutException e) {
      throw unavailable(
          OptionalInt.empty(),
          "The %s at %s did not answer within %s ms"
              .formatted(name, uri, settings.exchangeTimeout().toMillis()),
          e);
    } catch (ExecutionException e) {
      throw unreachable(uri, name, e.getCause());
    }
  }

  private static ServiceUnavailableException unreachable(
      URI uri, String name, @Nullable Throwable cause) {
    for (Throwable link = cause; link != null; link = link.getCause()) {
      if (link instanceof CertificateException
          || link instanceof CertPathBuilderException
          || link instanceof SSLPeerUnverifiedException) {
        return new UntrustedCertificateException(
            "The %s at %s shows a certificate that is not trusted: %s. Give the authority that signed it, if you trust that."
                .formatted(name, uri, link.getMessage()),
            link);
      }
    }
    return unavailable(
        OptionalInt.empty(),
        "The %s at %s cannot be reached: %s".formatted(name, uri, cause),
        cause);
  }

  private static ServiceUnavailableException unavailable(
      OptionalInt status, String what, @Nullable Throwable cause) {
    return new ServiceUnavailableException(status, what + ". Try again later.", cause);
  }

  private static URI redirectFrom(PassportResponse response, URI from) {
    String location =
        response.header("Location").stream()
            .findFirst()
            .orElseThrow(
                () ->
                    unavailable(
                        OptionalInt.of(response.status()),
                        "The login service at %s redirects (HTTP status %s) but does not say where to"
                            .formatted(from, response.status()),
                        null));
    URI to = webAddress(from, location);
    requireStillEncrypted(from, to, "login service", response);
    return to;
  }

  /** The password may go unencrypted only where nothing was encrypted so far. */
  private static void requireStillEncrypted(
      URI from, URI to, String name, PassportResponse response) {
    if (from.getScheme().equalsIgnoreCase("https") && !to.getScheme().equalsIgnoreCase("https")) {
      throw unavailable(
          OptionalInt.of(response.status()),
          "The %s at %s sends us to %s, where the password would go unencrypted"
              .formatted(name, from, to),
          null);
    }
  }

  private static URI webAddress(URI base, String location) {
    try {
      return webAddress(base.resolve(location).toString(), "The login service");
    } catch (IllegalArgumentException e) {
      throw unavailable(
          OptionalInt.empty(),
          "The login service redirects to an unusable address: " + e.getMessage(),
          e);
    }
  }

  private static URI webAddress(String text, String whose) {
    try {
      URI uri = URI.create(text);
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return uri;
      }
      throw new IllegalArgumentException("\"" + text + "\" is no http or https address");
    } catch (IllegalArgumentException e) {
      throw unavailable(
          OptionalInt.empty(), whose + " gave an unusable address: " + e.getMessage(), e);
    }
  }

  private static Ticket ticketFrom(PassportResponse response, URI login) {
    if (response.status() == 401) {
      throw refused(PassportFields.from(response.header("WWW-Authenticate")), login);
    }
    Optional<String> ticket =
        PassportFields.from(response.header("Authentication-Info")).quoted("from-PP");
    if (response.status() != 200 || ticket.isEmpty()) {
      throw unavailable(
          OptionalInt.of(response.status()),
          "The login service at %s gave no ticket (HTTP status %s)"
              .formatted(login, response.status()),
          null);
    }
    try {
      return new Ticket(ticket.get());
    } catch (IllegalArgumentException e) {
      // without the cause's text, which must not grow a secret one day
      throw unavailable(
          OptionalInt.of(200),
          "The login service at " + login + " gave a ticket with blanks in it",
          null);
    }
  }

  private static WrongPasswordException refused(PassportFields fields, URI login) {
    Optional<String> text = fields.value("cbtxt").map(PercentEncoding::decode);
    Retry retry =
        fields.value("da-status").filter("failed-noretry"::equalsIgnoreCase).isPresent()
            ? Retry.POINTLESS
            : Retry.ALLOWED;
    return WrongPasswordException.fromPassport(
        "The login service at %s refused account or password%s. %s"
            .formatted(
                login,
                text.map(words -> " (\"" + words + "\")").orElse(""),
                retry == Retry.ALLOWED
                    ? "Check both and sign in again."
                    : "It wants no second try."),
        text,
        retry);
  }
}
