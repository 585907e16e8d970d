package org.msnmock.client.wire;

import java.util.List;
import java.util.Optional;
import org.msnmock.client.protocol.ProtocolViolationException;

/**
 * One command, in or out: {@code <verb> <argument> <argument> ...}, and the payload behind it.
 *
 * @param verb three letters, or three digits for an error
 * @param arguments the fields as they stand on the wire, percent-encoding included
 */
public record Frame(String verb, List<String> arguments, Payload payload, Secrecy secrecy) {
  /** What must not be shown. */
  public enum Secrecy {
    OPEN,
    LAST_ARGUMENT_IS_SECRET,
    THIRD_ARGUMENT_IS_SECRET
  }

  private static final int LONGEST_SHOWN = 300;

  public Frame {
    arguments = List.copyOf(arguments);
  }

  public static Frame of(String verb, String... arguments) {
    return new Frame(verb, List.of(arguments), Payload.EMPTY, Secrecy.OPEN);
  }

  public Frame withPayload(Payload newPayload) {
    return new Frame(verb, arguments, newPayload, secrecy);
  }

  public Frame withSecretLastArgument() {
    return new Frame(verb, arguments, payload, Secrecy.LAST_ARGUMENT_IS_SECRET);
  }

  public Frame withSecretThirdArgument() {
    return new Frame(verb, arguments, payload, Secrecy.THIRD_ARGUMENT_IS_SECRET);
  }

  /** The field at this place, counted from 0 behind the verb. */
  public String argument(int index) {
    return optionalArgument(index)
        .orElseThrow(
            () ->
                new ProtocolViolationException("Field " + (index + 1) + " is missing in: " + this));
  }

  public Optional<String> optionalArgument(int index) {
    return index < arguments.size() ? Optional.of(arguments.get(index)) : Optional.empty();
  }

  /** The field at this place as people read it. */
  public String decodedArgument(int index) {
    return PercentEncoding.decode(argument(index));
  }

  /** The field at this place as a decimal number from 0 to a limit. */
  public long number(int index, long limit) {
    String digits = argument(index);
    long value = Decimal.parse(digits).orElse(-1);
    if (value < 0 || value > limit) {
      throw new ProtocolViolationException(
          "Field %s must be a number from 0 to %s in: %s".formatted(index + 1, limit, this));
    }
    return value;
  }

  /**
   * The line for people and logs: shortened, without what is secret, and without control
   * characters.
   */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(verb);
    for (int i = 0; i < arguments.size() && line.length() <= LONGEST_SHOWN; i++) {
      line.append(' ').append(isSecret(i) ? "[hidden]" : arguments.get(i));
    }
    if (line.length() > LONGEST_SHOWN) {
      line.setLength(LONGEST_SHOWN);
      line.append("...");
    }
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, '\uFFFD');
      }
    }
    return line.toString();
  }

  /** Servers say of a field themselves that it is a key, by the word {@code CKI} before it. */
  private boolean isSecret(int index) {
    boolean isNamedKey = index > 0 && arguments.get(index - 1).equals("CKI");
    return isNamedKey
        || switch (secrecy) {
          case OPEN -> false;
          case LAST_ARGUMENT_IS_SECRET -> index == arguments.size() - 1;
          case THIRD_ARGUMENT_IS_SECRET -> index == 2;
        };
  }
}
