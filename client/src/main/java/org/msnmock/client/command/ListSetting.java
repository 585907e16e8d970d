package org.msnmock.client.command;

import java.util.Optional;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.wire.Frame;

/**
 * {@code BLP AL|BL} or {@code GTC A|N}: a setting, as part of the contact list. Exactly one of the
 * two is there.
 *
 * <p>{@code BLP AL} means that strangers may see and call the user, say Gaim and the servers; a
 * comment in one old client has it the other way round.
 */
public record ListSetting(Optional<Strangers> strangers, Optional<WhenAdded> whenAdded)
    implements NotificationNotice {
  static NotificationNotice from(Frame frame) {
    return switch (frame.verb() + " " + frame.argument(0)) {
      case "BLP AL" -> new ListSetting(Optional.of(Strangers.ALLOWED), Optional.empty());
      case "BLP BL" -> new ListSetting(Optional.of(Strangers.BLOCKED), Optional.empty());
      case "GTC A" -> new ListSetting(Optional.empty(), Optional.of(WhenAdded.ASK));
      case "GTC N" -> new ListSetting(Optional.empty(), Optional.of(WhenAdded.ALLOW_SILENTLY));
      default -> new Unrecognised(frame);
    };
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.listSettingCame(this);
  }
}
