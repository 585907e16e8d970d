package org.msnmock.mockserver.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one try to match has learned; taken over only when all of it matched. */
public final class Captures {
  private final List<Name> names = new ArrayList<>(4);
  private final List<Optional<String>> values = new ArrayList<>(4);
  private String transactionId = "";

  void learn(Name name, String value) {
    names.add(name);
    values.add(Optional.of(value));
  }

  /** What may be there is not: the name has no value from now on, whatever it had. */
  void miss(Name name) {
    names.add(name);
    values.add(Optional.empty());
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

  /** Empty: what the name stands for has not come. */
  public Optional<String> value(int i) {
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
          return values.get(i);
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
