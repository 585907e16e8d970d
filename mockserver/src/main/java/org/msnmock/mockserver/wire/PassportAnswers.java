package org.msnmock.mockserver.wire;

import java.util.List;

/** What the two Passport web services say; what they know is for others to know. */
public final class PassportAnswers {
  /** Where the nexus is asked. */
  public static final String NEXUS_PATH = "/rdr/pprdr.asp";

  /** Where the login is. */
  public static final String LOGIN_PATH = "/login2.srf";

  private static final byte[] EMPTY = {};

  private PassportAnswers() {}

  /** The path of a request without its query. */
  public static String path(Request request) {
    int query = request.path().indexOf('?');
    return query < 0 ? request.path() : request.path().substring(0, query);
  }

  /**
   * Where the login is.
   *
   * @param loginSite {@code host:port}, or with a scheme before it
   */
  public static Answer nexus(String loginSite) {
    return answer(
        200,
        "OK",
        "PassportURLs",
        "DARealm=Passport.Net,DALogin=%s%s,DAReg=http://register.example/,ConfigVersion=11"
            .formatted(loginSite, LOGIN_PATH));
  }

  /** User and password are right, and this is the ticket. */
  public static Answer success(String ticket) {
    return answer(
        200,
        "OK",
        "Authentication-Info",
        "Passport1.4 da-status=success,tname=MSPAuth,tname=MSPProf,tname=MSPSec,from-PP='%s',ru=http://messenger.msn.com"
            .formatted(ticket));
  }

  /** They are not; the person may be asked again. */
  public static Answer failure() {
    return answer(
        401,
        "Unauthorized",
        "WWW-Authenticate",
        "Passport1.4 da-status=failed,srealm=Passport.NET,ts=-3,prompt,"
            + "cburl=http://www.example/logo.gif,cbtxt=Wrong%20e-mail%20address%20or%20password%2e");
  }

  public static Answer notFound() {
    return answer(404, "Not Found", "Cache-Control", "no-cache");
  }

  private static Answer answer(int status, String reason, String header, String value) {
    return new Answer(status, reason, List.<String[]>of(new String[] {header, value}), EMPTY);
  }
}
