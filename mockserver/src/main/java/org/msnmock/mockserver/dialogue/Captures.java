package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;

/** What one try to match has learned; taken over only when all of it matched. */
public final class Captures {
  private final List<Name> names = new ArrayList<>(4);
  private final List<String> values = new ArrayList<>(4);
  private String transactionId = "";

  void learn(Name name, String value) {
    names.add(name);
    values.add(value);
  }

  void transactionId(String id) {
    transactionId = id;
  }

  /** The transaction id that {@code {trid}} met, empty where it stood nowhere. */
  public String transactionId() {
    return transactionId;
  }

  public int size() {
    return names.size();
  }

  public Name name(int i) {
    return names.get(i);
  }

  public String value(int i) {
    return values.get(i);
  }

  public void clear() {
    names.clear();
    values.clear();
    transactionId = "";
  }
}
