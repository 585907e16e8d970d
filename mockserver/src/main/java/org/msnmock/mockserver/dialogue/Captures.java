package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** A scene in which what was learned here is known already. */
  public Scene over(Scene scene) {
    return new Overlay(scene);
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

  private final class Overlay implements Scene {
    private final Scene below;

    Overlay(Scene below) {
      this.below = below;
    }

    @Override
    public Optional<String> value(Name name) {
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).slot() == name.slot()) {
          return Optional.of(values.get(i));
        }
      }
      return below.value(name);
    }

    @Override
    public String transactionId() {
      return below.transactionId();
    }

    @Override
    public String generate(Generator generator) {
      return below.generate(generator);
    }
  }
}
