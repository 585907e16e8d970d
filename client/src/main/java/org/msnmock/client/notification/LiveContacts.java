package org.msnmock.client.notification;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.msnmock.client.contact.ContactList;
import org.msnmock.client.contact.ContactListBuilder;

/** The contact list as it is now. The reader thread changes it; any thread may look. */
final class LiveContacts {
  private final ContactListBuilder list;
  private @Nullable ContactList seen;

  /**
   * @param kept what is known from before; empty where nothing is
   */
  LiveContacts(ContactList kept) {
    list = new ContactListBuilder(kept);
  }

  synchronized ContactList current() {
    ContactList now = seen == null ? list.toContactList() : seen;
    seen = now;
    return now;
  }

  synchronized void change(Consumer<ContactListBuilder> change) {
    seen = null;
    change.accept(list);
  }

  synchronized <T> T changeAndGet(Function<ContactListBuilder, T> change) {
    seen = null;
    return change.apply(list);
  }
}
