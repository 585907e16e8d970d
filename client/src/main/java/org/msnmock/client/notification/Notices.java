package org.msnmock.client.notification;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.msnmock.client.command.Challenge;
import org.msnmock.client.command.ContactListed;
import org.msnmock.client.command.ContactOffline;
import org.msnmock.client.command.ContactOnline;
import org.msnmock.client.command.ContactPropertySet;
import org.msnmock.client.command.GroupListed;
import org.msnmock.client.command.ListSetting;
import org.msnmock.client.command.ListedOn;
import org.msnmock.client.command.MovedOn;
import org.msnmock.client.command.NotificationHandler;
import org.msnmock.client.command.PingAnswered;
import org.msnmock.client.command.PropertyListed;
import org.msnmock.client.command.Rang;
import org.msnmock.client.command.ServerMessage;
import org.msnmock.client.command.SignedOff;
import org.msnmock.client.command.UnlistedFrom;
import org.msnmock.client.command.Unrecognised;
import org.msnmock.client.contact.ClientCapabilities;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.contact.Presence;
import org.msnmock.client.event.ContactChanged;
import org.msnmock.client.event.Disconnected.Reason;
import org.msnmock.client.event.EventQueue;
import org.msnmock.client.event.NameChanged;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ProfileReceived;
import org.msnmock.client.event.SystemMessage;
import org.msnmock.client.message.MimeMessage;
import org.msnmock.client.message.Profile;
import org.msnmock.client.protocol.Status;
import org.msnmock.client.wire.Decimal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server says unasked, turned into duties of the session and events for the application.
 * On the reader thread.
 */
final class Notices implements NotificationHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

  private static final String SYSTEM_MESSAGE = "application/x-msmsgssystemmessage";

  private final NotificationSession session;
  private final ContactListReader contacts;
  private final LiveContacts live;
  private final ListOrders orders;
  private final Admissions admissions;
  private final KeepAlive keepAlive;
  private final Consumer<Rang> called;
  private final EventQueue events;
  private final Mailbox mailbox;

  Notices(
      NotificationSession session,
      ContactListReader contacts,
      LiveContacts live,
      ListOrders orders,
      Admissions admissions,
      KeepAlive keepAlive,
      Consumer<Rang> called,
      EventQueue events) {
    this.session = session;
    this.contacts = contacts;
    this.live = live;
    this.orders = orders;
    this.admissions = admissions;
    this.keepAlive = keepAlive;
    this.called = called;
    this.events = events;
    this.mailbox = new Mailbox(events);
  }

  @Override
  public void challenged(Challenge challenge) {
    session.answer(challenge);
  }

  @Override
  public void contactIsOnline(ContactOnline online) {
    Presence presence =
        new Presence(online.status(), new ClientCapabilities(online.clientId()), online.picture());
    Optional<Contact> before =
        live.changeAndGet(
            list -> {
              Optional<Contact> known = list.presence(online.who(), presence);
              list.name(online.who(), online.friendlyName());
              return known;
            });
    events.post(
        new PresenceChanged(
            online.who(), online.status(), Optional.of(online.friendlyName()), online.clientId()));
    if (before.filter(known -> !known.friendlyName().equals(online.friendlyName())).isPresent()) {
      events.post(new NameChanged(online.who(), online.friendlyName()));
    }
  }

  @Override
  public void contactIsOffline(ContactOffline offline) {
    live.change(list -> list.presence(offline.who(), Presence.OFFLINE));
    events.post(new PresenceChanged(offline.who(), Status.OFFLINE, Optional.empty(), 0));
  }

  @Override
  public void pingAnswered(PingAnswered answer) {
    keepAlive.answered(answer);
  }

  @Override
  public void signedOff(SignedOff signedOff) {
    switch (signedOff.reason()) {
      case ELSEWHERE ->
          session.end(
              Reason.ELSEWHERE,
              "ended the session: the account signed in at another place. Signing in again ends that one.");
      case MAINTENANCE ->
          session.end(
              Reason.MAINTENANCE, "ended the session: it is shut down. Sign in again later.");
      case OTHER ->
          session.end(Reason.OTHER, "ended the session without a reason. Sign in again later.");
    }
  }

  @Override
  public void movedOn(MovedOn moved) {
    session.moveTo(moved.server());
  }

  @Override
  public void rang(Rang ring) {
    boolean isBlocked =
        live.current().find(ring.caller()).filter(who -> who.isOn(ListName.BLOCK)).isPresent();
    if (isBlocked) {
      LOG.debug("Did not answer somebody on the block list: {}", ring);
    } else {
      called.accept(ring);
    }
  }

  @Override
  public void messageCame(ServerMessage message) {
    if (!message.isFromServer()) {
      LOG.debug("Ignored a message from {}, who is not the server", message.sender());
      return;
    }
    MimeMessage content = message.message();
    switch (content.contentType()) {
      case Profile.CONTENT_TYPE -> events.post(new ProfileReceived(new Profile(content.headers())));
      case Mailbox.INITIAL -> mailbox.isThere(content.bodyFields());
      case Mailbox.ARRIVAL -> mailbox.mailCame(content.bodyFields());
      case Mailbox.ACTIVITY -> mailbox.somethingMoved(content.bodyFields());
      case SYSTEM_MESSAGE -> systemMessageCame(content.bodyFields());
      default -> LOG.debug("Ignored a message of type {}", content.contentType());
    }
  }

  private void systemMessageCame(Map<String, String> fields) {
    int type = number(fields, "Type").orElse(0);
    Optional<Duration> shutdownIn =
        number(fields, "Arg1").stream().mapToObj(Duration::ofMinutes).findFirst();
    events.post(new SystemMessage(type, type == 1 ? shutdownIn : Optional.empty()));
  }

  /** A field's number; nothing where there is none, or one too large to be meant. */
  private static OptionalInt number(Map<String, String> fields, String name) {
    return Decimal.parse(fields.getOrDefault(name, "")).stream()
        .filter(number -> number <= Integer.MAX_VALUE)
        .mapToInt(number -> (int) number)
        .findFirst();
  }

  @Override
  public void groupListed(GroupListed listed) {
    contacts.add(listed);
  }

  @Override
  public void contactListed(ContactListed listed) {
    boolean isLate = contacts.isComplete();
    contacts.add(listed);
    if (isLate) {
      events.post(new ContactChanged(listed.contact()));
    }
  }

  @Override
  public void contactPropertySet(ContactPropertySet property) {
    Optional<Contact> changed = contacts.set(property);
    if (contacts.isComplete()) {
      changed.map(ContactChanged::new).ifPresent(events::post);
    }
  }

  @Override
  public void propertyListed(PropertyListed property) {
    contacts.set(property);
  }

  @Override
  public void listSettingCame(ListSetting setting) {
    contacts.set(setting);
  }

  @Override
  public void listedOn(ListedOn listed) {
    ContactList unused = orders.listed(listed);
    if (listed.list() == ListName.REVERSE) {
      admissions.came(listed.who());
    }
  }

  @Override
  public void unlistedFrom(UnlistedFrom unlisted) {
    ContactList unused = orders.unlisted(unlisted);
  }

  @Override
  public void unrecognised(Unrecognised notice) {
    LOG.debug("Ignored: {}", notice.frame());
  }
}
