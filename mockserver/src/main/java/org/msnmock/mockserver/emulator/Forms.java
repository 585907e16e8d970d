package org.msnmock.mockserver.emulator;

import java.util.Locale;
import java.util.Map;
import org.msnmock.mockserver.wire.Frame;

/** What lines should look like, for people. */
final class Forms {
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("VER", "VER <id> MSNP9 MSNP8 CVR0"),
          Map.entry(
              "CVR",
              "CVR <id> <locale> <system> <version> <processor> <client> <version> MSMSGS <address>"),
          Map.entry("USR", "USR <id> TWN I <address>, then USR <id> TWN S <ticket>"),
          Map.entry("SYN", "SYN <id> <list number, 0 at first>"),
          Map.entry(
              "CHG", "CHG <id> NLN|BSY|IDL|BRB|AWY|PHN|LUN|HDN [<client number> [<picture>]]"),
          Map.entry("ADD", "ADD <id> FL|AL|BL <address> <name> [<group>]"),
          Map.entry("REM", "REM <id> FL|AL|BL <address> [<group>]"),
          Map.entry("REA", "REA <id> <address> <name>"),
          Map.entry("ADG", "ADG <id> <name, 1 to 61 bytes> 0"),
          Map.entry("REG", "REG <id> <group> <name, 1 to 61 bytes> 0"),
          Map.entry("RMG", "RMG <id> <group>"),
          Map.entry("PRP", "PRP <id> PHH|PHW|PHM <value, up to 95 bytes>, or PRP <id> MOB Y|N"),
          Map.entry("BLP", "BLP <id> AL|BL"),
          Map.entry("GTC", "GTC <id> A|N"),
          Map.entry("QRY", "QRY <id> <product> 32, and 32 bytes without a line end"),
          Map.entry("XFR", "XFR <id> SB"),
          Map.entry("URL", "URL <id> INBOX|FOLDERS|COMPOSE|..."),
          Map.entry("CAL", "CAL <id> <address>"),
          Map.entry("ANS", "ANS <id> <address> <word> <number>, as RNG gave them"),
          Map.entry("MSG", "MSG <id> U|N|A|D <length>, and up to 1664 bytes"));

  private Forms() {}

  /** The form of a command; empty where there is none. */
  static String of(String command) {
    return FORMS.getOrDefault(command, "");
  }

  /** Why a line may be wrong, where that is a thing that happens; else empty. */
  static String hint(Frame frame) {
    String command = frame.command();
    if (frame.text().isEmpty()) {
      return "an empty line: behind a payload, such as that of QRY, there is no line end";
    }
    if (FORMS.containsKey(command.toUpperCase(Locale.ROOT)) && !FORMS.containsKey(command)) {
      return "commands are written in capitals";
    }
    return "";
  }
}
