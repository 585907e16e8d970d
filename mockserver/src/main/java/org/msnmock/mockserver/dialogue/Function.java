package org.msnmock.mockserver.dialogue;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.msnmock.mockserver.wire.Text;

/** The functions of placeholders: {@code {md5(a, 'text')}}. */
public enum Function {
  /** 32 lower-case hexadecimal digits of all arguments joined. */
  MD5(1, 99),
  /** Base64 of the SHA-1 of all arguments joined. */
  SHA1(1, 99),
  BASE64(1, 99),
  /** Percent-encoding. */
  URL(1, 99),
  /** The length in bytes. */
  LEN(1, 99),
  /** {@code digest(challenge, product)}: the answer to CHL with the key of that product id. */
  DIGEST(2, 2);

  /** Product ids and their keys, as clients of the time used them. */
  private static final Map<String, String> KEYS =
      Map.of(
          "msmsgs@msnmsgr.com", "Q1P7W2E4J9R8U3S5",
          "PROD0038W!61ZTF9", "VT6PX?UQTM4WM%YR",
          "PROD0058#7IL2{QD", "QHDCY@7R1TB6W?5B",
          "PROD0061VRRZH@4F", "JXQ6J@TUOGYV@N0M",
          "PROD00504RLUG%WL", "I2EBK%PYNLZL5_J4",
          "PROD0076ENE8*@AW", "CEQJ8}OE0!WTSWII");

  private final int least;
  private final int most;

  Function(int least, int most) {
    this.least = least;
    this.most = most;
  }

  public static Optional<Function> fromWord(String word) {
    for (Function function : values()) {
      if (function.word().equals(word)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** For people: {@code 2 arguments}. */
  public String arity() {
    return least == most ? least + " arguments" : "at least " + least + " argument";
  }

  /** Computes; a product id without a known key gives a text that equals no digest. */
  public String apply(List<String> arguments) {
    String joined = String.join("", arguments);
    return switch (this) {
      case MD5 -> HexFormat.of().formatHex(hash("MD5", joined));
      case SHA1 -> Base64.getEncoder().encodeToString(hash("SHA-1", joined));
      case BASE64 -> Base64.getEncoder().encodeToString(Text.encode(joined));
      case URL -> PercentCode.encode(joined);
      case LEN -> String.valueOf(Text.length(joined));
      case DIGEST -> digest(arguments.get(0), arguments.get(1));
    };
  }

  private static String digest(String challenge, String product) {
    String key = KEYS.get(product);
    if (key == null) {
      return "(no key is known for the product id " + product + ")";
    }
    return HexFormat.of().formatHex(hash("MD5", challenge + key));
  }

  private static byte[] hash(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(Text.encode(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is part of every Java platform", e);
    }
  }
}
