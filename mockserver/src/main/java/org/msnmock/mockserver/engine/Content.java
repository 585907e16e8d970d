package org.msnmock.mockserver.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a name has at one moment of a play.
 *
 * @param value null where it has none, and of a list while nobody has asked for its text
 * @param origin null where it has no value
 * @param moment null where it names none
 * @param list the elements, to which rounds add; null where it is a text
 */
record Content(
    @Nullable String value,
    @Nullable Origin origin,
    @Nullable Duration moment,
    @Nullable List<String> list) {
  static final Content NOTHING = new Content(null, null, null, null);

  static Content of(@Nullable String value, @Nullable Origin origin) {
    return new Content(value, origin, null, null);
  }

  Content withMoment(Duration named) {
    return new Content(value, origin, named, list);
  }

  /** The same as a list without elements. */
  Content asList() {
    return new Content(value, origin, moment, new ArrayList<>());
  }

  /** The same with another text for its list, or with none. */
  Content withText(@Nullable String text) {
    return new Content(text, origin, moment, list);
  }

  /** The same, with a list that changes apart from this one. */
  Content copy() {
    return list == null ? this : new Content(value, origin, moment, new ArrayList<>(list));
  }

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return "Content[" + origin + "]";
  }
}
