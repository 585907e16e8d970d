package org.msnmock.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the faults of conversations do it. */
final class ChatTricks {
  private static final int TOO_LONG = 1665;
  private static final int LONG = 1600;

  private ChatTricks() {}

  // ---- one frame ----

  static boolean isText(String frame) {
    return frame.startsWith("MSG") && frame.contains("\r\nContent-Type: text/plain");
  }

  static boolean isTyping(String frame) {
    return frame.startsWith("MSG") && frame.contains("\r\nContent-Type: text/x-msmsgscontrol");
  }

  /** Another payload, with its length. */
  static String withPayload(String frame, UnaryOperator<String> change) {
    int start = frame.indexOf('\n') + 1;
    String payload = change.apply(frame.substring(start));
    return frame.substring(0, start).replaceFirst("\\d+\r\n$", payload.length() + "\r\n") + payload;
  }

  /** Another payload, where the frame is a text. */
  static String withText(String frame, UnaryOperator<String> change) {
    return isText(frame) ? withPayload(frame, change) : frame;
  }

  static String withSwappedHeaders(String payload) {
    return payload.replaceFirst("^([^\r]*\r\n)([^\r]*\r\n)", "$2$1");
  }

  static String withLinesInLf(String payload) {
    int text = payload.indexOf("\r\n\r\n") + 4;
    return payload.substring(0, text) + payload.substring(text).replace("\r\n", "\n");
  }

  static String inLatin1(String payload) {
    String letters =
        new String(payload.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    return letters.replaceAll("[^\u0000-\u00FF]", "?");
  }

  static String countingCharacters(String frame) {
    if (!isText(frame)) {
      return frame;
    }
    int start = frame.indexOf('\n') + 1;
    byte[] bytes = frame.substring(start).getBytes(StandardCharsets.ISO_8859_1);
    int count = new String(bytes, StandardCharsets.UTF_8).length();
    return frame.substring(0, start).replaceFirst("\\d+\r\n$", count + "\r\n")
        + frame.substring(start);
  }

  static String tooLong(String payload) {
    return payload.length() > LONG
        ? payload + "x".repeat(Math.max(0, TOO_LONG - payload.length()))
        : payload;
  }

  static String twice(String frame, int laterId) {
    return frame + frame.replaceFirst("^MSG \\d+", "MSG " + laterId);
  }

  static String earlyText(String frame) {
    String text = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nEarly";
    return frame.startsWith("CAL") ? frame + "MSG 800 U " + text.length() + "\r\n" + text : frame;
  }

  /** Red where blue was meant. */
  static String withColoursAsTheyStand(String frame) {
    Matcher colour = Pattern.compile("CO=([0-9a-f]+)").matcher(frame);
    if (!isText(frame) || !colour.find()) {
      return frame;
    }
    int bgr = Integer.parseInt(colour.group(1), 16);
    int rgb = (bgr & 0xFF) << 16 | bgr & 0xFF00 | bgr >> 16;
    return withPayload(
        frame, payload -> payload.replaceFirst("CO=[0-9a-f]+", "CO=" + Integer.toHexString(rgb)));
  }

  // ---- conversations ----

  /** Changes what goes over connections to switchboards alone. */
  static Rig.Conversation onSwitchboards(UnaryOperator<String> said, UnaryOperator<String> heard) {
    return new Rig.Conversation() {
      private volatile boolean isSwitchboard;

      @Override
      public String said(String frame) {
        isSwitchboard = isSwitchboard || frame.matches("(?s)(USR \\d+ \\S+@|ANS ).*");
        return isSwitchboard ? said.apply(frame) : frame;
      }

      @Override
      public String heard(String frame) {
        return isSwitchboard ? heard.apply(frame) : frame;
      }
    };
  }

  /** Replies are taken in the order of their requests. */
  static Rig.Conversation inOrder(String request, String reply) {
    Queue<String> ids = new ArrayDeque<>();
    return new Rig.Conversation() {
      @Override
      public synchronized String said(String frame) {
        if (frame.matches("(?s)" + request)) {
          ids.add(frame.split("[ \r]")[1]);
        }
        return frame;
      }

      @Override
      public synchronized String heard(String frame) {
        return frame.matches("(?s)" + reply) && !ids.isEmpty()
            ? frame.replaceFirst(" \\d+", " " + ids.remove())
            : frame;
      }
    };
  }

  /** Calls Bob on entering, and not when it is time. */
  static Rig.Conversation thatCallsEarly() {
    return onSwitchboards(
        frame ->
            frame.startsWith("USR")
                ? frame + "CAL 700 bob@example.com\r\n"
                : frame.startsWith("CAL") ? "" : frame,
        UnaryOperator.identity());
  }

  static Rig.Conversation thatKnowsTheFirstGuestOnly() {
    return new Rig.Conversation() {
      private int guests;

      @Override
      public String heard(String frame) {
        guests += frame.startsWith("JOI") ? 1 : 0;
        return frame.startsWith("JOI") && guests > 1 ? "" : frame;
      }
    };
  }

  /** Changes a text by what went over from a long one before it. */
  private static Rig.Conversation thatTearsLongTexts(BiFunction<String, String, String> rest) {
    return new Rig.Conversation() {
      private String over = "";

      @Override
      public synchronized String said(String frame) {
        if (!isText(frame)) {
          return frame;
        }
        String before = over;
        int end = frame.length() - 1;
        over = frame.length() > LONG ? frame.substring(end) : "";
        String cut =
            over.isEmpty() ? frame : withPayload(frame, p -> p.substring(0, p.length() - 1));
        return before.isEmpty() ? cut : rest.apply(before, frame);
      }
    };
  }

  static Rig.Conversation thatSplitsBytes() {
    return thatTearsLongTexts(
        (before, frame) ->
            withPayload(frame, payload -> payload.replaceFirst("\r\n\r\n", "\r\n\r\n" + before)));
  }

  static Rig.Conversation thatDropsTheRest() {
    return thatTearsLongTexts((before, frame) -> "");
  }

  // ---- whole clients ----

  /** All its connections end with that of one conversation. */
  static Rig.Conversation thatGivesUpEverything(Rig rig, String pattern) {
    return onSwitchboards(
        UnaryOperator.identity(),
        frame -> {
          if (frame.matches(pattern)) {
            rig.close();
            throw new UncheckedIOException(new IOException("the client gave up"));
          }
          return frame;
        });
  }
}
