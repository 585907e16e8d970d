package org.msnmock.mockserver.yaml;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.msnmock.mockserver.wire.Role;

/**
 * How many tokens the commands of MSNP8 and MSNP9 have, the command itself counted; the protocol
 * notes, 2 to 5. It only warns, so rare and older forms are in it too.
 */
final class Commands {
  private static final int MANY = Integer.MAX_VALUE;
  private static final Map<Role, Map<String, Count>> FROM_CLIENT = new EnumMap<>(Role.class);
  private static final Map<Role, Map<String, Count>> FROM_SERVER = new EnumMap<>(Role.class);
  private static final Map<String, Count> OF_PEERS = table("VER 2+ USR 3 FIL 2 TFR 1 BYE 2 CCL 1");

  /** What people write for an error, which has no command. */
  private static final Set<String> ERRORS = Set.of("ERR", "ERROR");

  /** All others have a transaction id; the protocol notes, 1.2. */
  private static final Set<String> WITHOUT_ID_FROM_CLIENT = Set.of("OUT", "PNG");

  /** Only those that always have one: GTC, BLP, PRP, LSG, LST and BPR come without one, too. */
  private static final Set<String> WITH_ID_FROM_SERVER =
      Set.of(
          ("VER CVR USR XFR INF SYN CHG ILN CHL QRY ADD REM REA ADG REG RMG URL"
                  + " CAL ANS IRO ACK NAK")
              .split(" "));

  static {
    String signIn = "VER 3+ CVR 9-10 USR 5 OUT 1 INF 2 PNG 1";
    FROM_CLIENT.put(Role.DISPATCH_SERVER, table(signIn));
    FROM_CLIENT.put(
        Role.NOTIFICATION_SERVER,
        table(
            signIn
                + " SYN 3-4 CHG 3-5 ADD 5-6 REM 4-5 REA 4 ADG 4 REG 5 RMG 3 PRP 3-4 BLP 3 GTC 3"
                + " QRY 4 XFR 3 URL 3-4 MSG 4 PAG 3+ PGD 3+ LST 3 LSG 2 FND 3+ SND 3+ SDC 3+ IMS 3"
                + " CVQ 3+"));
    FROM_CLIENT.put(Role.SWITCHBOARD, table("USR 4 ANS 5 CAL 3 MSG 4 OUT 1 PNG 1"));
    String answers = "VER 3+ CVR 7 USR 4-7 XFR 4-6 INF 3 OUT 1-2 QNG 1-2";
    FROM_SERVER.put(Role.DISPATCH_SERVER, table(answers));
    FROM_SERVER.put(
        Role.NOTIFICATION_SERVER,
        table(
            answers
                + " MSG 4 SYN 3-5 GTC 2-4 BLP 2-4 PRP 2-5 LSG 3-5 LST 3-7 BPR 2-5 CHG 3-5 ILN 5-7"
                + " NLN 4-6 FLN 2 CHL 3 QRY 2 ADD 5-7 REM 5-6 REA 4-5 ADG 5-6 REG 5-6 RMG 4 RNG 7"
                + " NOT 2 IPG 2 URL 5 PAG 2+ PGD 2+ FND 2+ SND 2+ SDC 2+ IMS 3-4 CVQ 2+"));
    FROM_CLIENT.put(Role.PEER, OF_PEERS);
    FROM_SERVER.put(Role.PEER, OF_PEERS);
    FROM_SERVER.put(
        Role.SWITCHBOARD,
        table("USR 5 CAL 4 JOI 3 IRO 6 ANS 3 MSG 4 BYE 2-3 ACK 2 NAK 2 OUT 1-2 QNG 1-2"));
  }

  private Commands() {}

  /** From so many tokens to so many. */
  record Count(int least, int most) {
    boolean meets(Count other) {
      return least <= other.most && other.least <= most;
    }

    @Override
    public String toString() {
      String number = most == MANY ? least + " or more" : least + " to " + most;
      return least == most ? String.valueOf(least) : number;
    }
  }

  /** Who sends a line. */
  enum Sender {
    CLIENT,
    SERVER
  }

  private static Map<String, Count> table(String text) {
    Map<String, Count> out = new HashMap<>();
    String[] words = text.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      String count = words[i + 1];
      int dash = count.indexOf('-');
      boolean open = count.endsWith("+");
      int least =
          Integer.parseInt(
              open
                  ? count.substring(0, count.length() - 1)
                  : dash < 0 ? count : count.substring(0, dash));
      int most = open ? MANY : dash < 0 ? least : Integer.parseInt(count.substring(dash + 1));
      out.put(words[i], new Count(least, most));
    }
    return out;
  }

  /** The rows that a command has on a role, or on any when it is not known. */
  static List<Count> counts(Sender sender, Optional<Role> role, String command) {
    if (sender == Sender.SERVER && isErrorCode(command)) {
      return List.of(new Count(1, 3));
    }
    List<Count> out = new ArrayList<>();
    for (Map<String, Count> table : tables(sender, role)) {
      Count count = table.get(command);
      if (count != null) {
        out.add(count);
      }
    }
    return out;
  }

  /** Whether the second token of a command, on any of its roles, is a transaction id. */
  static boolean hasId(Sender sender, Optional<Role> role, String command) {
    if (sender == Sender.SERVER && isErrorCode(command)) {
      return role.filter(Role::isUnframed).isEmpty();
    }
    boolean onPeer = role.map(Role::isUnframed).orElseGet(() -> OF_PEERS.containsKey(command));
    return !onPeer
        && (sender == Sender.CLIENT
            ? !WITHOUT_ID_FROM_CLIENT.contains(command)
            : WITH_ID_FROM_SERVER.contains(command));
  }

  /** The command that was meant. */
  static String hint(Sender sender, Optional<Role> role, String command) {
    List<String> known = new ArrayList<>();
    for (Map<String, Count> table : tables(sender, role)) {
      known.addAll(table.keySet());
    }
    if (sender == Sender.SERVER && ERRORS.contains(command)) {
      return "fix: an error is its number alone, as in  800 {trid}";
    }
    known.sort(null);
    return Nearest.hint(command, known);
  }

  private static List<Map<String, Count>> tables(Sender sender, Optional<Role> role) {
    Map<Role, Map<String, Count>> tables = sender == Sender.CLIENT ? FROM_CLIENT : FROM_SERVER;
    return role.isPresent()
        ? List.of(tables.getOrDefault(role.get(), Map.of()))
        : List.copyOf(tables.values());
  }

  private static boolean isErrorCode(String command) {
    return command.length() == 3 && Values.isNumber(command);
  }
}
