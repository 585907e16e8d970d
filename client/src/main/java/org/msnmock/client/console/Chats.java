package org.msnmock.client.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.protocol.Principal;

/** All conversations, and the one that texts go to. Only the chat's own thread enters. */
final class Chats {
  private static final int MOST = 500;

  private final List<Chat> chats = new ArrayList<>();
  private @Nullable Chat current;
  private int latestNumber;

  Optional<Chat> current() {
    return Optional.ofNullable(current);
  }

  boolean isCurrent(Chat chat) {
    return chat.equals(current);
  }

  List<Chat> all() {
    return List.copyOf(chats);
  }

  Optional<Chat> numbered(int number) {
    return chats.stream().filter(chat -> chat.number() == number).findFirst();
  }

  /** The one with somebody alone; a new one where there is none. */
  Chat with(Principal who) {
    return chats.stream()
        .filter(chat -> chat.isOnlyWith(who))
        .findFirst()
        .orElseGet(() -> begin(who));
  }

  Optional<Chat> of(Conversation conversation) {
    return chats.stream().filter(chat -> chat.isOf(conversation)).findFirst();
  }

  /**
   * The one that a conversation of the client's belongs to.
   *
   * @param who somebody who is in it
   */
  Chat of(Conversation conversation, Principal who) {
    return of(conversation)
        .orElseGet(
            () -> {
              Chat chat =
                  chats.stream()
                      .filter(known -> known.isOnlyWith(who) && known.isIdle())
                      .findFirst()
                      .orElseGet(() -> begin(who));
              chat.adopt(conversation);
              return chat;
            });
  }

  private Chat begin(Principal who) {
    if (chats.size() >= MOST) {
      chats.stream()
          .filter(chat -> chat.isIdle() && !isCurrent(chat))
          .findFirst()
          .ifPresent(chats::remove);
    }
    latestNumber++;
    Chat chat = new Chat(latestNumber, Set.of(who));
    chats.add(chat);
    return chat;
  }

  void choose(Chat chat) {
    current = chat;
    chat.looked();
  }

  void leave(Chat chat) {
    chat.leave();
    chats.remove(chat);
    if (isCurrent(chat)) {
      current = null;
    }
  }

  /** How many texts have come in others than the current one since they were looked at. */
  int unread() {
    return chats.stream().mapToInt(Chat::unread).sum();
  }
}
