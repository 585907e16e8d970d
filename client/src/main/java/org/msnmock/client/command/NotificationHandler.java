package org.msnmock.client.command;

/** Takes the notices of a notification server, one method for each kind. */
public interface NotificationHandler {
  void challenged(Challenge challenge);

  void contactIsOnline(ContactOnline online);

  void contactIsOffline(ContactOffline offline);

  void pingAnswered(PingAnswered answer);

  void signedOff(SignedOff signedOff);

  void movedOn(MovedOn moved);

  void rang(Rang ring);

  void messageCame(ServerMessage message);

  void groupListed(GroupListed listed);

  void contactListed(ContactListed listed);

  void contactPropertySet(ContactPropertySet property);

  void propertyListed(PropertyListed property);

  void listSettingCame(ListSetting setting);

  void listedOn(ListedOn listed);

  void unlistedFrom(UnlistedFrom unlisted);

  void unrecognised(Unrecognised notice);
}
