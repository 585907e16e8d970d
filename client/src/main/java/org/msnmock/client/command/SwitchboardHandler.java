package org.msnmock.client.command;

/** Takes the notices of a switchboard, one method for each kind. */
public interface SwitchboardHandler {
  void joined(Joined joined);

  void departed(Departed departed);

  void messageCame(ParticipantMessage message);

  void unrecognised(Unrecognised notice);
}
