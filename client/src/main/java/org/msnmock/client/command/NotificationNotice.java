package org.msnmock.client.command;

import org.msnmock.client.wire.Frame;

/** All that a notification server says unasked. */
public sealed interface NotificationNotice
    permits Challenge,
        ContactListed,
        ContactOffline,
        ContactOnline,
        ContactPropertySet,
        GroupListed,
        ListSetting,
        ListedOn,
        MovedOn,
        PingAnswered,
        PropertyListed,
        Rang,
        ServerMessage,
        SignedOff,
        UnlistedFrom,
        Unrecognised {

  void deliverTo(NotificationHandler handler);

  /** Chooses by verb, once. Whatever is not known yet comes out as {@link Unrecognised}. */
  static NotificationNotice from(Frame frame) {
    return switch (frame.verb()) {
      case "CHL" -> Challenge.from(frame);
      case "NLN" -> ContactOnline.from(frame, 0);
      case "ILN" -> ContactOnline.from(frame, 1);
      case "FLN" -> ContactOffline.from(frame);
      case "QNG" -> PingAnswered.from(frame);
      case "OUT" -> SignedOff.from(frame);
      case "RNG" -> Rang.from(frame);
      case "MSG" -> ServerMessage.from(frame);
      case "XFR" -> MovedOn.from(frame);
      case "LSG" -> GroupListed.from(frame);
      case "LST" -> ContactListed.from(frame);
      case "BPR" -> ContactPropertySet.from(frame);
      case "ADD" -> ListedOn.from(frame);
      case "REM" -> UnlistedFrom.from(frame);
      case "PRP" -> PropertyListed.from(frame);
      case "BLP", "GTC" -> ListSetting.from(frame);
      default -> new Unrecognised(frame);
    };
  }
}
