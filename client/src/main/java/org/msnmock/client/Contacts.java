package org.msnmock.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.msnmock.client.command.ChangeListSetting;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.contact.Group;
import org.msnmock.client.notification.ListOrders;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.protocol.RefusedHereException;

/**
 * The people, the groups and the settings that the server keeps for the user who is signed in.
 *
 * <p>All methods may be called from any thread. Those that change something return at once, also
 * while a sign-in is on its way, and throw an {@link IllegalStateException} when nobody is signed
 * in or on the way to be; that is so too while the client waits to come back. Their futures get the
 * outcome when the server has answered, or its refusal (a {@link
 * org.msnmock.client.protocol.ServerRefusedException}, and about a person a {@link
 * org.msnmock.client.protocol.ContactRefusedException}); then the list is as it was before the step
 * that was refused. Until the answer comes, nothing is changed.
 */
public final class Contacts {
  private final MsnClient client;

  Contacts(MsnClient client) {
    this.client = client;
  }

  /** One of the user's phone numbers. */
  public enum Phone {
    HOME("PHH"),
    WORK("PHW"),
    MOBILE("PHM");

    private final String property;

    Phone(String property) {
      this.property = property;
    }
  }

  /** Whether contacts may send messages to the user's mobile device. */
  public enum MobileMessages {
    ACCEPTED("Y"),
    REFUSED("N");

    private final String value;

    MobileMessages(String value) {
      this.value = value;
    }
  }

  /**
   * The list as it is at this moment. While a sign-in is on its way, and while nobody is online any
   * more, it is what was seen last, or what the application gave when the client was built, and
   * everybody on it is offline; empty before the first sign-in.
   */
  public ContactList list() {
    return client.latestSession().map(Session::contacts).orElse(ContactList.EMPTY);
  }

  /** Adds somebody, in no group of their own, and allows them unless they are blocked. */
  public CompletableFuture<ContactList> add(Principal who) {
    return change(lists -> lists.add(who, 0));
  }

  /** Adds somebody to a group, of which one can be in several. */
  public CompletableFuture<ContactList> add(Principal who, Group group) {
    return change(lists -> lists.add(who, group.id()));
  }

  /** Removes somebody from the forward list; they may still be allowed or blocked. */
  public CompletableFuture<ContactList> remove(Principal who) {
    return change(lists -> lists.remove(who));
  }

  /** Removes somebody from a group, and from the forward list if it was their last one. */
  public CompletableFuture<ContactList> remove(Principal who, Group group) {
    return change(lists -> lists.remove(who, group.id()));
  }

  /** Hides the user from somebody, or declines the request of somebody who has added the user. */
  public CompletableFuture<ContactList> block(Principal who) {
    return change(lists -> lists.block(who));
  }

  /** Takes back a block, or accepts the request of somebody who has added the user. */
  public CompletableFuture<ContactList> allow(Principal who) {
    return change(lists -> lists.allow(who));
  }

  /**
   * Gives the user, or somebody on a list, another friendly name. What has no room in 387 encoded
   * bytes is left out.
   *
   * @param name not empty
   * @return gets the name as it is now
   */
  public CompletableFuture<String> rename(Principal who, String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a friendly name has at least one character");
    }
    return change(lists -> lists.rename(who, name));
  }

  /**
   * Gives the user another friendly name, as {@link #rename} does.
   *
   * @return gets the name as it is now
   */
  public CompletableFuture<String> renameUser(String name) {
    Principal user = client.latestSession().orElseThrow(Session::nobodySignedIn).user();
    return rename(user, name);
  }

  /**
   * Makes a group.
   *
   * @param name 1 to 61 bytes in encoded form; else the future gets a {@link RefusedHereException},
   *     and nothing is sent
   */
  public CompletableFuture<Group> addGroup(String name) {
    return change(lists -> lists.addGroup(name));
  }

  /**
   * Gives a group another name.
   *
   * @param name as for {@link #addGroup}
   */
  public CompletableFuture<Group> renameGroup(Group group, String name) {
    return change(lists -> lists.renameGroup(group.id(), name));
  }

  /**
   * Removes a group. Move its members before; what else becomes of those who are in no other, the
   * server decides. Group 0 is always there: for it the future gets a {@link RefusedHereException}.
   */
  public CompletableFuture<ContactList> removeGroup(Group group) {
    return change(lists -> lists.removeGroup(group.id()));
  }

  /**
   * Sets one of the user's phone numbers.
   *
   * @param number at most 95 bytes in encoded form, else the future gets a {@link
   *     RefusedHereException}; empty to clear it
   * @return gets the number as it is now
   */
  public CompletableFuture<String> setPhone(Phone kind, String number) {
    return change(lists -> lists.setProperty(kind.property, number));
  }

  /** Says whether contacts may send messages to the user's mobile device. */
  public CompletableFuture<String> setMobileMessages(MobileMessages wanted) {
    return change(lists -> lists.setProperty("MOB", wanted.value));
  }

  /** Decides about people who are neither allowed nor blocked. */
  public CompletableFuture<ContactList> setStrangers(Strangers wanted) {
    return change(lists -> lists.change(ChangeListSetting.of(wanted)));
  }

  /** Decides what happens when somebody adds the user. */
  public CompletableFuture<ContactList> setWhenAdded(WhenAdded wanted) {
    return change(lists -> lists.change(ChangeListSetting.of(wanted)));
  }

  private <T> CompletableFuture<T> change(Function<ListOrders, CompletableFuture<T>> order) {
    return client.whenOnline(
        online -> {
          try {
            return order.apply(online.lists());
          } catch (RefusedHereException e) {
            return CompletableFuture.failedFuture(e);
          }
        });
  }
}
