package org.msnmock.mockserver.junit;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.msnmock.mockserver.MockMsnServer;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.PlaySettings.Partner;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.server.Addresses;
import org.msnmock.mockserver.wire.Role;

/**
 * One client of a play: where its servers are, whom it is to sign in, and what the test can tell of
 * it. Thread-safe.
 */
public final class PlayClient {
  private final MockMsnServer server;
  private final Script script;
  private final Account account;
  private final PlaySettings settings;
  private final ClientSide side;

  PlayClient(
      MockMsnServer server,
      Script script,
      Account account,
      PlaySettings settings,
      ClientSide side) {
    this.server = server;
    this.script = script;
    this.account = account;
    this.settings = settings;
    this.side = side;
  }

  private Dialogue dialogue() {
    return script.dialogue();
  }

  private String subject() {
    return dialogue().subject(account.client());
  }

  /** The name that the dialogue gives it: {@code alice}. */
  public String name() {
    return account.client();
  }

  /** Where all its servers are. */
  public Addresses addresses() {
    return server.addresses(subject());
  }

  /** The port of a server. */
  public int port(Role role) {
    return addresses().port(role);
  }

  /** The server to which the dialogue expects it to connect first. */
  public Role entry() {
    return dialogue().entry(name()).role();
  }

  /** Where it is to connect first: {@code 127.0.0.1:41207}. */
  public String entryAddress() {
    return addresses().address(entry());
  }

  /** The page that tells where to log in. */
  public URI nexusUrl() {
    return URI.create(addresses().nexusUrl());
  }

  /** The page that gives tickets. */
  public URI loginUrl() {
    return URI.create(addresses().loginUrl());
  }

  /** Whom it is to sign in: {@code alice@example.com}. */
  public String user() {
    return account.user();
  }

  /** The password to sign in with. */
  public String password() {
    return account.password();
  }

  /** The status to sign in with: {@code NLN}. */
  public String status() {
    return account.status();
  }

  /**
   * What a name of the dialogue stands for: of its account ({@code user}, {@code password}, {@code
   * name}, {@code status}, {@code ticket}), its addresses ({@code ns.addr}, {@code login.site}),
   * the {@code vars} and the row of the {@code cases}. What the play learns is not among them.
   *
   * @throws IllegalArgumentException for any other name; the message lists them
   */
  public String text(String name) {
    Map<String, String> texts = texts();
    return Optional.ofNullable(texts.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing is called %s in %s; known are %s"
                        .formatted(name, script.row().id(), String.join(", ", texts.keySet()))));
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>(addresses().texts(entry()));
    texts.putAll(account.texts());
    dialogue().vars().forEach(one -> texts.put(one.name().text(), one.value()));
    script.row().constants().forEach(one -> texts.put(one.name().text(), one.value()));
    return texts;
  }

  /** Says who does what {@code do} asks of it; what was asked before is done now. */
  public void onDo(RunningPlay.Actor actor) {
    side.actor(actor, server::tell);
  }

  /** Tells what it shows its user, as {@code see} awaits it: {@code signed-in}. */
  public void tell(String event) {
    tell(event, Map.of());
  }

  /**
   * Tells what it shows its user, as {@code see} awaits it.
   *
   * @param arguments texts, lists of texts, or maps to either
   * @throws IllegalStateException where {@code see} is skipped
   */
  public void tell(String event, Map<String, Object> arguments) {
    if (settings.partner() != Partner.ADAPTER) {
      throw new IllegalStateException(
          "%s was told, but this play skips what its client's user sees; say partner = ADAPTER in @Play"
              .formatted(event));
    }
    server.tell(new Event.Told(subject(), event, arguments));
  }

  void close() {
    side.close();
  }
}
