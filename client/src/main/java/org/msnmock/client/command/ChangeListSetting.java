package org.msnmock.client.command;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.msnmock.client.contact.ContactList.Strangers;
import org.msnmock.client.contact.ContactList.WhenAdded;
import org.msnmock.client.protocol.TransactionId;
import org.msnmock.client.wire.Frame;

/** {@code BLP <id> AL|BL} or {@code GTC <id> A|N}. */
public record ChangeListSetting(ListSetting setting) implements Request<ChangeListSetting.Changed> {
  /** {@code BLP <id> <list version> AL|BL} or {@code GTC <id> <list version> A|N}. */
  public record Changed(OptionalLong version) {}

  public static ChangeListSetting of(Strangers strangers) {
    return new ChangeListSetting(new ListSetting(Optional.of(strangers), Optional.empty()));
  }

  public static ChangeListSetting of(WhenAdded whenAdded) {
    return new ChangeListSetting(new ListSetting(Optional.empty(), Optional.of(whenAdded)));
  }

  @Override
  public Frame toFrame(TransactionId id) {
    return Frame.of(verb(), id.toString(), value());
  }

  private String verb() {
    return setting.strangers().isPresent() ? "BLP" : "GTC";
  }

  private String value() {
    if (setting.strangers().isPresent()) {
      return setting.strangers().get() == Strangers.ALLOWED ? "AL" : "BL";
    }
    return setting.whenAdded().orElse(WhenAdded.ASK) == WhenAdded.ASK ? "A" : "N";
  }

  @Override
  public Set<String> answeredBy() {
    return Set.of(verb());
  }

  @Override
  public Changed answer(Frame reply) {
    return new Changed(Fields.version(reply, 1));
  }
}
