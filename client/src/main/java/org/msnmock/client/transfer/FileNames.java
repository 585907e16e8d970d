package org.msnmock.client.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of files that strangers think of. */
public final class FileNames {
  private static final int LONGEST = 128;
  private static final int LONGEST_EXTENSION = 16;

  /** Most file systems end at 255. */
  private static final int MOST_BYTES = 240;

  private static final String NAMELESS = "file";

  /** Of a longer name, which somebody has made up to keep others busy, the end counts. */
  private static final int MOST_READ = 1_024;

  /** Also what turns the order of the letters round, so that a program looks like a picture. */
  private static final Pattern RESERVED = Pattern.compile("[<>:\"|?*\\p{C}\\p{Zl}\\p{Zp}]");

  private static final Pattern EDGES = Pattern.compile("^[.\\s]+|[.\\s]+$");

  /** To Windows these are devices, whatever comes behind a dot. */
  private static final Set<String> DEVICES =
      Set.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$");

  private static final Pattern NUMBERED = Pattern.compile("(COM|LPT)[0-9\u00B9\u00B2\u00B3]");

  private FileNames() {}

  /**
   * Makes a name safe: no folders, no dots and blanks at its edges, nothing that a file system
   * reserves, at most 128 characters and 240 bytes of UTF-8 with the extension kept.
   *
   * @return {@code file} where nothing is left
   */
  public static String safe(String name) {
    String end = name.substring(Math.max(0, name.length() - MOST_READ));
    String bare = end.substring(Math.max(end.lastIndexOf('/'), end.lastIndexOf('\\')) + 1);
    String clean = trimmed(RESERVED.matcher(bare).replaceAll("_"));
    String whole = clean.isEmpty() ? NAMELESS : clean;
    String brief = shortened(whole);
    return isDevice(brief) ? shortened("_" + brief) : brief;
  }

  private static String trimmed(String name) {
    return EDGES.matcher(name).replaceAll("");
  }

  private static boolean isDevice(String name) {
    int dot = name.indexOf('.');
    String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
    return DEVICES.contains(stem) || NUMBERED.matcher(stem).matches();
  }

  private static String shortened(String name) {
    if (fits(name)) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    boolean hasExtension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
    String extension = hasExtension ? name.substring(dot) : "";
    String stem = hasExtension ? name.substring(0, dot) : name;
    while (!fits(stem + extension)) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return trimmed(stem) + extension;
  }

  private static boolean fits(String name) {
    return name.length() <= LONGEST && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }
}
