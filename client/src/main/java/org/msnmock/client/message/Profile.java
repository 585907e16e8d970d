package org.msnmock.client.message;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the server knows of the account, sent once after the sign-in; on some servers late or never.
 * Fields come and go, so they are asked for by name.
 */
public record Profile(Map<String, String> fields) {
  public static final String CONTENT_TYPE = "text/x-msmsgsprofile";

  public Profile {
    Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    copy.putAll(fields);
    fields = Collections.unmodifiableMap(copy);
  }

  /** A field; nothing where it is missing or empty. */
  public Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /** Whether the account has a mailbox of the service. */
  public boolean hasMailbox() {
    return field("EmailEnabled").filter("1"::equals).isPresent();
  }

  /** Names only: one of the fields, {@code MSPAuth}, is a secret. */
  @Override
  public String toString() {
    return "Profile" + fields.keySet();
  }
}
