package org.msnmock.client.adapter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.msnmock.client.MsnClient;
import org.msnmock.client.conversation.Conversation;
import org.msnmock.client.event.ConversationClosed;
import org.msnmock.client.event.ConversationOpened;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.ParticipantJoined;
import org.msnmock.client.message.Colour;
import org.msnmock.client.message.TextFormat;
import org.msnmock.client.message.TextFormat.Effect;
import org.msnmock.client.message.TextMessage;
import org.msnmock.client.protocol.Principal;

/**
 * A dialogue's orders about conversations. They mean the latest one, unless they name somebody;
 * where there is none yet, they wait for one, as a call may still be on its way. Any thread may
 * enter.
 */
final class ChatOrders implements MsnListener {
  private static final int MOST_WAITING = 100;

  private final List<Chat> chats = new ArrayList<>();
  private final Queue<Consumer<Conversation>> waiting = new ArrayDeque<>();

  /** A conversation, and all who were ever in it. */
  private record Chat(Conversation conversation, Set<Principal> people) {}

  /**
   * Carries out an order.
   *
   * @return whether it is one of these
   * @throws IllegalArgumentException when an argument is missing or wrong
   * @throws IllegalStateException when nobody is signed in
   */
  boolean follow(String verb, Map<String, String> args, MsnClient client) {
    switch (verb) {
      case "open-chat" -> open(who(args, "with"), client);
      case "invite" -> {
        Principal guest = who(args, "who");
        latest(conversation -> invite(conversation, guest));
      }
      case "send-message" -> send(message(args), args, client);
      case "typing" -> latest(Conversation::typing);
      case "leave-chat" -> latest(this::leave);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void send(TextMessage message, Map<String, String> args, MsnClient client) {
    if (args.containsKey("to")) {
      Principal to = who(args, "to");
      send(with(to).orElseGet(() -> open(to, client)), message);
    } else {
      latest(conversation -> send(conversation, message));
    }
  }

  /** What becomes of it is told by events. */
  private static void send(Conversation conversation, TextMessage message) {
    CompletableFuture<Void> unused = conversation.send(message);
  }

  private static void invite(Conversation conversation, Principal guest) {
    CompletableFuture<Void> unused = conversation.invite(guest);
  }

  private static TextMessage message(Map<String, String> args) {
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    if (isSet(args, "bold")) {
      effects.add(Effect.BOLD);
    }
    if (isSet(args, "italic")) {
      effects.add(Effect.ITALIC);
    }
    TextFormat format = TextFormat.USUAL.withEffects(effects);
    if (args.containsKey("font")) {
      format = format.withFont(text(args, "font"));
    }
    if (args.containsKey("colour")) {
      format = format.withColour(Colour.fromRgb(text(args, "colour")));
    }
    return new TextMessage(text(args, "text"), format);
  }

  private static boolean isSet(Map<String, String> args, String name) {
    return args.getOrDefault(name, "").equals("true");
  }

  private static Principal who(Map<String, String> args, String name) {
    return new Principal(text(args, name));
  }

  private static String text(Map<String, String> args, String name) {
    String value = args.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the argument " + name + " is missing");
    }
    return value;
  }

  private synchronized Conversation open(Principal who, MsnClient client) {
    Conversation opened = client.openConversation(who);
    begun(opened, who);
    return opened;
  }

  private synchronized void begun(Conversation conversation, Principal with) {
    chats.add(new Chat(conversation, new HashSet<>(Set.of(with))));
    for (Consumer<Conversation> order = waiting.poll(); order != null; order = waiting.poll()) {
      order.accept(conversation);
    }
  }

  private synchronized Optional<Conversation> with(Principal who) {
    return chats.stream()
        .filter(chat -> chat.people.equals(Set.of(who)))
        .map(Chat::conversation)
        .reduce((earlier, later) -> later);
  }

  private synchronized void latest(Consumer<Conversation> order) {
    if (!chats.isEmpty()) {
      order.accept(chats.get(chats.size() - 1).conversation);
    } else if (waiting.size() < MOST_WAITING) {
      waiting.add(order);
    } else {
      throw new IllegalStateException("too many orders wait for a conversation");
    }
  }

  private synchronized void leave(Conversation conversation) {
    chats.removeIf(chat -> chat.conversation.equals(conversation));
    conversation.leave();
  }

  @Override
  public void conversationOpened(ConversationOpened event) {
    begun(event.conversation(), event.caller());
  }

  @Override
  public synchronized void participantJoined(ParticipantJoined event) {
    chats.stream()
        .filter(chat -> chat.conversation.equals(event.conversation()))
        .forEach(chat -> chat.people.add(event.who()));
  }

  @Override
  public synchronized void conversationClosed(ConversationClosed event) {
    chats.removeIf(chat -> chat.conversation.equals(event.conversation()));
  }
}
