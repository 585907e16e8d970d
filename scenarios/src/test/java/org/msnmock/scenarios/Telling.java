package org.msnmock.scenarios;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.msnmock.client.contact.Contact;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.Group;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.event.ContactsReceived;
import org.msnmock.client.event.Disconnected;
import org.msnmock.client.event.MsnListener;
import org.msnmock.client.event.PresenceChanged;
import org.msnmock.client.event.ServerErrorReported;
import org.msnmock.client.event.SignInFailed;
import org.msnmock.client.event.SignedIn;
import org.msnmock.client.event.SystemMessage;
import org.msnmock.client.protocol.AccountRefusedException;
import org.msnmock.client.protocol.ConnectionLostException;
import org.msnmock.client.protocol.ConnectionLostException.Loss;
import org.msnmock.client.protocol.NoCommonVersionException;
import org.msnmock.client.protocol.ServerBusyException;
import org.msnmock.client.protocol.ServiceUnavailableException;
import org.msnmock.client.protocol.UntrustedCertificateException;
import org.msnmock.client.protocol.WrongPasswordException;
import org.msnmock.mockserver.adapter.ClientEvents;

/** Tells the play what the client's user sees, in the words of dialogues. */
final class Telling implements MsnListener {
  private final ClientEvents play;

  Telling(ClientEvents play) {
    this.play = play;
  }

  @Override
  public void signedIn(SignedIn event) {
    play.told("signed-in", Map.of("user", event.user().address(), "name", event.friendlyName()));
  }

  @Override
  public void signInFailed(SignInFailed event) {
    play.told("sign-in-failed", Map.of("reason", reason(event.cause())));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof WrongPasswordException) {
      return "bad-password";
    } else if (cause instanceof AccountRefusedException) {
      return "account";
    } else if (cause instanceof NoCommonVersionException) {
      return "version";
    } else if (cause instanceof UntrustedCertificateException) {
      return "certificate";
    }
    return isTemporary(cause) ? "unavailable" : "other";
  }

  private static boolean isTemporary(Throwable cause) {
    return cause instanceof ServiceUnavailableException
        || cause instanceof ServerBusyException
        || (cause instanceof ConnectionLostException lost && lost.loss() != Loss.CLOSED_HERE);
  }

  @Override
  public void disconnected(Disconnected event) {
    String reason =
        switch (event.reason()) {
          case LOST, ELSEWHERE, MAINTENANCE -> event.reason().name().toLowerCase(Locale.ROOT);
          case SIGNED_OUT, OTHER -> "other";
        };
    play.told("disconnected", Map.of("reason", reason));
  }

  @Override
  public void contactsReceived(ContactsReceived event) {
    ContactList list = event.contacts();
    Map<String, Object> args = new LinkedHashMap<>();
    for (ListName name : ListName.values()) {
      args.put(name.name().toLowerCase(Locale.ROOT), addresses(list.on(name)));
    }
    args.put("groups", groups(list));
    play.told("contacts", args);
  }

  private static Map<String, List<String>> groups(ContactList list) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (Group group : list.groups()) {
      List<Contact> members =
          list.contacts().stream()
              .filter(contact -> contact.groups().contains(group.id()))
              .toList();
      groups.put(group.name(), addresses(members));
    }
    return groups;
  }

  private static List<String> addresses(List<Contact> contacts) {
    return contacts.stream().map(contact -> contact.who().address()).toList();
  }

  @Override
  public void presenceChanged(PresenceChanged event) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("who", event.who().address());
    args.put("status", event.status().code());
    event.friendlyName().ifPresent(name -> args.put("name", name));
    play.told("presence", args);
  }

  @Override
  public void serverErrorReported(ServerErrorReported event) {
    error(event.number());
  }

  /** An error number of the server. */
  void error(int number) {
    play.told("error", Map.of("code", number));
  }

  @Override
  public void systemMessage(SystemMessage event) {
    String text =
        event
            .shutdownIn()
            .map(time -> "the server will be shut down in " + time.toMinutes() + " minutes")
            .orElse("system message of type " + event.type());
    play.told("alert", Map.of("text", text));
  }
}
