package org.msnmock.mockserver.yaml;

/**
 * A key that may stand in a map of a dialogue file.
 *
 * @param shape what may stand behind it
 * @param text what editors say of it: sentences, the first of which stands alone
 */
record Key(String word, Shape shape, String text) {
  Key {
    if (text.isBlank() || !text.endsWith(".")) {
      throw new IllegalArgumentException("\"%s\" is not explained".formatted(word));
    }
  }
}
