package org.msnmock.client.switchboard;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.message.EmoticonMessage;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.MsnObject;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.transfer.Emoticons;
import org.msnmock.client.wire.Payload;

/**
 * Texts that wait for the emoticons in them, 15 seconds at the most. Those of one person keep their
 * order; nobody waits for another one's. For turns.
 *
 * @see "Kopete 0.9, msnchatsession.cpp (15 s)"
 */
final class HeldTexts {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Of one person. */
  private static final int MOST_HELD = 50;

  private static final int MOST_ANNOUNCED = 32;
  private static final int MOST_FETCHING = 10;

  private final Switchboards board;
  private final Fetcher fetcher;
  private final Reader reader;
  private final Map<Principal, Person> people = new LinkedHashMap<>();

  /** Asks somebody who is there for an object. */
  interface Fetcher {
    /**
     * @param content gets the bytes or a failure
     */
    void ask(Principal who, MsnObject wanted, CompletableFuture<byte[]> content);
  }

  /** Gets each text, sooner or later. */
  interface Reader {
    void read(Principal from, TextMessage text, Map<String, Payload> emoticons);
  }

  HeldTexts(Switchboards board, Fetcher fetcher, Reader reader) {
    this.board = board;
    this.fetcher = fetcher;
    this.reader = reader;
  }

  /** Somebody whose texts may have emoticons. */
  private static final class Person {
    private final Map<String, MsnObject> announced = new LinkedHashMap<>();
    private final Set<MsnObject> fetching = new HashSet<>();
    private final Deque<Held> held = new ArrayDeque<>();
  }

  /** A text, what it uses, and what of that is there. */
  private static final class Held {
    private final TextMessage text;
    private final Map<String, MsnObject> used;
    private final Map<String, Payload> images = new LinkedHashMap<>();
    private final Set<MsnObject> missing = new HashSet<>();
    private @Nullable ScheduledFuture<?> deadline;

    Held(TextMessage text, Map<String, MsnObject> used) {
      this.text = text;
      this.used = used;
    }

    void take(MsnObject object, Payload image) {
      used.forEach(
          (shortcut, of) -> {
            if (of.equals(object)) {
              images.put(shortcut, image);
            }
          });
    }

    void release() {
      missing.clear();
      if (deadline != null) {
        deadline.cancel(false);
      }
    }
  }

  /** Somebody who is there says what stands for what in the texts to come. */
  void announced(Principal from, EmoticonMessage message) {
    Map<String, MsnObject> known = people.computeIfAbsent(from, any -> new Person()).announced;
    message
        .emoticons()
        .forEach(
            (shortcut, object) -> {
              known.remove(shortcut);
              known.put(shortcut, object);
            });
    Iterator<String> oldest = known.keySet().iterator();
    while (known.size() > MOST_ANNOUNCED) {
      oldest.next();
      oldest.remove();
    }
  }

  void came(Principal from, TextMessage text) {
    Person person = people.get(from);
    if (person == null) {
      reader.read(from, text, Map.of());
      return;
    }
    if (person.held.size() >= MOST_HELD) {
      person.held.element().release();
    }
    Held held = new Held(text, new EmoticonMessage(person.announced).usedIn(text).emoticons());
    person.held.add(held);
    if (!held.used.isEmpty()) {
      // before anything is asked for: whoever has seen that may be sure that the deadline runs
      held.deadline = deadline(from, person, held);
    }
    Set.copyOf(held.used.values()).forEach(object -> get(from, person, held, object));
    readOn(from, person);
  }

  private ScheduledFuture<?> deadline(Principal from, Person person, Held held) {
    return board
        .settings()
        .scheduler()
        .schedule(
            () -> board.turns().take(() -> tooLate(from, person, held)),
            PATIENCE.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private void get(Principal from, Person person, Held held, MsnObject object) {
    Optional<Payload> known = board.emoticons().fetched(object);
    if (known.isPresent()) {
      held.take(object, known.get());
    } else if (person.fetching.contains(object)) {
      held.missing.add(object);
    } else if (Emoticons.fits(object) && person.fetching.size() < MOST_FETCHING) {
      held.missing.add(object);
      fetch(from, person, object);
    }
  }

  private void fetch(Principal from, Person person, MsnObject object) {
    person.fetching.add(object);
    CompletableFuture<byte[]> content = new CompletableFuture<>();
    CompletableFuture<byte[]> unused =
        content.whenComplete(
            (image, failure) -> board.turns().take(() -> fetched(from, person, object, image)));
    fetcher.ask(from, object, content);
  }

  private void fetched(Principal from, Person person, MsnObject object, byte @Nullable [] image) {
    person.fetching.remove(object);
    if (image != null) {
      board.emoticons().keep(object, image);
      Payload bytes = Payload.of(image);
      person.held.forEach(held -> held.take(object, bytes));
    }
    person.held.forEach(held -> held.missing.remove(object));
    readOn(from, person);
  }

  private void tooLate(Principal from, Person person, Held held) {
    held.release();
    readOn(from, person);
  }

  private void readOn(Principal from, Person person) {
    while (!person.held.isEmpty() && person.held.element().missing.isEmpty()) {
      Held next = person.held.remove();
      next.release();
      reader.read(from, next.text, next.images);
    }
  }

  /** Waits no longer for what somebody could send who has left. */
  void left(Principal who) {
    Person person = people.remove(who);
    if (person != null) {
      person.held.forEach(Held::release);
      readOn(who, person);
    }
  }

  void leftAll() {
    List.copyOf(people.keySet()).forEach(this::left);
  }
}
