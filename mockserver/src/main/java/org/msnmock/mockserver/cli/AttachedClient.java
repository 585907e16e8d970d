package org.msnmock.mockserver.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.msnmock.mockserver.adapter.Briefing;
import org.msnmock.mockserver.adapter.ClientEvents;
import org.msnmock.mockserver.adapter.ClientUnderTest;
import org.msnmock.mockserver.adapter.SignIn;
import org.msnmock.mockserver.engine.PlaySettings;

/** A client that a person starts and handles, as told on the console. */
final class AttachedClient implements ClientUnderTest {
  private final PrintWriter out;
  private String name = "";

  AttachedClient(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void start(Briefing briefing, ClientEvents events) {
    name = briefing.account().client();
    StringBuilder text = new StringBuilder();
    text.append("%n%s waits for its client %s:%n".formatted(briefing.caseId(), name));
    briefing
        .environment()
        .forEach((name, value) -> text.append("  %-14s %s%n".formatted(name, value)));
    text.append(
        briefing.signIn() == SignIn.AUTO
            ? "Start it, and sign in."
            : "Start it, and sign in when you are asked to.");
    out.println(text);
  }

  @Override
  public void act(int ask, String verb, Map<String, String> arguments) {
    out.println("Please, as %s: %s".formatted(name, act(verb, arguments)));
  }

  /** {@code send-message text=Hello}. */
  static String act(String verb, Map<String, String> arguments) {
    return arguments.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(e -> " " + e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining("", verb, ""));
  }

  @Override
  public void stop() {}

  @Override
  public PlaySettings.Partner partner() {
    return PlaySettings.Partner.PERSON;
  }
}
