package org.msnmock.mockserver.server;

import java.util.Optional;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Event;
import org.msnmock.mockserver.engine.Play;

/** A play, as its host sees it. */
interface Performance {
  void begin(long now);

  void handle(Event event, long now);

  long nextDue();

  /** Whether nothing but its client can move it on. */
  boolean waitsForItsClient();

  boolean awaits(Service service);

  boolean isEnded();

  void abandon(String why, long now);

  /** Whether it wants to know on each tick which lines have not come whole. */
  boolean judges();

  /** Tells how it has ended. */
  void tellEnd(Audience audience, int number);

  /**
   * The performance of a script.
   *
   * @param obstacle why it cannot be played here, if it cannot
   */
  record OfScript(Play play, Optional<String> obstacle) implements Performance {
    @Override
    public void begin(long now) {
      if (obstacle.isPresent()) {
        play.decline(obstacle.get(), now);
      } else {
        play.begin(now);
      }
    }

    @Override
    public void handle(Event event, long now) {
      play.handle(event, now);
    }

    @Override
    public long nextDue() {
      return play.nextDue();
    }

    @Override
    public boolean waitsForItsClient() {
      return play.waitsForItsClient();
    }

    @Override
    public boolean awaits(Service service) {
      return play.awaits(service);
    }

    @Override
    public boolean isEnded() {
      return play.isEnded();
    }

    @Override
    public void abandon(String why, long now) {
      play.abandon(why, now);
    }

    @Override
    public boolean judges() {
      return true;
    }

    @Override
    public void tellEnd(Audience audience, int number) {
      audience.ended(number, play.result());
    }
  }
}
