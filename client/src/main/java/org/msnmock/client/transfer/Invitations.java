package org.msnmock.client.transfer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.TransferFailedException.Reason;
import org.msnmock.client.transfer.Invitation.Cause;
import org.msnmock.client.wire.Payload;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user and one other person agree on in a conversation: files that one of them offers and
 * the other one takes. Anything else that is offered is cancelled.
 *
 * <p>For turns; what other threads bring is passed on to them.
 */
public final class Invitations {
  /** How messages of this kind are marked. */
  public static final String CONTENT_TYPE = Invitation.CONTENT_TYPE;

  private static final Logger LOG = LoggerFactory.getLogger(Invitations.class);

  private static final int MOST_OFFERED = 20;

  /** How long the other one may think about an offer. */
  private static final Duration REFLECTION = Duration.ofMinutes(4);

  /** How long the other one may take to tell where the file is. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Pattern ADDRESS =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

  private static final int MAX_PORT = 0xFFFF;
  private static final int LONGEST_COOKIE = 32;

  private final FileTransfers files;
  private final Principal user;
  private final Principal peer;
  private final Executor turns;
  private final Consumer<Payload> out;
  private final SecureRandom random = new SecureRandom();
  private final Map<Long, Outgoing> sent = new LinkedHashMap<>();
  private final Map<Long, Incoming> offered = new LinkedHashMap<>();

  /**
   * @param turns runs what belongs to the conversation
   * @param out tells the other one something, in a turn
   */
  public Invitations(
      FileTransfers files, Principal user, Principal peer, Executor turns, Consumer<Payload> out) {
    this.files = files;
    this.user = user;
    this.peer = peer;
    this.turns = turns;
    this.out = out;
  }

  /**
   * Offers a file.
   *
   * @param here from where the server is reached, and probably the other one too
   */
  public void offer(Transfer transfer, Path file, InetAddress here) {
    long cookie = freeCookie();
    Outgoing outgoing = new Outgoing(cookie, transfer, file, here);
    if (!transfer.carriedBy(outgoing)) {
      return;
    }
    sent.put(cookie, outgoing);
    forgetWhenOver(transfer, () -> sent.remove(cookie, outgoing));
    outgoing.waitForAnswer();
    say(Invitation.offer(cookie, transfer.name(), transfer.size()));
  }

  private long freeCookie() {
    long cookie = random.nextLong(Invitation.MAX_COOKIE);
    while (sent.containsKey(cookie) || offered.containsKey(cookie)) {
      cookie = random.nextLong(Invitation.MAX_COOKIE);
    }
    return cookie;
  }

  private void forgetWhenOver(Transfer transfer, Runnable forget) {
    CompletableFuture<Void> unused = transfer.over().thenRun(() -> turns.execute(forget));
  }

  /** Takes what the other one says. */
  public void received(MimeMessage message) {
    Invitation invitation = Invitation.from(message);
    OptionalLong cookie = invitation.cookie();
    if (cookie.isEmpty()) {
      LOG.debug("Ignored an invitation of {} without a number", peer);
      return;
    }
    switch (invitation.command()) {
      case "INVITE" -> invited(cookie.getAsLong(), invitation);
      case "ACCEPT" -> accepted(cookie.getAsLong(), invitation);
      case "CANCEL" -> cancelled(cookie.getAsLong(), invitation);
      default -> LOG.debug("Ignored {} of {}", invitation.command(), peer);
    }
  }

  /**
   * Takes what the other one says where several people are. There nobody negotiates: what is agreed
   * on would be told to all of them, the place of a file with what opens it.
   */
  public void receivedAmongOthers(MimeMessage message) {
    Invitation invitation = Invitation.from(message);
    if (invitation.cookie().isEmpty()) {
      return;
    }
    long cookie = invitation.cookie().getAsLong();
    switch (invitation.command()) {
      case "INVITE" -> say(Invitation.cancel(cookie, cause(invitation)));
      case "ACCEPT" -> acceptedAmongOthers(cookie);
      case "CANCEL" -> cancelled(cookie, invitation);
      default -> LOG.debug("Ignored {} of {}", invitation.command(), peer);
    }
  }

  private void acceptedAmongOthers(long cookie) {
    Outgoing outgoing = sent.get(cookie);
    Incoming incoming = offered.get(cookie);
    if (outgoing != null && outgoing.sender == null) {
      breakOff(cookie, outgoing.transfer);
    } else if (incoming != null && incoming.isAwaitingPlace()) {
      incoming.stopWaiting();
      breakOff(cookie, incoming.transfer);
    }
  }

  private void breakOff(long cookie, Transfer transfer) {
    if (transfer.fail(Reason.BROKEN_OFF, "Others have come to the conversation.")) {
      say(Invitation.cancel(cookie, Cause.FAIL));
    }
  }

  /** Whether somebody offers a file with this. */
  public static boolean isFileOffered(MimeMessage message) {
    Invitation invitation = Invitation.from(message);
    return invitation.command().equals("INVITE") && invitation.isForAFile();
  }

  private static Cause cause(Invitation declined) {
    return declined.isForAFile() ? Cause.REJECT : Cause.REJECT_NOT_INSTALLED;
  }

  private void invited(long cookie, Invitation invitation) {
    if (offered.containsKey(cookie)) {
      LOG.debug("{} has offered that already", peer);
      return;
    }
    OptionalLong size = invitation.number("Application-FileSize");
    if (!invitation.isForAFile() || size.isEmpty() || offered.size() >= MOST_OFFERED) {
      say(Invitation.cancel(cookie, cause(invitation)));
      return;
    }
    Transfer transfer =
        Transfer.offeredBy(
            peer,
            invitation.field("Application-File"),
            size.getAsLong(),
            files.connections().events());
    if (!files.mayCome(transfer)) {
      say(Invitation.cancel(cookie, Cause.REJECT));
      return;
    }
    Incoming incoming = new Incoming(cookie, transfer);
    offered.put(cookie, incoming);
    forgetWhenOver(transfer, () -> offered.remove(cookie, incoming));
    if (!transfer.offer(incoming)) {
      transfer.decline();
    }
  }

  private void accepted(long cookie, Invitation invitation) {
    Outgoing outgoing = sent.get(cookie);
    Incoming incoming = offered.get(cookie);
    if (outgoing != null) {
      outgoing.listen();
    } else if (incoming != null) {
      incoming.fetch(invitation);
    }
  }

  private void cancelled(long cookie, Invitation invitation) {
    Outgoing outgoing = sent.get(cookie);
    Incoming incoming = offered.get(cookie);
    String code = invitation.field("Cancel-Code").toUpperCase(Locale.ROOT);
    if (outgoing != null) {
      outgoing.endedByPeer(reason(code));
    } else if (incoming != null) {
      incoming.endedByPeer(reason(code));
    }
  }

  private static Reason reason(String code) {
    return switch (code) {
      case "REJECT", "REJECT_NOT_INSTALLED" -> Reason.DECLINED;
      case "TIMEOUT", "FTTIMEOUT" -> Reason.NO_ANSWER;
      default -> Reason.CANCELLED;
    };
  }

  /** Nothing can be said any more. What is agreed on goes on without. */
  public void end(String why) {
    List.copyOf(sent.values()).forEach(outgoing -> outgoing.conversationEnded(why));
    List.copyOf(offered.values()).forEach(incoming -> incoming.conversationEnded(why));
  }

  private void say(Invitation invitation) {
    out.accept(invitation.toPayload());
  }

  private String cancelledBy(Reason reason) {
    return "%s has ended it: %s".formatted(peer, reason);
  }

  /** A file that the user offers. */
  private final class Outgoing implements Transfer.Carrier {
    private final long cookie;
    private final Transfer transfer;
    private final Path file;
    private final InetAddress here;
    private @Nullable ScheduledFuture<?> patience;
    private @Nullable FtpSender sender;

    Outgoing(long cookie, Transfer transfer, Path file, InetAddress here) {
      this.cookie = cookie;
      this.transfer = transfer;
      this.file = file;
      this.here = here;
    }

    void waitForAnswer() {
      ScheduledFuture<?> waiting =
          files
              .connections()
              .scheduler()
              .schedule(
                  () -> turns.execute(this::nothingSaid),
                  REFLECTION.toNanos(),
                  TimeUnit.NANOSECONDS);
      patience = waiting;
      CompletableFuture<Void> unused = transfer.over().thenRun(() -> waiting.cancel(false));
    }

    private void nothingSaid() {
      if (sender == null && transfer.fail(Reason.NO_ANSWER, peer + " does not answer the offer.")) {
        say(Invitation.cancel(cookie, Cause.TIMEOUT));
      }
    }

    private void stopWaiting() {
      if (patience != null) {
        patience.cancel(false);
      }
    }

    void listen() {
      if (sender != null || transfer.isOver()) {
        return;
      }
      stopWaiting();
      long authCookie = 1 + random.nextLong(Integer.MAX_VALUE);
      InetAddress told = files.settings().address().orElse(here);
      InetAddress bound =
          told.equals(here) ? here : new InetSocketAddress(0).getAddress(); // behind a router
      try {
        FtpSender listening =
            new FtpSender(files, transfer, file, authCookie, bound, this::nobodyCame);
        sender = listening;
        say(Invitation.accept(cookie, told, listening.port(), authCookie));
      } catch (IOException e) {
        say(Invitation.cancel(cookie, Cause.FAIL));
        transfer.fail(Reason.BROKEN_OFF, "There is no port to listen on: " + e.getMessage());
      }
    }

    private void nobodyCame() {
      turns.execute(
          () -> {
            if (transfer.fail(Reason.NO_ANSWER, peer + " accepted, and did not fetch the file.")) {
              say(Invitation.cancel(cookie, Cause.FTTIMEOUT));
            }
          });
    }

    void endedByPeer(Reason reason) {
      if (transfer.fail(reason, cancelledBy(reason)) && sender != null) {
        sender.cancel();
      }
    }

    void conversationEnded(String why) {
      if (sender == null) {
        transfer.fail(Reason.BROKEN_OFF, why);
      }
    }

    @Override
    public void accepted(Path place) {
      throw new IllegalStateException("nobody accepts what they send");
    }

    @Override
    public void declined() {
      throw new IllegalStateException("nobody declines what they send");
    }

    @Override
    public void cancelled() {
      turns.execute(
          () -> {
            if (sender == null || !sender.hasReceiver()) {
              say(Invitation.cancel(cookie, Cause.OUTBANDCANCEL));
            }
            if (sender != null) {
              sender.cancel();
            }
          });
    }
  }

  /** A file that the other one offers. */
  private final class Incoming implements Transfer.Carrier {
    private final long cookie;
    private final Transfer transfer;
    private Optional<Path> place = Optional.empty();
    private @Nullable ScheduledFuture<?> patience;
    private @Nullable FtpReceiver receiver;

    Incoming(long cookie, Transfer transfer) {
      this.cookie = cookie;
      this.transfer = transfer;
    }

    @Override
    public void accepted(Path wanted) {
      turns.execute(
          () -> {
            if (!transfer.isOver()) {
              take(wanted);
            }
          });
    }

    private void take(Path wanted) {
      place = Optional.of(wanted);
      patience =
          files
              .connections()
              .scheduler()
              .schedule(
                  () -> turns.execute(this::nothingCame), PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      say(Invitation.accept(cookie));
    }

    private void nothingCame() {
      if (receiver == null
          && transfer.fail(Reason.NO_ANSWER, peer + " does not tell where the file is.")) {
        say(Invitation.cancel(cookie, Cause.TIMEOUT));
      }
    }

    private void stopWaiting() {
      if (patience != null) {
        patience.cancel(false);
      }
    }

    boolean isAwaitingPlace() {
      return place.isPresent() && receiver == null && !transfer.isOver();
    }

    void fetch(Invitation invitation) {
      if (!isAwaitingPlace()) {
        LOG.debug("{} tells where a file is that nobody asked for", peer);
        return;
      }
      stopWaiting();
      Optional<InetSocketAddress> sender = sender(invitation);
      String authCookie = invitation.field("AuthCookie");
      if (sender.isEmpty() || !isWord(authCookie)) {
        say(Invitation.cancel(cookie, Cause.FAIL));
        transfer.fail(Reason.WRONG_DATA, peer + " tells no place where the file could be.");
        return;
      }
      receiver = new FtpReceiver(files, transfer, user, sender.get(), authCookie, place.get());
      receiver.start();
    }

    void endedByPeer(Reason reason) {
      stopWaiting();
      if (transfer.fail(reason, cancelledBy(reason)) && receiver != null) {
        receiver.cancel();
      }
    }

    void conversationEnded(String why) {
      if (receiver == null) {
        stopWaiting();
        transfer.fail(Reason.BROKEN_OFF, why);
      }
    }

    @Override
    public void declined() {
      turns.execute(() -> say(Invitation.cancel(cookie, Cause.REJECT)));
    }

    @Override
    public void cancelled() {
      turns.execute(
          () -> {
            stopWaiting();
            if (receiver == null) {
              say(Invitation.cancel(cookie, Cause.OUTBANDCANCEL));
            } else {
              receiver.cancel();
            }
          });
    }
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_COOKIE
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  /** Numbers only: names would have to be looked up. */
  private static Optional<InetSocketAddress> sender(Invitation invitation) {
    OptionalLong port = invitation.number("Port");
    Matcher numbers = ADDRESS.matcher(invitation.field("IP-Address"));
    if (!numbers.matches() || port.orElse(0) < 1 || port.getAsLong() > MAX_PORT) {
      return Optional.empty();
    }
    byte[] address = new byte[4];
    for (int i = 0; i < address.length; i++) {
      int number = Integer.parseInt(numbers.group(i + 1));
      if (number > 0xFF) {
        return Optional.empty();
      }
      address[i] = (byte) number;
    }
    try {
      InetAddress found = InetAddress.getByAddress(address);
      return found.isAnyLocalAddress() || found.isMulticastAddress()
          ? Optional.empty()
          : Optional.of(new InetSocketAddress(found, (int) port.getAsLong()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
