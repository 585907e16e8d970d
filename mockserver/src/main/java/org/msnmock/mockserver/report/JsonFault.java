package org.msnmock.mockserver.report;

import java.util.regex.Pattern;
import org.msnmock.mockserver.wire.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** What is wrong with a file of JSON, in words for people. */
final class JsonFault {
  private static final int LONGEST = 200;

  /** What the library says of where something began: {@code (start marker at [Source: ...])}. */
  private static final Pattern PLACE =
      Pattern.compile(" ?\\([^()\\[]{0,40}\\[Source: [^\\]]*\\]\\)|\\[Source: [^\\]]*\\]");

  private JsonFault() {}

  /** One line that begins with the place, where there is one. */
  static String words(JacksonException fault) {
    TokenStreamLocation place = fault.getLocation();
    boolean isPlace = place != null && place.getLineNr() > 0;
    String where =
        isPlace ? "line %s, column %s: ".formatted(place.getLineNr(), place.getColumnNr()) : "";
    String words = Text.printable(String.valueOf(fault.getOriginalMessage()));
    words = PLACE.matcher(words).replaceAll("");
    return where + (words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...");
  }
}
