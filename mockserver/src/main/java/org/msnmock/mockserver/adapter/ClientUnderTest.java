package org.msnmock.mockserver.adapter;

import java.util.List;
import java.util.Map;
import org.msnmock.mockserver.engine.PlaySettings;

/**
 * One client for one case: a process, or an object in this JVM. It is started at most once and
 * always stopped.
 */
public interface ClientUnderTest {
  /** Makes a client for a case; for one with several clients, each of them, all of one kind. */
  @FunctionalInterface
  interface Factory {
    ClientUnderTest create();
  }

  /**
   * Starts. A client that is to sign in by itself ({@link Briefing#signIn}) does so from now on.
   *
   * @throws ClientNotStartedException if it can't even be started
   */
  void start(Briefing briefing, ClientEvents events);

  /**
   * Asks the client to act. The answer goes to {@link ClientEvents#answered} with the same number,
   * now or later; a client may take its time here without holding up the play.
   */
  void act(int ask, String verb, Map<String, String> arguments);

  /**
   * Ends the client and all that it has started, from any thread, while it starts or acts, too;
   * harmless when it has ended or never began. It can't be started afterwards.
   */
  void stop();

  /** Who is at the client's side. Where nobody is, {@link #act} is never called. */
  default PlaySettings.Partner partner() {
    return PlaySettings.Partner.ADAPTER;
  }

  /**
   * Whether the client goes by {@link Briefing#time} in place of the machine's: the play then goes
   * by it, too, and pauses and deadlines cost nothing. Nexus and login speak plain HTTP to such a
   * client, for which a dialogue about certificates is therefore unsupported.
   */
  default boolean goesByGivenTime() {
    return false;
  }

  /** What the client said besides, line by line, for the log of the case. */
  default List<String> log() {
    return List.of();
  }
}
