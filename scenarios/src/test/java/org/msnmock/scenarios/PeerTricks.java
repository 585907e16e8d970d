package org.msnmock.scenarios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done to messages of peers, as frames whose characters are bytes. */
final class PeerTricks {
  private static final String MARK = "Content-Type: application/x-msnmsgrp2p";
  private static final Pattern CONTEXT = Pattern.compile("(?<=\r\nContext: )[^\r]*(?=\r)");
  private static final int ID = 4;
  private static final int OFFSET = 8;
  private static final int TOTAL = 16;
  private static final int LENGTH = 24;
  private static final int FLAGS = 28;
  private static final int ACK = 2;
  private static final int FILE = 0x01000030;
  private static final int HEADER = 48;
  private static final int FOOTER = 4;

  private PeerTricks() {}

  /** Something done to the header of a message. */
  private interface Change {
    void in(ByteBuffer header);
  }

  private static String changed(String frame, Change change) {
    int start = frame.contains(MARK) ? frame.indexOf("\r\n\r\n") + 4 : -1;
    if (start < 0 || frame.length() < start + HEADER) {
      return frame;
    }
    byte[] bytes = frame.getBytes(StandardCharsets.ISO_8859_1);
    change.in(ByteBuffer.wrap(bytes, start, HEADER).slice().order(ByteOrder.LITTLE_ENDIAN));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static String withoutDestination(String frame) {
    return frame.contains(MARK)
        ? frame.replaceFirst("\r\nP2P-Dest: bob@", "\r\nP2P-Deal: bob@")
        : frame;
  }

  /** All numbers the other way round. */
  static String withHeaderInOtherOrder(String frame) {
    return changed(
        frame,
        header -> {
          for (int i = 0; i < HEADER; i += Integer.BYTES) {
            header.putInt(i, Integer.reverseBytes(header.getInt(i)));
          }
        });
  }

  /** The number behind the data, which says what they are. */
  static String withFooterInOtherOrder(String frame) {
    int end = frame.length();
    return frame.contains(MARK)
        ? frame.substring(0, end - FOOTER)
            + new StringBuilder(frame.substring(end - FOOTER)).reverse()
        : frame;
  }

  /** Each part of a message under another identifier. */
  static String withIdOfEachPart(String frame) {
    return changed(
        frame, header -> header.putInt(ID, header.getInt(ID) + (int) header.getLong(OFFSET)));
  }

  static String withoutAcknowledgements(String frame) {
    boolean[] isAcknowledgement = {false};
    String unused = changed(frame, header -> isAcknowledgement[0] = header.getInt(FLAGS) == ACK);
    return isAcknowledgement[0] ? "" : frame;
  }

  static String withoutFileData(String frame) {
    boolean[] isFile = {false};
    String unused = changed(frame, header -> isFile[0] = header.getInt(FLAGS) == FILE);
    return isFile[0] ? "" : frame;
  }

  /** So it is acknowledged, as any other message. */
  static String withAcknowledgementsAsMessages(String frame) {
    return changed(
        frame,
        header -> {
          if (header.getInt(FLAGS) == ACK) {
            header.putInt(0, 0).putLong(TOTAL, 0).putInt(FLAGS, 0);
          }
        });
  }

  /** The zero at the end is not counted. */
  static String withShortLength(String frame) {
    Matcher length = Pattern.compile("(?<=\r\nContent-Length: )[0-9]+").matcher(frame);
    return frame.contains(MARK) && frame.contains("MSNSLP/1.0")
        ? length.replaceAll(
            found ->
                String.format(
                    Locale.ROOT, "%0" + found.group().length() + "d", value(found.group()) - 1))
        : frame;
  }

  private static int value(String digits) {
    return Integer.parseInt(digits);
  }

  static String forEverybody(String frame) {
    return frame.contains(MARK) ? frame.replace("P2P-Dest: carol@", "P2P-Dest: alice@") : frame;
  }

  /** What does not fit together is made to. */
  static String withSoundHeader(String frame) {
    return frame.contains("twelve bytes")
        ? changed(
            frame,
            header -> header.putInt(0, 0).putLong(OFFSET, 0).putLong(TOTAL, 12).putInt(LENGTH, 12))
        : frame;
  }

  /** Whatever is asked for is taken for what is shown. */
  static UnaryOperator<String> asking(String digest) {
    return frame -> {
      Matcher context = CONTEXT.matcher(frame);
      return frame.contains(MARK)
          ? context.replaceAll(found -> Matcher.quoteReplacement(other(found.group(), digest)))
          : frame;
    };
  }

  private static String other(String context, String digest) {
    String object =
        new String(Base64.getDecoder().decode(context), StandardCharsets.ISO_8859_1)
            .replaceFirst("SHA1D=\"[^\"]*\"", "SHA1D=\"" + digest + "\"");
    return Base64.getEncoder().encodeToString(object.getBytes(StandardCharsets.ISO_8859_1));
  }
}
