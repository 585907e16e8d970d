package org.msnmock.mockserver;

import java.time.Instant;
import java.util.List;
import org.msnmock.mockserver.verdict.Result;

/**
 * A case that came to its end.
 *
 * @param began when
 * @param clientLog what the client wrote, line by line
 */
public record PlayedCase(Result result, Instant began, List<String> clientLog) {
  public PlayedCase {
    clientLog = List.copyOf(clientLog);
  }
}
