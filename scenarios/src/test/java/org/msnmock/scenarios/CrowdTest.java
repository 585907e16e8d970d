package org.msnmock.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.FileOffered;
import org.msnmock.client.event.MessageReceived;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.transfer.FileManner;

/** Bundled clients in the emulator's world, over sockets. */
class CrowdTest {
  private static final MsnListener DEAF = new MsnListener() {};
  private static final int PEOPLE = 4;

  // ---- who sees whom ----

  /** What somebody does, perhaps to somebody else. */
  private record Deed(int who, Kind kind, int other, Status status) {}

  private enum Kind {
    SIGN_IN,
    SIGN_OUT,
    STATUS,
    BLOCK,
    ALLOW,
    ADD,
    REMOVE,
    NAME
  }

  /** What the world must be like behind all that was done. */
  private static final class Model {
    private final Status[] statuses = new Status[PEOPLE];
    private final String[] names = new String[PEOPLE];
    private final List<Set<Integer>> contacts = new ArrayList<>();
    private final List<Set<Integer>> blocked = new ArrayList<>();

    Model() {
      for (int i = 0; i < PEOPLE; i++) {
        int self = i;
        statuses[i] = Status.OFFLINE;
        names[i] = Crowd.firstName(i);
        contacts.add(
            new HashSet<>(
                IntStream.range(0, PEOPLE).filter(other -> other != self).boxed().toList()));
        blocked.add(new HashSet<>());
      }
    }

    boolean isThere(int who) {
      return statuses[who] != Status.OFFLINE;
    }

    Status seen(int watcher, int other) {
      boolean isHidden = statuses[other] == Status.HIDDEN || blocked.get(other).contains(watcher);
      return isHidden ? Status.OFFLINE : statuses[other];
    }

    boolean agreesWith(Crowd crowd) {
      for (int watcher = 0; watcher < PEOPLE; watcher++) {
        for (int other : isThere(watcher) ? contacts.get(watcher) : Set.<Integer>of()) {
          if (!agreesWith(crowd, watcher, other)) {
            return false;
          }
        }
      }
      return true;
    }

    /** The name of somebody who is not to be seen may be one from before. */
    private boolean agreesWith(Crowd crowd, int watcher, int other) {
      Status seen = seen(watcher, other);
      return crowd.seen(watcher, other) == seen
          && (seen == Status.OFFLINE || crowd.name(watcher, other).equals(names[other]));
    }
  }

  @Provide
  Arbitrary<List<Deed>> deeds() {
    Arbitrary<Integer> people = Arbitraries.integers().between(0, PEOPLE - 1);
    Arbitrary<Status> statuses =
        Arbitraries.of(Status.ONLINE, Status.AWAY, Status.BUSY, Status.HIDDEN);
    return Combinators.combine(people, Arbitraries.of(Kind.class), people, statuses)
        .as(Deed::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  /** Fewer tries than elsewhere, as each is a whole service with its clients. */
  @Property(tries = 40, shrinking = ShrinkingMode.BOUNDED)
  void all_see_the_world_as_it_is_once_all_is_quiet(@ForAll("deeds") List<Deed> deeds)
      throws Exception {
    Model model = new Model();
    try (Crowd crowd = new Crowd(PEOPLE, person -> DEAF)) {
      for (Deed deed : deeds) {
        if (deed.who() != deed.other()) {
          carryOut(deed, crowd, model);
        }
      }
      for (int i = 0; i < PEOPLE; i++) {
        if (model.isThere(i)) {
          crowd.settle(i);
        }
      }
      Crowd.until(() -> model.agreesWith(crowd));
    }
  }

  private static void carryOut(Deed deed, Crowd crowd, Model model) {
    if (deed.kind() == Kind.SIGN_IN) {
      if (!model.isThere(deed.who())) {
        crowd.signIn(deed.who(), deed.status());
        model.statuses[deed.who()] = deed.status();
      }
    } else if (model.isThere(deed.who())) {
      carryOutOnline(deed, crowd, model);
    }
  }

  private static void carryOutOnline(Deed deed, Crowd crowd, Model model) {
    var client = crowd.client(deed.who());
    Principal other = Crowd.principal(deed.other());
    Set<Integer> contacts = model.contacts.get(deed.who());
    switch (deed.kind()) {
      case SIGN_OUT -> {
        Crowd.done(client.signOut());
        model.statuses[deed.who()] = Status.OFFLINE;
      }
      case STATUS -> {
        Crowd.done(client.setStatus(deed.status()));
        model.statuses[deed.who()] = deed.status();
      }
      case BLOCK -> {
        Crowd.done(client.contacts().block(other));
        model.blocked.get(deed.who()).add(deed.other());
      }
      case ALLOW -> {
        Crowd.done(client.contacts().allow(other));
        model.blocked.get(deed.who()).remove(deed.other());
      }
      case ADD -> {
        if (contacts.add(deed.other())) {
          Crowd.done(client.contacts().add(other));
        }
      }
      case REMOVE -> {
        if (contacts.remove(deed.other())) {
          Crowd.done(client.contacts().remove(other));
        }
      }
      default -> {
        model.names[deed.who()] = "Renamed " + deed.status();
        Crowd.done(client.contacts().renameUser(model.names[deed.who()]));
      }
    }
  }

  // ---- talking ----

  @ParameterizedTest
  @ValueSource(ints = {2, 10})
  void people_talk_in_a_group(int count) throws Exception {
    Map<Integer, Queue<String>> heard = new ConcurrentHashMap<>();
    Map<Integer, Conversation> talks = new ConcurrentHashMap<>();
    try (Crowd crowd = new Crowd(count, person -> ear(person, heard, talks))) {
      for (int i = 0; i < count; i++) {
        heard.put(i, new ConcurrentLinkedQueue<>());
        crowd.signIn(i, Status.ONLINE);
      }
      Principal[] others =
          IntStream.range(1, count).mapToObj(Crowd::principal).toArray(Principal[]::new);
      Conversation talk = crowd.client(0).openConversation(others);
      Crowd.until(() -> talk.people().size() == count - 1);
      Crowd.until(() -> talks.size() == count - 1);
      Crowd.until(() -> talks.values().stream().allMatch(one -> one.people().size() == count - 1));
      Crowd.done(talk.send("Hello from 0"));
      talks.forEach((person, one) -> Crowd.done(one.send("Hello from " + person)));
      for (int i = 0; i < count; i++) {
        int self = i;
        Crowd.until(() -> heard.get(self).size() == count - 1);
        assertThat(heard.get(i))
            .containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, count)
                    .filter(other -> other != self)
                    .mapToObj(other -> "Hello from " + other)
                    .toList());
      }
      talks.get(1).leave();
      Crowd.until(() -> talk.people().size() == count - 2);
    }
  }

  private static MsnListener ear(
      int person, Map<Integer, Queue<String>> heard, Map<Integer, Conversation> talks) {
    return new MsnListener() {
      @Override
      public void messageReceived(MessageReceived event) {
        heard.get(person).add(event.message().text());
      }

      @Override
      public void participantJoined(ParticipantJoined event) {
        if (person != 0) {
          talks.put(person, event.conversation());
        }
      }
    };
  }

  // ---- files and pictures ----

  @ParameterizedTest
  @EnumSource(FileManner.class)
  void a_file_goes_through(FileManner manner, @TempDir Path folder) throws Exception {
    byte[] bytes = new byte[50_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    Path file = Files.write(folder.resolve("a.bin"), bytes);
    MsnListener taker =
        new MsnListener() {
          @Override
          public void fileOffered(FileOffered event) {
            var unused = event.file().accept(folder.resolve("b.bin"));
          }
        };
    try (Crowd crowd = new Crowd(2, person -> person == 1 ? taker : DEAF)) {
      crowd.signIn(0, Status.ONLINE);
      crowd.signIn(1, Status.ONLINE);
      Crowd.done(crowd.client(0).sendFile(Crowd.principal(1), file, manner).done());
      Crowd.until(() -> Files.exists(folder.resolve("b.bin")));
      assertThat(folder.resolve("b.bin")).hasBinaryContent(bytes);
    }
  }

  @Test
  void a_picture_is_fetched() throws Exception {
    byte[] image = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
    try (Crowd crowd = new Crowd(2, person -> DEAF)) {
      crowd.signIn(0, Status.ONLINE);
      crowd.signIn(1, Status.ONLINE);
      Crowd.done(crowd.client(1).setPicture(image));
      crowd.settle(0);
      Crowd.until(() -> hasPicture(crowd));
      assertThat(Crowd.done(crowd.client(0).fetchPicture(Crowd.principal(1)))).isEqualTo(image);
    }
  }

  private static boolean hasPicture(Crowd crowd) {
    return crowd
        .client(0)
        .contacts()
        .list()
        .find(Crowd.principal(1))
        .flatMap(contact -> contact.presence().picture())
        .isPresent();
  }
}
