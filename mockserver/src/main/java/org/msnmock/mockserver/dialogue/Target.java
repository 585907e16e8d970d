package org.msnmock.mockserver.dialogue;

/** The connection that a step is about. */
public sealed interface Target {
  /** The one that is current when the step is reached. */
  record Current() implements Target {}

  /** The one accepted last on this listener, or dialled last; in a background rule, every one. */
  record Listener(Service service) implements Target {
    @Override
    public String toString() {
      return service.toString();
    }
  }

  /**
   * A connection that outlives the next one on its listener: {@code as: name}.
   *
   * @param index counts the aliases of a dialogue from 0
   */
  record Alias(String name, int index) implements Target {
    @Override
    public String toString() {
      return name;
    }
  }
}
