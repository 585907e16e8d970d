package org.msnmock.client.console;

import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.msnmock.client.console.Line.Tone;

/** Tells of what happens, and when. Only the chat's own thread enters. */
final class Teller {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  static final int LONGEST_NAME = 60;

  private final Screen screen;
  private final Clock clock;

  /**
   * @param clock in the zone of whoever looks at it
   */
  Teller(Screen screen, Clock clock) {
    this.screen = screen;
    this.clock = clock;
  }

  Screen screen() {
    return screen;
  }

  void notice(String text) {
    show(Tone.NOTICE, " *", text);
  }

  void trouble(String text) {
    show(Tone.TROUBLE, " !", text);
  }

  /** Somebody says something in a conversation. */
  void said(Chat chat, String who, String text) {
    show(Tone.SAID, " [%s] %s:".formatted(chat.number(), who), text);
  }

  void answer(String text) {
    screen.show(Line.answer(text));
  }

  private void show(Tone tone, String head, String text) {
    screen.show(Line.of(tone, LocalTime.now(clock).format(TIME) + head, text));
  }

  /** A name in quotes, short enough to stand in a line with other words. */
  static String quoted(String name) {
    return '"' + Harmless.line(name, LONGEST_NAME) + '"';
  }
}
