package org.msnmock.client.command;

import java.util.Optional;
import java.util.OptionalLong;
import org.msnmock.client.contact.ListName;
import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;
import org.msnmock.client.wire.PercentEncoding;

/**
 * Somebody is on a list now:
 *
 * <pre>
 * ADD &lt;id&gt; &lt;list&gt; &lt;list version&gt; &lt;account&gt; &lt;friendly name&gt; [&lt;group id&gt;]    answers a request
 * ADD 0 RL &lt;list version&gt; &lt;account&gt; &lt;friendly name&gt;                    at any time
 * </pre>
 *
 * @param version nothing where the server gives no number
 * @param group nothing where it is not said, which on the forward list means group 0
 */
public record ListedOn(
    ListName list,
    OptionalLong version,
    Principal who,
    Optional<String> friendlyName,
    OptionalLong group)
    implements NotificationNotice {

  static NotificationNotice from(Frame frame) {
    Optional<ListName> list = Fields.unaskedList(frame);
    return list.isPresent() ? from(frame, list.get()) : new Unrecognised(frame);
  }

  static ListedOn from(Frame frame, ListName list) {
    OptionalLong version = Fields.version(frame, 2);
    int who = version.isPresent() ? 3 : 2;
    return new ListedOn(
        list,
        version,
        Fields.principal(frame, who),
        frame.optionalArgument(who + 1).map(PercentEncoding::decode),
        Fields.groupId(frame, who + 2));
  }

  @Override
  public void deliverTo(NotificationHandler handler) {
    handler.listedOn(this);
  }
}
