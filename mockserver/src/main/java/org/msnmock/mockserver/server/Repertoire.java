package org.msnmock.mockserver.server;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.msnmock.mockserver.dialogue.Certificate;
import org.msnmock.mockserver.dialogue.Dialogue;
import org.msnmock.mockserver.dialogue.Otherwise;
import org.msnmock.mockserver.dialogue.Service;
import org.msnmock.mockserver.engine.Action;
import org.msnmock.mockserver.engine.Play;
import org.msnmock.mockserver.engine.PlaySettings;
import org.msnmock.mockserver.engine.Script;
import org.msnmock.mockserver.wire.Answer;
import org.msnmock.mockserver.wire.PayloadCommands;
import org.msnmock.mockserver.wire.Request;
import org.msnmock.mockserver.wire.Role;

/** What a server plays. */
interface Repertoire {
  /** Makes the play of this number, from 1; it has not begun. */
  Performance perform(int number, Consumer<Action> actions, long now);

  /** Everything that clients may connect to. */
  List<Service> services();

  /** Where new clients connect first. */
  Set<Service> entries();

  PayloadCommands payloadCommands();

  /** What a web service shows to those who speak TLS with it; any thread may ask. */
  Certificate certificate(Role role);

  /** Answers a request that belongs to no play. */
  Answer answer(Service service, Request request);

  /**
   * One script, again and again.
   *
   * @param obstacle why it cannot be played here, if it cannot
   */
  record OfScript(Script script, IntFunction<PlaySettings> settings, Optional<String> obstacle)
      implements Repertoire {
    @Override
    public Performance perform(int number, Consumer<Action> actions, long now) {
      return new Performance.OfScript(
          new Play(script, settings.apply(number), actions, now), obstacle);
    }

    @Override
    public List<Service> services() {
      return script.dialogue().services();
    }

    @Override
    public Set<Service> entries() {
      Set<Service> entries = new HashSet<>();
      for (Dialogue.Client client : script.dialogue().clients()) {
        entries.add(script.dialogue().entry(client.name()));
        if (script.dialogue().otherwise() == Otherwise.EMULATOR) {
          entries.add(script.dialogue().service(client.name(), Role.NOTIFICATION_SERVER));
        }
      }
      return entries;
    }

    @Override
    public PayloadCommands payloadCommands() {
      return PayloadCommands.with(script.dialogue().payloadCommands());
    }

    @Override
    public Certificate certificate(Role role) {
      return script.dialogue().certificate(role);
    }

    @Override
    public Answer answer(Service service, Request request) {
      return script.answer(service, request);
    }
  }
}
