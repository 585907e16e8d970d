package org.msnmock.mockserver.engine;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.PercentCode;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/**
 * Answers for nexus and login what a dialogue does not script. It gives the ticket to who brings
 * user and password of the account, and refuses everybody else; it reads {@code sign-in} and {@code
 * pwd} and leaves the rest of the header alone, as clients differ there.
 */
final class BuiltInPassport {
  private static final byte[] EMPTY = {};

  private final Account account;
  private final String loginSite;

  BuiltInPassport(Account account, String loginSite) {
    this.account = account;
    this.loginSite = loginSite;
  }

  /**
   * An answer, and why it is no ticket.
   *
   * @param complaint what was wrong with the request, for the person who debugs it
   */
  record Reply(Answer answer, Optional<String> complaint) {}

  Reply answer(Role role, Request request) {
    return role == Role.NEXUS ? nexus(request) : login(request);
  }

  private Reply nexus(Request request) {
    if (!path(request).equals("/rdr/pprdr.asp")) {
      return notFound(request, "/rdr/pprdr.asp");
    }
    String urls =
        "DARealm=Passport.Net,DALogin=%s/login2.srf,DAReg=http://register.example/,ConfigVersion=11"
            .formatted(loginSite);
    return new Reply(answer(200, "OK", "PassportURLs", urls), Optional.empty());
  }

  private Reply login(Request request) {
    if (!path(request).equals("/login2.srf")) {
      return notFound(request, "/login2.srf");
    }
    Optional<List<String[]>> pairs = request.passportPairs();
    if (pairs.isEmpty()) {
      return refusal("the request has no header that begins with Authorization: Passport1.4");
    }
    Optional<String> user = find(pairs.get(), "sign-in");
    Optional<String> password = find(pairs.get(), "pwd");
    if (user.isEmpty() || password.isEmpty()) {
      return refusal("the Authorization header has no " + (user.isEmpty() ? "sign-in" : "pwd"));
    }
    if (!isAccount(user.get())) {
      return refusal(
          "sign-in is %s, the account is %s%s"
              .formatted(user.get(), account.user(), twice(user.get(), account.user())));
    }
    if (!PercentCode.decode(password.get()).equals(account.password())) {
      return refusal("pwd is not the account's password" + passwordHint(password.get()));
    }
    String info =
        "Passport1.4 da-status=success,tname=MSPAuth,tname=MSPProf,tname=MSPSec,from-PP='%s',ru=http://messenger.msn.com"
            .formatted(account.ticket());
    return new Reply(answer(200, "OK", "Authentication-Info", info), Optional.empty());
  }

  private boolean isAccount(String user) {
    return PercentCode.decode(user).equalsIgnoreCase(account.user());
  }

  private static String twice(String received, String wanted) {
    boolean twice = PercentCode.decode(PercentCode.decode(received)).equalsIgnoreCase(wanted);
    return twice ? " (it is percent-encoded twice)" : "";
  }

  private String passwordHint(String received) {
    String password = account.password();
    if (PercentCode.decode(PercentCode.decode(received)).equals(password)) {
      return " (it is percent-encoded twice)";
    }
    if (password.startsWith(received + ",")) {
      return " (it ends at a comma: a comma inside the password must be sent as %2C)";
    }
    if (!PercentCode.isWellFormed(received)) {
      return " (a percent sign in it must be sent as %25)";
    }
    if (PercentCode.decode(received.replace('+', ' ')).equals(password)) {
      return " (a blank must be sent as %20, a plus is a plus)";
    }
    return password.length() > 16 && password.startsWith(PercentCode.decode(received))
        ? " (it was cut)"
        : "";
  }

  private static Optional<String> find(List<String[]> pairs, String name) {
    return pairs.stream().filter(pair -> pair[0].equals(name)).map(pair -> pair[1]).findFirst();
  }

  private static String path(Request request) {
    int query = request.path().indexOf('?');
    return query < 0 ? request.path() : request.path().substring(0, query);
  }

  private static Reply notFound(Request request, String wanted) {
    return new Reply(
        answer(404, "Not Found", "Cache-Control", "no-cache"),
        Optional.of("asked for %s, here is only %s".formatted(request.path(), wanted)));
  }

  private static Reply refusal(String complaint) {
    return new Reply(
        answer(
            401,
            "Unauthorized",
            "WWW-Authenticate",
            "Passport1.4 da-status=failed,srealm=Passport.NET,ts=-3,prompt,"
                + "cburl=http://www.example/logo.gif,cbtxt=Wrong%20e-mail%20address%20or%20password%2e"),
        Optional.of(complaint));
  }

  private static Answer answer(int status, String reason, String header, String value) {
    List<String[]> headers = List.<String[]>of(new String[] {header, value});
    return new Answer(status, reason, headers, EMPTY);
  }
}
