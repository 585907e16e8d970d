package org.msnmock.mockserver.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.msnmock.mockserver.wire.Frame;
import org.msnmock.mockserver.wire.Text;

/** What a play has seen of one client: enough to know it again when it comes another way. */
final class Guest {
  /** A client calls so many conversations at a time, or is called into them. */
  private static final int MOST_WORDS = 16;

  static final int WORD = 1 << 4;
  static final int USER = 1 << 3;
  static final int SIGNATURE = 1 << 2;
  static final int HOST = 1 << 1;
  static final int PRESENT = 1;

  private String host = "";
  private String user = "";
  private String signature = "";
  private final Deque<String> words = new ArrayDeque<>(1);
  private int open;

  void comesAs(Caller caller) {
    host = caller.host();
  }

  void connected() {
    open++;
  }

  void disconnected() {
    open--;
  }

  /** Whether a connection with it is open. */
  boolean isPresent() {
    return open > 0;
  }

  /** It has said a line: {@code USR 3 TWN I alice@example.com} names it. */
  void heard(Frame frame) {
    if (frame.text().startsWith("USR ")) {
      String[] tokens = frame.tokens();
      if (tokens.length == 5 && tokens[3].equals("I")) {
        user = tokens[4];
      }
    }
  }

  /** It was told lines: challenges, and words to come to a switchboard with. */
  void told(byte[] bytes) {
    if (!canTell(bytes)) {
      return;
    }
    String[] tokens = Text.decode(bytes).lines().findFirst().orElse("").split(" ", -1);
    if (tokens[0].equals("USR") && tokens.length > 4 && tokens[3].equals("S")) {
      signature = signature(tokens[4]);
    } else if (tokens[0].equals("XFR") && tokens.length == 6 && tokens[4].equals("CKI")) {
      gave(tokens[5]);
    } else if (tokens[0].equals("RNG") && tokens.length > 4 && tokens[3].equals("CKI")) {
      gave(tokens[4]);
    }
  }

  /** Most lines are none of these: then nothing is decoded. */
  private static boolean canTell(byte[] bytes) {
    return bytes.length > 3
        && (bytes[0] == 'U' || bytes[0] == 'X' || bytes[0] == 'R')
        && (bytes[2] == 'R' || bytes[2] == 'G');
  }

  private static String signature(String challenge) {
    String found = "";
    for (String pair : challenge.split(",")) {
      found = pair.startsWith("tpf=") ? pair.substring(4) : found;
    }
    return found;
  }

  private void gave(String word) {
    if (words.size() == MOST_WORDS) {
      words.removeFirst();
    }
    words.add(word);
  }

  /**
   * How much speaks for it that a caller is this one: first the word that it was given, then the
   * account, the challenge, the host; and that it is there.
   */
  int likeness(Caller caller) {
    int likeness = words.contains(caller.word()) ? WORD : 0;
    likeness += weigh(signature, caller.signature(), SIGNATURE);
    likeness += weigh(user, caller.user(), USER);
    likeness += host.equals(caller.host()) ? HOST : 0;
    return likeness + (isPresent() ? PRESENT : 0);
  }

  /** The part of a likeness that comes from what a caller has said. */
  static int known(int likeness) {
    return Math.floorDiv(likeness, SIGNATURE);
  }

  private static int weigh(String known, String brought, int weight) {
    if (known.isEmpty() || brought.isEmpty()) {
      return 0;
    }
    return known.equalsIgnoreCase(brought) ? weight : -weight;
  }
}
