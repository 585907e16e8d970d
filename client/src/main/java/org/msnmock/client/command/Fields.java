package org.msnmock.client.command;

import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.ErrorCode;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ProtocolViolationException;
import org.msnmock.client.protocol.RefusedHereException;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.wire.Decimal;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/** Reads the kinds of fields that several commands share. */
final class Fields {
  static final long MAX_32_BITS = 0xFFFF_FFFFL;

  private static final int LONGEST_GROUP_NAME = 61;

  private Fields() {}

  static Principal principal(Frame frame, int index) {
    try {
      return new Principal(frame.argument(index));
    } catch (IllegalArgumentException e) {
      throw new ProtocolViolationException(
          "Field " + (index + 1) + " is no account name in: " + frame, e);
    }
  }

  /**
   * A field that will be sent back as it is.
   *
   * @throws ProtocolViolationException when it could not be
   */
  static String opaque(Frame frame, int index) {
    String word = frame.argument(index);
    if (word.isEmpty() || word.chars().anyMatch(c -> c <= ' ' || c == 0x7F)) {
      throw new ProtocolViolationException("Field " + (index + 1) + " is no word in: " + frame);
    }
    return word;
  }

  /** The decoded name; the address where the name is missing. */
  static String friendlyName(Frame frame, int index, Principal who) {
    return frame.optionalArgument(index).map(PercentEncoding::decode).orElse(who.address());
  }

  /** Whoever has a status that nobody knows is there in some way, so not offline. */
  static Status status(Frame frame, int index) {
    return Status.fromCode(frame.argument(index)).orElse(Status.ONLINE);
  }

  /**
   * A value, decoded; empty where it is missing, which is how the server says that it is not set.
   */
  static String value(Frame frame, int index) {
    return frame.optionalArgument(index).map(PercentEncoding::decode).orElse("");
  }

  /** A version of the contact list; servers are said to leave it out, or to send what is none. */
  static OptionalLong version(Frame frame, int index) {
    return frame.optionalArgument(index).map(Decimal::parse).orElse(OptionalLong.empty());
  }

  /** The id of a group; nothing where there is none. */
  static OptionalLong groupId(Frame frame, int index) {
    return frame.optionalArgument(index).map(Decimal::parse).orElse(OptionalLong.empty());
  }

  /** The list that a line is about which carries the id 0 and so answers nobody. */
  static Optional<ListName> unaskedList(Frame frame) {
    return frame.argument(0).equals("0") ? ListName.fromCode(frame.argument(1)) : Optional.empty();
  }

  static void requireGroupName(String name) {
    int length = PercentEncoding.byteCount(PercentEncoding.encodeField(name));
    if (length == 0 || length > LONGEST_GROUP_NAME) {
      throw new RefusedHereException(
          ErrorCode.GROUP_NAME_TOO_LONG,
          "the name of a group has 1 to %s bytes when encoded, this one has %s"
              .formatted(LONGEST_GROUP_NAME, length));
    }
  }
}
