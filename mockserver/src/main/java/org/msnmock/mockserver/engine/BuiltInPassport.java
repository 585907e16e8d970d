package org.msnmock.mockserver.engine;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Credentials;
import org.msnmock.mockserver.dialogue.PercentCode;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.PassportAnswers;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/**
 * Answers for nexus and login what a dialogue does not script. It gives the ticket to who brings
 * user and password of the account, and refuses everybody else; it reads {@code sign-in} and {@code
 * pwd} and leaves the rest of the header alone, as clients differ there.
 */
final class BuiltInPassport {
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
    return PassportAnswers.path(request).equals(PassportAnswers.NEXUS_PATH)
        ? new Reply(PassportAnswers.nexus(loginSite), Optional.empty())
        : notFound(request, PassportAnswers.NEXUS_PATH);
  }

  private Reply login(Request request) {
    if (!PassportAnswers.path(request).equals(PassportAnswers.LOGIN_PATH)) {
      return notFound(request, PassportAnswers.LOGIN_PATH);
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
    if (!Credentials.isUser(user.get(), account.user())) {
      return refusal(
          "sign-in is %s, the account is %s%s"
              .formatted(
                  user.get(), account.user(), Credentials.userHint(user.get(), account.user())));
    }
    if (!PercentCode.decode(password.get()).equals(account.password())) {
      return refusal(
          "pwd is not the account's password"
              + Credentials.passwordHint(password.get(), account.password()));
    }
    return new Reply(PassportAnswers.success(account.ticket()), Optional.empty());
  }

  private static Optional<String> find(List<String[]> pairs, String name) {
    return pairs.stream().filter(pair -> pair[0].equals(name)).map(pair -> pair[1]).findFirst();
  }

  private static Reply notFound(Request request, String wanted) {
    return new Reply(
        PassportAnswers.notFound(),
        Optional.of("asked for %s, here is only %s".formatted(request.path(), wanted)));
  }

  private static Reply refusal(String complaint) {
    return new Reply(PassportAnswers.failure(), Optional.of(complaint));
  }
}
