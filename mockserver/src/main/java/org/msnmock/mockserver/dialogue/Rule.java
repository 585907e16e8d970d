package org.msnmock.mockserver.dialogue;

import java.util.List;

/**
 * A background rule: one awaited line or request, then what answers it, on the connection on which
 * it came.
 *
 * @param head a {@link Step.ClientLine} or {@link Step.ClientRequest}
 * @param least how often it has to be used
 * @param most how often it may be used
 * @param names those that its steps use, but for accounts and addresses; each use of the rule has
 *     them to itself, and finds in those of the script what they had when it began
 * @param answers {@code S}, {@code set}, {@code verdict} and {@code close} only
 */
public record Rule(
    String name,
    Span span,
    Step.Awaiting head,
    int least,
    int most,
    List<Name> names,
    List<Step> answers) {
  public Rule {
    names = List.copyOf(names);
    answers = List.copyOf(answers);
  }
}
