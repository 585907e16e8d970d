package org.msnmock.mockserver.yaml;

import java.util.List;
import java.util.Optional;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Role;
import org.msnmock.mockserver.wire.Tokens;

/**
 * A line of a transcript.
 *
 * @param number where it stands in the transcript, from 1
 * @param text without its end
 * @param payload with CRLF as line ends; empty where none was announced
 */
record PastedLine(int number, Commands.Sender sender, String text, Optional<String> payload) {
  private static final List<Role> ROLES = List.of(Role.NOTIFICATION_SERVER, Role.SWITCHBOARD);

  List<String> tokens() {
    return List.of(Tokens.split(text));
  }

  String command() {
    return tokens().get(0);
  }

  /** A token, empty where the line is shorter. */
  String token(int index) {
    List<String> tokens = tokens();
    return index < tokens.size() ? tokens.get(index) : "";
  }

  boolean isFromClient() {
    return sender == Commands.Sender.CLIENT;
  }

  /** The length of the payload that a line announces; empty where it carries none. */
  static Optional<Integer> announced(Commands.Sender sender, String text) {
    String[] tokens = Tokens.split(text);
    String last = tokens[tokens.length - 1];
    boolean carries =
        ROLES.stream()
            .anyMatch(
                role ->
                    sender == Commands.Sender.CLIENT
                        ? PayloadCommands.BUILT_IN.fromClient(role, tokens[0])
                        : PayloadCommands.BUILT_IN.fromServer(role, tokens[0]));
    return carries && tokens.length > 1 && Values.isNumber(last) && last.length() < 8
        ? Optional.of(Integer.parseInt(last))
        : Optional.empty();
  }
}
