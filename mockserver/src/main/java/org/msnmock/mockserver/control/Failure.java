package org.msnmock.mockserver.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.emulator.NotPossibleException;
import org.msnmock.mockserver.wire.Text;
import org.msnmock.mockserver.yaml.Finding;

/** A request that is not done: what happened, where, and what to do. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String where;
  private final String remedy;
  private final transient List<Finding> findings;

  private Failure(int status, String what, String where, String remedy, List<Finding> findings) {
    super(what, null, false, false);
    this.status = status;
    this.where = where;
    this.remedy = remedy;
    this.findings = List.copyOf(findings);
  }

  /**
   * @param where the part of the request that it is about
   * @param remedy what to do, as an order
   */
  static Failure of(int status, String what, String where, String remedy) {
    return new Failure(status, what, where, remedy, List.of());
  }

  /** A dialogue that is wrong. */
  static Failure of(List<Finding> findings) {
    return new Failure(
        422,
        "the dialogue is wrong",
        "body, dialogue",
        "mend what the findings tell, and send it again",
        findings);
  }

  /** What an emulator refuses. */
  static Failure of(NotPossibleException refusal, String where) {
    return switch (refusal.reason()) {
      case NO_SUCH_CONNECTION -> of(404, message(refusal), where, "see GET /connections");
      case NO_SUCH_PERSON -> of(404, message(refusal), where, "see GET /accounts");
      case NO_SUCH_SWITCHBOARD -> of(404, message(refusal), where, "see GET /switchboards");
      case NOT_SIGNED_IN -> of(409, message(refusal), where, "let a client sign in first");
      case NO_MAILBOX -> of(409, message(refusal), where, "PUT the account with a mailbox");
      case MAILBOX_FULL -> of(409, message(refusal), where, "PUT the account with fewer letters");
      case ALREADY_THERE ->
          of(409, message(refusal), where, "change it by PUT, or DELETE it first");
      case TOO_MANY -> of(429, message(refusal), where, "wait, or let some go first");
      case INVALID -> of(400, message(refusal), where, "send what is described in /openapi.json");
    };
  }

  private static String message(NotPossibleException refusal) {
    return String.valueOf(refusal.getMessage());
  }

  int status() {
    return status;
  }

  /** As it is told. */
  Map<String, Object> json() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("what", Text.printable(String.valueOf(getMessage())));
    out.put("where", Text.printable(where));
    out.put("remedy", remedy);
    if (!findings.isEmpty()) {
      List<Object> all = new ArrayList<>();
      findings.forEach(finding -> all.add(json(finding)));
      out.put("findings", all);
    }
    return out;
  }

  private static Map<String, Object> json(Finding finding) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("severity", finding.severity().word());
    out.put("code", finding.code().name());
    out.put("line", finding.span().line());
    out.put("column", finding.span().column());
    out.put("message", Text.printable(finding.message()));
    out.put("hints", finding.hints().stream().map(Text::printable).toList());
    return out;
  }
}
