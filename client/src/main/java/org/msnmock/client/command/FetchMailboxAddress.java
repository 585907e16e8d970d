package org.msnmock.client.command;

import java.util.Set;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code URL <id> INBOX}: where is the mailbox? */
public record FetchMailboxAddress() implements Request<FetchMailboxAddress.MailboxAddress> {
  /**
   * {@code URL <id> <page> <login page> <site id>}.
   *
   * @param page to be shown behind the login, a path as a rule
   * @param login an address of the web, as the server gave it
   */
  public record MailboxAddress(String page, String login) {}

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of("URL", id.toString(), "INBOX");
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of("URL");
  }

  @Override
  public MailboxAddress answer(Frame reply) {
    return new MailboxAddress(reply.argument(1), reply.argument(2));
  }
}
