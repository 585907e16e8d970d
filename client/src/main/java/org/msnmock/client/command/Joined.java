package org.msnmock.client.command;

import org.msnmock.client.protocol.Principal;
import org.msnmock.client.wire.Frame;

/**
 * Somebody is in the conversation: already there, or new.
 *
 * <pre>
 * IRO &lt;id&gt; &lt;index&gt; &lt;total&gt; &lt;account&gt; &lt;friendly name&gt;
 * JOI                      &lt;account&gt; &lt;friendly name&gt;
 * </pre>
 *
 * @param friendlyName as of that moment; it may be stale
 */
public record Joined(Principal who, String friendlyName) implements SwitchboardNotice {
  static Joined from(Frame frame, int first) {
    Principal who = Fields.principal(frame, first);
    return new Joined(who, Fields.friendlyName(frame, first + 1, who));
  }

  @Override
  public void deliverTo(SwitchboardHandler handler) {
    handler.joined(this);
  }
}
