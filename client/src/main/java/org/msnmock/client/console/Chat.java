package org.msnmock.client.console;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.ParticipantLeft.Reason;
import org.msnmock.client.protocol.Principal;

/**
 * One of the conversations that somebody at the keyboard has. It outlives the client's: when that
 * is over, the next text begins another one with the same people. Only the chat's own thread
 * enters.
 */
final class Chat {
  private final int number;
  private final Set<Principal> people;
  private final Set<Principal> present = new HashSet<>();
  private @Nullable Conversation conversation;
  private int unread;

  /**
   * @param number how it is called, from 1 on
   */
  Chat(int number, Set<Principal> people) {
    this.number = number;
    this.people = new LinkedHashSet<>(people);
  }

  int number() {
    return number;
  }

  /** Whoever the next text goes to: who is in it, and who is called again for that. */
  Set<Principal> people() {
    return people;
  }

  /** Whether somebody is in it just now. */
  boolean isPresent(Principal who) {
    return present.contains(who);
  }

  int unread() {
    return unread;
  }

  /** Their addresses. */
  String title() {
    return people.stream().map(Principal::address).collect(Collectors.joining(", "));
  }

  /** The same in a few letters, as a prompt has no room for more. */
  String shortTitle() {
    Principal first = people.iterator().next();
    String name = first.address().replaceFirst("@.*", "");
    return people.size() == 1 ? name : name + "+" + (people.size() - 1);
  }

  boolean isOf(Conversation other) {
    return conversation != null && conversation.equals(other);
  }

  boolean isOnlyWith(Principal who) {
    return people.equals(Set.of(who));
  }

  /** Whether there is no conversation of the client's behind it at the moment. */
  boolean isIdle() {
    return conversation == null || conversation.isOver();
  }

  void adopt(Conversation begun) {
    conversation = begun;
    present.clear();
  }

  void joined(Principal who) {
    people.add(who);
    present.add(who);
  }

  /**
   * Somebody is not there any more. As in the client's conversation, whoever did not leave by
   * themselves is called again, and so is whoever left last.
   *
   * @return whether the next text does not go to them
   */
  boolean left(Principal who, Reason reason) {
    present.remove(who);
    return reason == Reason.LEFT && !present.isEmpty() && people.remove(who);
  }

  void heardOf() {
    unread++;
  }

  void looked() {
    unread = 0;
  }

  CompletableFuture<Void> say(String text, MsnClient client) {
    return live(client).send(text);
  }

  CompletableFuture<Void> invite(Principal who, MsnClient client) {
    return live(client).invite(who);
  }

  void leave() {
    if (conversation != null) {
      conversation.leave();
    }
  }

  private Conversation live(MsnClient client) {
    Conversation live = conversation;
    if (live == null || live.isOver()) {
      live = client.openConversation(people.toArray(Principal[]::new));
      adopt(live);
    }
    return live;
  }
}
