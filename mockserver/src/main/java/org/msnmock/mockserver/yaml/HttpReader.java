package org.msnmock.mockserver.yaml;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Name;
import org.msnmock.mockserver.dialogue.RequestPattern;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.dialogue.Step;
import org.msnmock.mockserver.dialogue.TextPattern;

/** Requests and answers of HTTP on nexus and login. */
final class HttpReader {
  private final StepReader.Item item;
  private final Context context;
  private final Report report;
  private final Fields fields;

  HttpReader(StepReader.Item item) {
    this.item = item;
    this.context = item.context();
    this.report = item.report();
    this.fields = item.fields();
  }

  /** {@code GET /path}; a version behind it counts for nothing. */
  Optional<Step> request(Scalar line, Service service) {
    List<Texts.Stretch> tokens = Texts.tokens(line.text());
    String method = line.text().substring(0, tokens.get(0).to());
    if (tokens.size() < 2 || tokens.size() > 3 || !isMethod(method)) {
      report.add(
          Code.D107,
          line.span(),
          "a request is a method and a path",
          "fix: for example  C %s: GET /login2.srf".formatted(service));
      return Optional.empty();
    }
    TextPattern path = Texts.pattern(line, tokens.get(1).from(), tokens.get(1).to(), context);
    for (String key : List.of("body", "mime", "bytes", "file", PayloadReader.P2P, "early")) {
      refuse(key, "a request");
    }
    PayloadReader headers = new PayloadReader(context);
    RequestPattern request =
        new RequestPattern(
            method,
            path,
            headers.patterns(fields.map("headers")),
            headers.patterns(fields.map("auth")),
            line.span());
    Step.ClientRequest step =
        new Step.ClientRequest(
            item.info(),
            service,
            request,
            LineReader.timing(item),
            new Moments(context).kept(item, visibility(path)),
            LineReader.isPassedOn(item));
    context.wires().ask(service);
    context.build().site(step, new Conn(Optional.of(service)), report);
    return Optional.of(step);
  }

  private static boolean isMethod(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
  }

  /** {@code 200 OK}. */
  Optional<Step> answer(Scalar line, Service service) {
    String text = line.text();
    int blank = text.indexOf(' ');
    String status = blank < 0 ? text : text.substring(0, blank);
    if (!Values.isNumber(status) || status.length() != 3 || text.indexOf('{') >= 0) {
      report.add(
          Code.D107,
          line.span(),
          "an answer is a status and its words",
          "fix: for example  S %s: 200 OK".formatted(service));
      return Optional.empty();
    }
    if (!context.wires().isAsked(service)) {
      report.add(
          Code.D501,
          item.info().span(),
          "no request on %s is awaited before this answer".formatted(service),
          "fix: put  C %s: GET /...  before it".formatted(service));
    }
    refuse("mime", "an answer");
    refuse(PayloadReader.P2P, "an answer");
    WireReader wire = WireReader.ofAnswer(item);
    PayloadReader payloads = new PayloadReader(context);
    PayloadReader.key(fields, report);
    return Optional.of(
        new Step.ServerAnswer(
            item.info(),
            service,
            Integer.parseInt(status),
            blank < 0 ? "" : text.substring(blank + 1),
            payloads.templates(fields.map("headers")),
            fields.has("mime") || fields.has(PayloadReader.P2P)
                ? Optional.empty()
                : payloads.template(fields),
            item.duration("after").orElse(Duration.ZERO),
            wire.delivery(),
            wire.damage(),
            new Moments(context).kept(item, Name.Visibility.SHOWN)));
  }

  /** A request with a secret in its path is one. */
  private static Name.Visibility visibility(TextPattern path) {
    return path.isSecret() ? Name.Visibility.HIDDEN : Name.Visibility.SHOWN;
  }

  private void refuse(String key, String what) {
    fields
        .entry(key)
        .ifPresent(
            entry ->
                report.add(
                    Code.D102,
                    entry.key().span(),
                    "%s on nexus or login has no \"%s\"".formatted(what, key)));
  }
}
