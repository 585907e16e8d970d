package org.msnmock.scenarios;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is done to files that go over connections of their own, and to what people agree on before.
 */
final class FileTricks {
  /** Behind this line of the client, a file comes. */
  static final String READY = "TFR\r\n";

  private static final String END = "\u0001\0\0";
  private static final int HEAD = 3;
  private static final int LARGEST = 2045;
  private static final Pattern COOKIE = Pattern.compile("(?<=\r\nInvitation-Cookie: )[0-9]+");
  private static final Pattern AUTH = Pattern.compile("\r\nAuthCookie: ([0-9]+)");
  private static final Pattern NAME = Pattern.compile("\r\nApplication-File: ([^\r]*)");

  private FileTricks() {}

  // ---- invitations ----

  static boolean isInvitation(String frame, String command) {
    return frame.startsWith("MSG")
        && frame.contains("\r\nContent-Type: text/x-msmsgsinvite")
        && frame.matches("(?s).*\r\nInvitation-Command: (" + command + ")\r\n.*");
  }

  private static String changed(String frame, String command, UnaryOperator<String> change) {
    return isInvitation(frame, command) ? ChatTricks.withPayload(frame, change) : frame;
  }

  static String withoutSize(String frame) {
    return changed(frame, "INVITE", p -> p.replaceFirst("\r\nApplication-FileSize: [0-9]+", ""));
  }

  static String withoutEmptyLine(String frame) {
    return changed(frame, "INVITE", p -> p.replaceFirst("\r\n\r\n$", "\r\n"));
  }

  static String withAnotherCookie(String frame) {
    return changed(frame, "ACCEPT|CANCEL", p -> COOKIE.matcher(p).replaceAll("1"));
  }

  static String acceptingAnything(String frame) {
    return frame.contains("REJECT_NOT_INSTALLED")
        ? changed(frame, "CANCEL", p -> p.replace("Command: CANCEL", "Command: ACCEPT"))
        : frame;
  }

  /** All offers have one cookie, and what comes for it is about the last one. */
  static Rig.Conversation thatNumbersNoOffers() {
    return new Rig.Conversation() {
      private volatile String last = "";

      @Override
      public String said(String frame) {
        Matcher cookie = COOKIE.matcher(frame);
        if (isInvitation(frame, "INVITE") && cookie.find()) {
          last = cookie.group();
        }
        return last.isEmpty() ? frame : changed(frame, ".*", p -> p.replace(": " + last, ": 7"));
      }

      @Override
      public String heard(String frame) {
        return last.isEmpty()
            ? frame
            : changed(frame, ".*", p -> p.replace("Cookie: 7\r", "Cookie: " + last + "\r"));
      }
    };
  }

  /** Whatever comes about an offer is about the latest one. */
  static Rig.Conversation thatKnowsOneOffer() {
    return new Rig.Conversation() {
      private volatile String latest = "";

      @Override
      public String said(String frame) {
        remember(frame);
        return frame;
      }

      @Override
      public String heard(String frame) {
        remember(frame);
        return latest.isEmpty()
            ? frame
            : changed(frame, "ACCEPT|CANCEL", p -> COOKIE.matcher(p).replaceAll(latest));
      }

      private void remember(String frame) {
        Matcher cookie = COOKIE.matcher(frame);
        if (isInvitation(frame, "INVITE") && cookie.find()) {
          latest = cookie.group();
        }
      }
    };
  }

  /** The name as it came, in place of a harmless one. */
  static void showNamesAsTheyCome(Rig rig) {
    AtomicReference<String> came = new AtomicReference<>("");
    rig.heard(
            frame -> {
              Matcher name = NAME.matcher(frame);
              if (isInvitation(frame, "INVITE") && name.find()) {
                came.set(name.group(1));
              }
              return frame;
            })
        .events(
            "file-offered",
            play ->
                Told.changing(
                    play,
                    "file-offered",
                    arguments -> {
                      Map<String, Object> told = new HashMap<>(arguments);
                      told.put("name", came.get());
                      return told;
                    }));
  }

  // ---- connections of peers ----

  /** Whoever comes, knows the cookie. */
  static Supplier<Rig.Conversation> thatLetAnybodyIn() {
    AtomicReference<String> cookie = new AtomicReference<>("");
    return () ->
        new Rig.Conversation() {
          @Override
          public String said(String frame) {
            Matcher told = AUTH.matcher(frame);
            if (isInvitation(frame, "ACCEPT") && told.find()) {
              cookie.set(told.group(1));
            }
            return frame;
          }

          @Override
          public String heard(String frame) {
            return frame.matches("USR bob@example.com \\S+\r\n")
                ? "USR bob@example.com " + cookie.get() + "\r\n"
                : frame;
          }
        };
  }

  /** Waits for a block, where none is to come. */
  static Rig.Conversation thatWantsABlock() {
    return new Rig.Conversation() {
      private boolean isEmpty;

      @Override
      public String heard(String frame) {
        isEmpty |= frame.equals("FIL 0\r\n");
        return frame;
      }

      @Override
      public String said(String frame) {
        return isEmpty && frame.startsWith("BYE 16777989") ? "" : frame;
      }
    };
  }

  private static boolean isBlock(String frame) {
    return frame.length() > HEAD && frame.charAt(0) == 0 && frame.length() >= HEAD + length(frame);
  }

  private static int length(String block) {
    return block.charAt(1) + (block.charAt(2) << Byte.SIZE);
  }

  /** A full block has one byte more. */
  static String withLargeBlocks(String frame) {
    return isBlock(frame) && length(frame) == LARGEST
        ? "\0\u00FE\u0007x" + frame.substring(HEAD)
        : frame;
  }

  static String withHighByteFirst(String frame) {
    return isBlock(frame)
        ? "\0" + frame.charAt(2) + frame.charAt(1) + frame.substring(HEAD)
        : frame;
  }

  /** Something done to what comes of a file, each time as much as one read gets. */
  static Rig.Conversation reading(UnaryOperator<String> change) {
    return new Rig.Conversation() {
      private volatile boolean isFileNext;

      @Override
      public String said(String frame) {
        isFileNext |= frame.equals(READY);
        return frame;
      }

      @Override
      public String heard(String piece) {
        return isFileNext && !piece.isEmpty() ? change.apply(piece) : piece;
      }
    };
  }

  /** Of each read, the first block. */
  static String firstBlock(String piece) {
    return isBlock(piece) ? piece.substring(0, HEAD + length(piece)) : piece;
  }

  /** What is no whole block is lost. */
  static String wholeBlock(String piece) {
    return isBlock(piece) ? piece : "";
  }

  static String withoutEnd(String piece) {
    return piece.endsWith(END) ? piece.substring(0, piece.length() - END.length()) : piece;
  }
}
