package org.msnmock.client.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The description of a picture that somebody offers. Two are the same when they describe the same
 * bytes for the same use, whoever wrote them and in whichever order.
 *
 * <pre>
 * &lt;msnobj Creator="alice@example.com" Size="1024" Type="3" Location="TFR1.tmp" Friendly="AAA=" SHA1D="..." SHA1C="..."/&gt;
 * </pre>
 *
 * @param size of the described bytes, 0 to 2^31-1
 * @param location a name that its creator's client chose; it is no path on this machine
 * @param friendly a title, as base64 of UTF-16LE
 * @param digest SHA1D, the base64 of the SHA-1 of the described bytes
 * @param checksum SHA1C, the base64 of the SHA-1 of the other attributes; empty where it is not
 *     given
 * @see "MSNPiki, MSNObject; the vectors of the tests"
 */
public record MsnObject(
    String creator,
    int size,
    int type,
    String location,
    String friendly,
    String digest,
    String checksum) {
  /** {@link #type} of an emoticon. */
  public static final int EMOTICON = 2;

  /** {@link #type} of a display picture. */
  public static final int PICTURE = 3;

  private static final int LONGEST = 4096;
  private static final String NO_TITLE = "AAA=";
  private static final Pattern WHOLE =
      Pattern.compile("\\s*<msnobj\\s(.*?)/?>\\s*", Pattern.DOTALL);
  private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z0-9]+)=\"([^\"]*)\"");

  /** The description of some bytes, with both sums. */
  public static MsnObject of(Principal creator, int type, String location, byte[] content) {
    MsnObject unsigned =
        new MsnObject(
            creator.address(), content.length, type, location, NO_TITLE, sum(content), "");
    return new MsnObject(
        unsigned.creator,
        unsigned.size,
        type,
        location,
        NO_TITLE,
        unsigned.digest,
        unsigned.expectedChecksum());
  }

  /**
   * Reads a description, whatever the order of its attributes and whatever else there is. Nothing
   * where there is none, as with {@code 0} and {@code <msnobj/>}, or where it says too little to
   * ask for the bytes.
   */
  public static Optional<MsnObject> parse(String text) {
    Matcher whole = WHOLE.matcher(text);
    if (text.length() > LONGEST || !whole.matches()) {
      return Optional.empty();
    }
    Map<String, String> found = new HashMap<>();
    Matcher attribute = ATTRIBUTE.matcher(whole.group(1));
    while (attribute.find()) {
      found.putIfAbsent(attribute.group(1), attribute.group(2));
    }
    boolean isEnough =
        found.containsKey("Creator")
            && number(found.get("Size")) >= 0
            && number(found.get("Type")) >= 0
            && !found.getOrDefault("SHA1D", "").isEmpty();
    return isEnough ? Optional.of(from(found)) : Optional.empty();
  }

  private static MsnObject from(Map<String, String> found) {
    return new MsnObject(
        found.getOrDefault("Creator", ""),
        number(found.get("Size")),
        number(found.get("Type")),
        found.getOrDefault("Location", ""),
        found.getOrDefault("Friendly", ""),
        found.getOrDefault("SHA1D", ""),
        found.getOrDefault("SHA1C", ""));
  }

  /** -1 where it is none, or out of range. */
  private static int number(@Nullable String text) {
    boolean isNumber = text != null && text.matches("[0-9]{1,10}");
    long number = isNumber ? Long.parseLong(text) : -1;
    return number <= Integer.MAX_VALUE ? (int) number : -1;
  }

  /** As it stands in a status or, with a zero behind it, in a request; not encoded. */
  public String text() {
    String start =
        "<msnobj Creator=\"%s\" Size=\"%s\" Type=\"%s\" Location=\"%s\" Friendly=\"%s\" SHA1D=\"%s\""
            .formatted(creator, size, type, location, friendly, digest);
    return start + (checksum.isEmpty() ? "/>" : " SHA1C=\"%s\"/>".formatted(checksum));
  }

  /** Whether these are the described bytes. */
  public boolean describes(byte[] content) {
    return content.length == size && sum(content).equals(digest);
  }

  /** Whether the sum over the attributes is right, where one is given. */
  public boolean isConsistent() {
    return checksum.isEmpty() || checksum.equals(expectedChecksum());
  }

  private String expectedChecksum() {
    String attributes =
        "Creator%sSize%sType%sLocation%sFriendly%sSHA1D%s"
            .formatted(creator, size, type, location, friendly, digest);
    return sum(attributes.getBytes(StandardCharsets.UTF_8));
  }

  private static String sum(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MsnObject that
        && size == that.size
        && type == that.type
        && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }
}
