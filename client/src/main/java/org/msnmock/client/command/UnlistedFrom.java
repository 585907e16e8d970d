package org.msnmock.client.command;

import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;

/**
 * Somebody is no longer on a list, or in a group:
 *
 * <pre>
 * REM &lt;id&gt; &lt;list&gt; &lt;list version&gt; &lt;account&gt; [&lt;group id&gt;]    answers a request
 * REM 0 RL &lt;list version&gt; &lt;account&gt;                     at any time
 * </pre>
 *
 * @param version nothing where the server gives no number
 */
public record UnlistedFrom(ListName list, OptionalLong version, Principal who, OptionalLong group)
    implements NotificationNotice {

  static NotificationNotice from(Frame frame) {
    Optional<ListName> list = Fields.unaskedList(frame);
    return list.isPresent() ? from(frame, list.get()) : new Unrecognised(frame);
  }

  static UnlistedFrom from(Frame frame, ListName list) {
    OptionalLong version = Fields.version(frame, 2);
    int who = version.isPresent() ? 3 : 2;
    return new UnlistedFrom(
        list, version, Fields.principal(frame, who), Fields.groupId(frame, who + 1));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.unlistedFrom(this);
  }
}
