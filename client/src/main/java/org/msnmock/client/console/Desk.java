package org.msnmock.client.console;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.MsnClient;
import org.msnmock.client.console.Input.Mistake;
import org.msnmock.client.console.Input.Order;
import org.msnmock.client.console.Input.Text;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.ConversationFailedException;
import org.msnmock.client.protocol.NotVisibleException;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.ServerRefusedException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.WrongPasswordException;

/** Carries out what is typed. Only the chat's own thread enters. */
final class Desk {
  private static final CompletableFuture<?> DONE = CompletableFuture.completedFuture(null);
  private static final Duration LONGEST_WAIT_FOR_TEXTS = Duration.ofSeconds(5);
  private static final int LONGEST_QUOTE = 40;

  private final MsnClient client;
  private final Chats chats;
  private final News news;
  private final Teller teller;
  private final People people;
  private final ContactDesk contacts;
  private final PictureDesk pictures;
  private final FileDesk files;
  private final Set<CompletableFuture<?>> onTheirWay = new HashSet<>();
  private boolean isClosed;

  Desk(MsnClient client, Chats chats, News news, FileDesk files, Teller teller) {
    this.client = client;
    this.chats = chats;
    this.news = news;
    this.teller = teller;
    this.files = files;
    this.people = new People(client.contacts()::list);
    this.contacts = new ContactDesk(client.contacts(), people, teller);
    this.pictures = new PictureDesk(client, teller);
  }

  /** Whether there is nothing more to do. */
  boolean isClosed() {
    return isClosed;
  }

  /**
   * Sees to what is on its way at the end, and tells of it.
   *
   * @param pace at a terminal, files are broken off; a script wants them whole
   * @return done when the program may end; texts are waited for a few seconds only
   */
  CompletableFuture<?> settled(Typist.Pace pace) {
    CompletableFuture<?> said = settledTexts();
    if (pace == Typist.Pace.AT_ONCE) {
      files.tellOfBreakingOff();
      return said;
    }
    return CompletableFuture.allOf(said, files.settled());
  }

  private CompletableFuture<?> settledTexts() {
    return CompletableFuture.allOf(onTheirWay.toArray(CompletableFuture<?>[]::new))
        .completeOnTimeout(null, LONGEST_WAIT_FOR_TEXTS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to carry something out, and tells of what goes wrong.
   *
   * @return done when it is carried out, or can't be; it never fails
   */
  CompletableFuture<?> take(Input input) {
    CompletableFuture<?> outcome;
    try {
      outcome = begin(input);
    } catch (IllegalArgumentException e) {
      teller.trouble(String.valueOf(e.getMessage()));
      return DONE;
    } catch (IllegalStateException e) {
      tellOfNoSession();
      return DONE;
    } finally {
      news.prompt();
    }
    return outcome.handle(
        (value, failure) -> {
          tell(failure);
          return true;
        });
  }

  /** Tells that a command failed for no reason that anybody has thought of. */
  void tellOfBug(RuntimeException bug) {
    teller.trouble("that failed by a bug in this program: " + bug);
  }

  private void tell(@Nullable Throwable failure) {
    if (failure == null) {
      return;
    }
    Throwable cause = cause(failure);
    if (cause instanceof IllegalStateException) {
      tellOfNoSession();
    } else {
      teller.trouble(String.valueOf(cause.getMessage()));
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause == null ? failure : cause;
  }

  private void tellOfNoSession() {
    teller.trouble("you are not signed in at the moment; try again when you are");
  }

  private CompletableFuture<?> begin(Input input) {
    if (input instanceof Mistake mistake) {
      throw new IllegalArgumentException(mistake.why());
    }
    if (input instanceof Text said) {
      return say(said.text());
    }
    return input instanceof Order order ? contacts.take(order).orElseGet(() -> begin(order)) : DONE;
  }

  /**
   * Tells of a failure itself: there is no event for a text that was still on its way when the
   * conversation was left.
   */
  private CompletableFuture<?> say(String text) {
    Chat chat = current();
    CompletableFuture<?> told =
        chat.say(text, client)
            .handle(
                (nothing, failure) -> {
                  if (failure != null) {
                    tellOfUndelivered(chat, text, cause(failure));
                  }
                  return true;
                });
    onTheirWay.removeIf(CompletableFuture::isDone);
    onTheirWay.add(told);
    return told;
  }

  private void tellOfUndelivered(Chat chat, String text, Throwable cause) {
    teller.trouble(
        "%s did not get \"%s\": %s"
            .formatted(chat.title(), Harmless.line(text, LONGEST_QUOTE), cause.getMessage()));
  }

  private Chat current() {
    return chats
        .current()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "you talk to nobody; /chat ADDRESS says to whom, and /help tells more"));
  }

  private CompletableFuture<?> begin(Order order) {
    return switch (order.verb()) {
      case INVITE -> invite(people.principal(order.word(0)));
      case STATUS ->
          order
              .optional(0)
              .<CompletableFuture<?>>map(this::changeStatus)
              .orElseGet(this::tellStatuses);
      case PICTURE -> pictures.fetch(people.principal(order.word(0)), order.word(1));
      case SETPICTURE ->
          order.optional(0).<CompletableFuture<?>>map(pictures::show).orElseGet(pictures::hide);
      case MAIL -> tellOfMail();
      default -> {
        doAtOnce(order);
        yield DONE;
      }
    };
  }

  private void doAtOnce(Order order) {
    switch (order.verb()) {
      case CHAT -> order.optional(0).ifPresentOrElse(this::choose, this::tellChats);
      case LIST -> list(order.optional(0));
      case LEAVE -> leave();
      case SEND -> files.send(client::sendFile, current(), order.word(0));
      case ACCEPT -> files.accept(order);
      case DECLINE -> files.decline(order.optional(0));
      case CANCEL -> files.cancel(order.optional(0));
      case HELP -> Help.lines(order.optional(0)).forEach(teller.screen()::show);
      case QUIT -> isClosed = true;
      default -> throw new IllegalArgumentException("nobody knows how to " + order.verb().typed());
    }
  }

  private void choose(String who) {
    Chat chat = numbered(who).orElseGet(() -> chats.with(people.principal(who)));
    chats.choose(chat);
    teller.notice("you talk to %s now".formatted(chat.title()));
    chat.people().forEach(this::warn);
  }

  private Optional<Chat> numbered(String typed) {
    if (!typed.matches("\\d{1,6}")) {
      return Optional.empty();
    }
    return Optional.of(
        chats
            .numbered(Integer.parseInt(typed))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no conversation %s; /chat lists what there is"
                            .formatted(typed))));
  }

  /** Of what may keep a text from getting there. */
  private void warn(Principal who) {
    Optional<Contact> contact = people.list().find(who).filter(c -> c.isOn(ListName.FORWARD));
    if (contact.isEmpty()) {
      teller.notice("%s is not on your list; /add %1$s adds them".formatted(who));
    } else if (!contact.get().presence().isOnline()) {
      teller.notice("%s is offline, or hidden: texts may not get there".formatted(who));
    }
  }

  private void tellChats() {
    if (chats.all().isEmpty()) {
      teller.answer("no conversations yet; /chat ADDRESS begins one");
    }
    for (Chat chat : chats.all()) {
      teller.answer(
          "%s %s  %s%s"
              .formatted(
                  chats.isCurrent(chat) ? ">" : " ",
                  chat.number(),
                  chat.title(),
                  chat.unread() == 0 ? "" : "  (%s unread)".formatted(chat.unread())));
    }
  }

  private void list(Optional<String> which) {
    if (which.isPresent() && !which.get().equals("online")) {
      throw new IllegalArgumentException("/list alone lists all, and /list online who is there");
    }
    (which.isPresent() ? Roster.online(people.list()) : Roster.all(people.list()))
        .forEach(teller.screen()::show);
  }

  private void leave() {
    Chat chat = current();
    chats.leave(chat);
    teller.notice("you have left %s".formatted(chat.title()));
  }

  /** Tells of what no event tells: one does when the server says no, or gives no switchboard. */
  private CompletableFuture<?> invite(Principal who) {
    Chat chat = current();
    return chat.invite(who, client)
        .handle(
            (nothing, failure) -> {
              if (failure == null) {
                teller.notice(who + " is being called");
              } else if (chat.isPresent(who) || !isToldByAnEvent(cause(failure))) {
                teller.trouble("%s is not called: %s".formatted(who, cause(failure).getMessage()));
              }
              return true;
            });
  }

  private static boolean isToldByAnEvent(Throwable failure) {
    return failure instanceof ServerRefusedException
        || failure instanceof WrongPasswordException
        || failure instanceof ServiceUnavailableException
        || failure instanceof ConversationFailedException
        || failure instanceof NotVisibleException;
  }

  private CompletableFuture<?> changeStatus(String typed) {
    return client
        .setStatus(Statuses.from(typed))
        .thenAccept(status -> teller.notice("you are %s now".formatted(Statuses.words(status))));
  }

  private CompletableFuture<?> tellStatuses() {
    teller.answer("/status is followed by one of " + String.join(", ", Statuses.all()));
    return DONE;
  }

  private CompletableFuture<?> tellOfMail() {
    teller.answer(news.mailbox().map(News::unread).orElse("the server has told of no mail"));
    return client
        .mailboxAddress()
        .thenAccept(address -> teller.answer("your mail is at " + address.login()));
  }
}
