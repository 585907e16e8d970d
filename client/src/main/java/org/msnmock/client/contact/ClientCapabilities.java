package org.msnmock.client.contact;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody's client says it can do, the client id of {@code CHG}, {@code ILN} and {@code NLN}.
 *
 * @param bits 32 of them, unsigned; those that nobody knows are kept
 * @see "hypothetic.org MSN Messenger Protocol and MSNPiki, client ids"
 */
public record ClientCapabilities(long bits) {
  public static final ClientCapabilities NONE = new ClientCapabilities(0);

  private static final long MAX = 0xFFFF_FFFFL;
  private static final int VERSION_SHIFT = 28;

  /** One thing that a client can do, or is. */
  public enum Capability {
    MOBILE_DEVICE(0x1),
    MSN_EXPLORER(0x2),
    INK_AS_GIF(0x4),
    INK_AS_ISF(0x8),
    WEBCAM(0x10),
    MESSAGES_IN_PARTS(0x20),
    PAGING(0x40),
    MSN_DIRECT(0x80),
    WEB_MESSENGER(0x200),
    GATEWAY(0x800),
    SPACE(0x1000),
    DIRECT_MESSAGES(0x4000),
    WINKS(0x8000);

    private final long bit;

    Capability(long bit) {
      this.bit = bit;
    }
  }

  public ClientCapabilities {
    if (bits < 0 || bits > MAX) {
      throw new IllegalArgumentException("a client id is 0 to " + MAX + ", was " + bits);
    }
  }

  /** Those that are known. */
  public Set<Capability> known() {
    Set<Capability> known = EnumSet.noneOf(Capability.class);
    Arrays.stream(Capability.values()).filter(this::contains).forEach(known::add);
    return Collections.unmodifiableSet(known);
  }

  public boolean contains(Capability capability) {
    return (bits & capability.bit) != 0;
  }

  /** The generation of the client, 1 for version 6.0; 0 where it is not said. */
  public int generation() {
    return (int) (bits >> VERSION_SHIFT);
  }
}
