package org.msnmock.scenarios;

import org.junit.jupiter.api.Test;
import org.msnmock.mockserver.junit.DialogueFolder;
import org.msnmock.mockserver.junit.Play;
import org.msnmock.mockserver.junit.RunningPlay;

/** The bot of the README does what it says. */
@DialogueFolder("src/test/resources/echo")
class EchoBotTest {
  @Test
  @Play(value = "bot", passport = Play.Passport.PLAIN)
  void the_bot_says_what_it_hears(RunningPlay play) {
    EchoBot.main(
        new String[] {
          play.entryAddress(), play.nexusUrl().toString(), play.user(), play.password()
        });
  }
}
