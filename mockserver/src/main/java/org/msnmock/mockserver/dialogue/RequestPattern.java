package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.Request;

/**
 * An HTTP request that we await: method and path must match, of the headers those stated.
 *
 * @param path with its query, if any
 * @param authorization pairs of a {@code Passport1.4} header, in any order, others allowed
 */
public record RequestPattern(
    String method,
    TextPattern path,
    List<PayloadPattern.Header> headers,
    List<PayloadPattern.Header> authorization,
    Span span) {

  public RequestPattern {
    headers = List.copyOf(headers);
    authorization = List.copyOf(authorization);
  }

  /** Matches a request. What it learns is known behind it. */
  public Optional<Mismatch> match(Request request, Scene around, Captures captures) {
    Scene scene = captures.over(around);
    if (!request.method().equals(method)) {
      return Optional.of(
          new Mismatch(
              Mismatch.Part.METHOD, 0, span, method, request.method(), Optional.empty(), false));
    }
    Optional<Mismatch> mismatch =
        path.match(request.path(), Mismatch.Part.PATH, 0, scene, captures);
    if (mismatch.isPresent()) {
      return mismatch;
    }
    mismatch =
        PayloadPattern.matchNamed(
            headers,
            new ArrayList<>(request.headers()),
            Mismatch.Part.HEADER,
            span,
            scene,
            captures);
    return mismatch.isPresent() || authorization.isEmpty()
        ? mismatch
        : matchAuthorization(request, scene, captures);
  }

  private Optional<Mismatch> matchAuthorization(Request request, Scene scene, Captures captures) {
    Optional<List<String[]>> pairs = request.passportPairs();
    if (pairs.isEmpty()) {
      return Optional.of(
          new Mismatch(
              Mismatch.Part.AUTHORIZATION,
              0,
              authorization.get(0).value().span(),
              "Authorization: Passport1.4 ...",
              request.header("Authorization").isEmpty()
                  ? "no Authorization header"
                  : "an Authorization header that does not begin with Passport1.4",
              Optional.empty(),
              false));
    }
    return PayloadPattern.matchNamed(
        authorization, pairs.get(), Mismatch.Part.AUTHORIZATION, span, scene, captures);
  }
}
