package org.msnmock.mockserver.emulator;

import org.msnmock.mockserver.wire.Frame;

/** The words of a client's line: command, transaction id, and what follows. */
final class Words {
  private static final long GREATEST_ID = 4_294_967_295L;
  private static final int LONGEST_NUMBER = 10;

  private final String[] tokens;

  private Words(String[] tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws Refused where there is no transaction id
   */
  static Words of(Frame frame) {
    Words words = new Words(frame.tokens());
    if (words.tokens.length < 2 || number(words.tokens[1]) < 0) {
      throw Refused.silently("a line has no transaction id"); // and perhaps a secret
    }
    if (frame.text().chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw Refused.silently("a line holds a control character");
    }
    return words;
  }

  String command() {
    return tokens[0];
  }

  String id() {
    return tokens[1];
  }

  /** How many follow the transaction id. */
  int count() {
    return tokens.length - 2;
  }

  /**
   * The words behind the transaction id, from 0.
   *
   * @throws Refused where there are not so many
   */
  String at(int index) {
    if (index >= count()) {
      throw Refused.silently("%s has too few words".formatted(command()));
    }
    return tokens[index + 2];
  }

  /** The words from one on, as they came. */
  String from(int index) {
    StringBuilder out = new StringBuilder();
    for (int i = index; i < count(); i++) {
      out.append(i == index ? "" : " ").append(at(i));
    }
    return out.toString();
  }

  /** The transaction id of an error: {@code 0} where the line has none. */
  static String idOf(Frame frame) {
    String[] tokens = frame.tokens();
    return tokens.length > 1 && number(tokens[1]) >= 0 ? tokens[1] : "0";
  }

  /** What there is to say of words behind PNG or OUT, which come alone; empty: there are none. */
  static String besides(Frame frame) {
    return frame.text().strip().length() == frame.command().length()
        ? ""
        : "%s comes alone: real servers hung up for a transaction id behind it"
            .formatted(frame.command());
  }

  /** A number from 0 to 2^32-1; -1 where it is none. */
  static long number(String text) {
    if (text.isEmpty() || text.length() > LONGEST_NUMBER) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    long number = Long.parseLong(text);
    return number > GREATEST_ID ? -1 : number;
  }
}
