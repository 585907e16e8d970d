package org.msnmock.mockserver.adapter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.engine.Account;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.time.VirtualTime;

/**
 * What a client is told before a case: who it is and where its servers are.
 *
 * @param addresses where the servers are, by the placeholders' text: {@code entry.addr}, {@code
 *     nexus.url}, {@code ca.file}; what does not exist in this play is missing
 * @param time what it is to go by, if it said that it can and nobody else is on another
 */
public record Briefing(
    Account account,
    String caseId,
    SignIn signIn,
    Map<String, String> addresses,
    Optional<VirtualTime> time) {
  private static final List<String> ADDRESSES =
      List.of(
          "entry.addr",
          "ds.addr",
          "ns.addr",
          "sb.addr",
          "nexus.url",
          "login.url",
          "login.site",
          "ca.file");
  private static final List<String> ACCOUNT =
      List.of("user", "password", "name", "status", "client", "case");

  /** The variables of a client process, by the placeholders whose values they have. */
  private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

  static {
    VARIABLES.put("MSN_SERVER", "entry.addr");
    VARIABLES.put("MSN_DS", "ds.addr");
    VARIABLES.put("MSN_NS", "ns.addr");
    VARIABLES.put("MSN_SB", "sb.addr");
    VARIABLES.put("MSN_NEXUS_URL", "nexus.url");
    VARIABLES.put("MSN_LOGIN_URL", "login.url");
    VARIABLES.put("MSN_CA_FILE", "ca.file");
    VARIABLES.put("MSN_USER", "user");
    VARIABLES.put("MSN_PASSWORD", "password");
    VARIABLES.put("MSN_STATUS", "status");
    VARIABLES.put("MSN_CASE", "case");
    VARIABLES.put("MSN_CLIENT", "client");
  }

  public Briefing {
    addresses = Map.copyOf(addresses);
  }

  /**
   * What one client of a script is told.
   *
   * @param addresses what the placeholders of the dialogue stand for
   */
  public static Briefing of(
      Script script, Account account, Map<String, String> addresses, Optional<VirtualTime> time) {
    Dialogue dialogue = script.dialogue();
    String client = account.client();
    Map<String, String> own = new LinkedHashMap<>();
    for (String word : ADDRESSES) {
      String address = addresses.get(dialogue.placeholder(client, word));
      if (address != null) {
        own.put(word, address);
      }
    }
    SignIn signIn = dialogue.asksToSignIn(client) ? SignIn.WAIT : SignIn.AUTO;
    return new Briefing(account, script.row().id(), signIn, own, time);
  }

  /** The same with another way to sign in. */
  public Briefing with(SignIn other) {
    return new Briefing(account, caseId, other, addresses, time);
  }

  /** The placeholders that a client command may contain, without braces. */
  public static List<String> placeholders() {
    List<String> all = new ArrayList<>(ADDRESSES);
    all.addAll(ACCOUNT);
    return List.copyOf(all);
  }

  /** The value of a placeholder; empty where this play has none. */
  public String value(String placeholder) {
    return switch (placeholder) {
      case "user" -> account.user();
      case "password" -> account.password();
      case "name" -> account.friendlyName();
      case "status" -> account.status();
      case "client" -> account.client();
      case "case" -> caseId;
      default -> addresses.getOrDefault(placeholder, "");
    };
  }

  /** The {@code MSN_...} variables of a client process, in the order of the manual. */
  public Map<String, String> environment() {
    Map<String, String> out = new LinkedHashMap<>();
    VARIABLES.forEach((variable, placeholder) -> out.put(variable, value(placeholder)));
    out.put("MSN_SIGN_IN", signIn.word());
    return out;
  }
}
